// After htmx has turned a page of a list, the link that was followed is gone, and the keyboard
// would begin again at the top of the document: it goes on from the beginning of what is new.
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (detail.requestConfig?.elt.matches(".paging a, .orders a, .thread__news a")) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
});

// The same where more is put after what is there. What was added is marked until it has settled.
document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  const added = target.querySelector(":scope > li.htmx-added");
  if (added && detail.requestConfig?.elt.matches(".thread__more a")) {
    added.tabIndex = -1;
    added.focus({ preventScroll: true });
  }
});
