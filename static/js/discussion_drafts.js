// What was written and not posted is kept in this browser, for its writer and this form alone.
// Logging out empties it, since the site then asks the browser to (Clear-Site-Data).

const LONGEST_MS = 30 * 24 * 3600 * 1000; // who has not come back by then will not
const DRAFTS = "postil draft ";

const nameOf = (form) => `${DRAFTS}${form.dataset.draft}`;

function kept(name) {
  try {
    const { text, at } = JSON.parse(localStorage.getItem(name)) ?? {};
    return Date.now() - at < LONGEST_MS ? text : undefined;
  } catch {
    return undefined; // a browser that keeps nothing, or something that is not ours
  }
}

function keep(name, text) {
  try {
    if (text.trim()) localStorage.setItem(name, JSON.stringify({ text, at: Date.now() }));
    else localStorage.removeItem(name);
  } catch {
    // full, or forbidden: then nothing is kept
  }
}

function drop(isOld) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(DRAFTS));
    names.filter(isOld).forEach((name) => localStorage.removeItem(name));
  } catch {
    // a browser that keeps nothing
  }
}

function keepWhatIsIn(form) {
  const { value, defaultValue } = form.elements.body;
  const isTyped = !form.dataset.fresh || value !== defaultValue;
  keep(nameOf(form), isTyped ? value : "");
}

function restore(form) {
  if (!form.dataset.fresh) {
    keepWhatIsIn(form); // what comes back refused is newer than what was kept
    return;
  }
  if (form.elements.edition) {
    const ofAnyEdition = nameOf(form).replace(/\d+$/, "");
    drop((name) => name.startsWith(ofAnyEdition) && name !== nameOf(form));
  }
  const field = form.elements.body;
  const text = kept(nameOf(form));
  if (!text || text === field.value) return;
  const quoted = form.dataset.fresh === "add" ? field.value.trimEnd() : "";
  field.value = quoted && !text.includes(quoted) ? `${text.trimEnd()}\n\n${quoted}\n\n` : text;
  form.querySelector(".write__draft").hidden = false;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// What was written on while these words were on their way, or in another window, was not posted.
function posted(form, words) {
  const name = nameOf(form);
  const text = kept(name);
  if (text === undefined || text === words.replaceAll("\r\n", "\n")) {
    keep(name, "");
  } else if (form.elements.edition) {
    keep(name, "");
    keep(name.replace(/\d+$/, (edition) => Number(edition) + 1), text);
  }
}

drop((name) => kept(name) === undefined);
document.addEventListener("htmx:load", ({ target }) => {
  target.querySelectorAll("form[data-draft]").forEach(restore);
});
document.addEventListener("input", ({ target }) => {
  if (target.form?.dataset.draft) keepWhatIsIn(target.form);
});
document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-discard]")) return;
  const { form } = target;
  form.elements.body.value = form.elements.body.defaultValue;
  form.querySelector(".write__draft").hidden = true;
  form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.body.focus();
});
document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr, requestConfig } }) => {
  if (!elt.dataset.draft) return;
  const told = xhr.getAllResponseHeaders().toLowerCase();
  if (told.includes("hx-redirect:") || told.includes("hx-trigger-after-settle:")) {
    posted(elt, requestConfig.parameters.body);
  }
});
