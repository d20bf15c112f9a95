// A form in a discussion: how much was written, what went wrong on the way, where to go on.

const openers = new Map(); // by the place of a form, the link that brought it

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
  if (!target.matches(".place > .write, .page__narrow > .write")) return;
  const first = "textarea:not([readonly]), input:not([type=hidden]), [tabindex], .form__do button";
  target.querySelector(first)?.focus();
});
document.addEventListener("click", (event) => {
  const place = event.target.closest(".write__cancel")?.closest(".place");
  if (!place) return;
  event.preventDefault();
  place.replaceChildren();
  openers.get(place.id)?.focus();
});
document.addEventListener("comment:placed", ({ detail }) => {
  const comment = document.getElementById(detail.id);
  comment?.focus({ preventScroll: true });
  comment?.scrollIntoView({ block: "nearest" });
});
