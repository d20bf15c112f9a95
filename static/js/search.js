// The search as one types. What is asked last is what the page shows: htmx gives up an answer that
// is under way for the next (data-hx-sync), and here the box and the address are kept to it.
const BOX = "search-q";
let underWay = null; // the question that an answer is awaited for
let failed = false; // whether the last had none

const box = () => document.getElementById(BOX);
const status = () => document.getElementById("search-status");
const questionIn = (address) => new URL(address, location.href).searchParams.get("q") ?? "";
const isSearch = (element) => Boolean(element?.closest("#search, #found"));

// What is asked already, or shown, is not asked again: Enter after the results came would only put
// the same address into the history once more.
document.addEventListener("htmx:confirm", (event) => {
  if (failed || !event.target.closest("#search")) return;
  if (box().value.trim() === (underWay ?? questionIn(location.href)).trim()) event.preventDefault();
});

// A link says which search it leads to, whatever stands half-typed in the box.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (!isSearch(detail.elt)) return;
  failed = false;
  underWay = questionIn(detail.pathInfo.finalRequestPath);
  if (detail.elt.closest("#found")) box().value = underWay;
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (isSearch(detail.elt) || detail.target?.id === "found") underWay = null;
});

for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, ({ detail }) => {
    if (detail.target?.id !== "found") return;
    failed = true;
    status().textContent = status().dataset.failed;
  });
}

// Who followed a link from far down sees the beginning of what it led to.
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  const link = detail.requestConfig?.elt;
  if (target.id !== "found" || !link?.matches(".found a")) return;
  if (target.getBoundingClientRect().top < 0) document.getElementById("search").scrollIntoView();
});

// Letters that are still being composed are no question yet.
document.addEventListener(
  "input",
  (event) => {
    if (event.isComposing && event.target.id === BOX) event.stopPropagation();
  },
  true,
);
document.addEventListener("compositionend", ({ target }) => {
  if (target.id === BOX) target.dispatchEvent(new Event("input", { bubbles: true }));
});
