// A form in a discussion: how much was written, what went wrong on the way, where to go on.

const openers = new Map(); // by the place of a form, the link that brought it
const open = new Map(); // by a place, what stands in it while the thread around it is shown anew

function count(form) {
  const shown = form?.querySelector(".write__count");
  if (!shown) return;
  const { longest, words } = shown.dataset;
  // As the server counts: characters, and without empty edges.
  const number = [...form.elements.body.value.replace(/^\n+/, "").trimEnd()].length;
  const local = (n) => Number(n).toLocaleString(document.documentElement.lang);
  shown.textContent = words.replace("NUMBER", local(number)).replace("LONGEST", local(longest));
  shown.toggleAttribute("data-over", number > longest);
}

function trouble({ detail }) {
  const { elt, xhr } = detail;
  if (elt.matches(".acts a, .acts__write")) location.assign(elt.href); // the page says what is wrong
  const shown = elt.querySelector(".write__trouble");
  if (!shown) return;
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  const words = xhr.status ? shown.dataset.failed : shown.dataset.unreached;
  shown.textContent = plain ? xhr.responseText : words;
}

document.addEventListener("input", ({ target }) => count(target.form));
document.addEventListener("htmx:load", ({ target }) => {
  target.querySelectorAll(".write__form").forEach(count);
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const { elt, target } = detail;
  if (elt.matches("a") && target.matches(".place")) openers.set(target.id, elt);
  elt.querySelector(".write__trouble")?.replaceChildren();
});
document.addEventListener("htmx:responseError", trouble);
document.addEventListener("htmx:sendError", trouble);

// A form that has come is gone on with; one that is given up leads back to what brought it.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const come = target.matches(".place") ? target.querySelector(".write") : target;
  if (!come?.matches(".place > .write, .page__narrow > .write")) return;
  const first = "textarea:not([readonly]), input:not([type=hidden]), [tabindex], .form__do button";
  come.querySelector(first)?.focus();
});
document.addEventListener("click", (event) => {
  const place = event.target.closest(".write__cancel")?.closest(".place");
  if (!place) return;
  event.preventDefault();
  place.replaceChildren();
  openers.get(place.id)?.focus();
});
document.addEventListener("comment:placed", ({ detail: { id, total, version } }) => {
  const comment = document.getElementById(id);
  comment?.focus({ preventScroll: true });
  comment?.scrollIntoView({ block: "nearest" });
  const count = document.querySelector("#comments-heading .section-heading__count");
  if (count) count.textContent = total;
  // Whoever posted need not be told that the thread has changed, if nobody else did anything.
  const poll = document.querySelector(".thread__news [data-hx-vals]");
  const asked = JSON.parse(poll?.dataset.hxVals ?? "{}");
  if (Number(asked.since) !== version - 1) return;
  poll.dataset.hxVals = JSON.stringify({ ...asked, since: version });
});

// In another order, or as it is now, a thread still has the forms that somebody writes in.
document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap } }) => {
  if (target.id !== "comments" || !shouldSwap) return;
  for (const place of target.querySelectorAll(".place:not(:empty)")) {
    open.set(place.id, [...place.childNodes]);
    place.replaceChildren();
  }
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, held] of open) document.getElementById(id)?.append(...held);
  open.clear();
});
