// After htmx has turned a page of a list, the link that was followed is gone, and the keyboard
// would begin again at the top of the document: it goes on from the beginning of what is new.
const TURNS = ".paging a, .orders a, .thread__news a, .facet a, .found__chosen a, .found__orders a";

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (detail.requestConfig?.elt.matches(TURNS)) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
});

// Whoever comes back to the page finds the order that they chose. Not by htmx, which would then
// fetch the whole page anew for every step back within it.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const link = detail.requestConfig?.elt;
  if (link?.matches(".orders a")) history.replaceState(history.state, "", link.href);
});

// The same where more is put after what is there. What was added is marked until it has settled.
// A comment of one's own was there already, if it was posted on this page: it has its turn now.
document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  if (target.id !== "thread-posts" || !detail.requestConfig?.elt.matches(".thread__more a")) return;
  for (const again of target.querySelectorAll(":scope > .htmx-added > .comment[id]")) {
    const before = target.querySelector(`:scope > :not(.htmx-added) > #${again.id}`);
    if (before) again.parentElement.replaceWith(before.parentElement);
  }
  const next = target.querySelector(":scope > .htmx-added") ?? target.lastElementChild;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
});
