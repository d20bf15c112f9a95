// What was written and not posted is kept in this browser, for its writer and this form alone.
// Logging out empties it, since the site then asks the browser to (Clear-Site-Data).

const LONGEST_MS = 30 * 24 * 3600 * 1000; // who has not come back by then will not

const nameOf = (form) => `postil draft ${form.dataset.draft}`;

function read(form) {
  try {
    const { text, at } = JSON.parse(localStorage.getItem(nameOf(form))) ?? {};
    return Date.now() - at < LONGEST_MS ? text : undefined;
  } catch {
    return undefined; // a browser that keeps nothing, or something that is not ours
  }
}

function keep(form) {
  const field = form.elements.body;
  try {
    if (!field.value.trim() || field.value === field.defaultValue) {
      localStorage.removeItem(nameOf(form));
    } else {
      localStorage.setItem(nameOf(form), JSON.stringify({ text: field.value, at: Date.now() }));
    }
  } catch {
    // full, or forbidden: then nothing is kept
  }
}

function restore(form) {
  const field = form.elements.body;
  const text = form.dataset.fresh ? read(form) : undefined; // what comes back refused is newer
  if (!text || text === field.value) return;
  const quoted = form.dataset.fresh === "add" ? field.value.trimEnd() : "";
  field.value = quoted && !text.includes(quoted) ? `${text.trimEnd()}\n\n${quoted}\n\n` : text;
  form.querySelector(".write__draft").hidden = false;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("htmx:load", ({ target }) => {
  target.querySelectorAll("form[data-draft]").forEach(restore);
});
document.addEventListener("input", ({ target }) => {
  if (target.form?.dataset.draft) keep(target.form);
});
document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-discard]")) return;
  const { form } = target;
  form.elements.body.value = form.elements.body.defaultValue;
  form.querySelector(".write__draft").hidden = true;
  form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.body.focus();
});
// Posted: the answer says where it stands now.
document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr } }) => {
  if (!elt.dataset.draft) return;
  const told = xhr.getAllResponseHeaders().toLowerCase();
  if (told.includes("hx-redirect:") || told.includes("hx-trigger-after-settle:")) {
    localStorage.removeItem(nameOf(elt));
  }
});
