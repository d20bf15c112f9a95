// After htmx has turned a page of a list, the link that was followed is gone, and the keyboard
// would begin again at the top of the document: it goes on from the beginning of what is new.
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (detail.requestConfig?.elt.matches(".paging a")) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
});
