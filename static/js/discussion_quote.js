// Words that are selected in a comment, or in the article, can be quoted in an answer to it.

const button = document.querySelector(".quote-this");
let chosen = null; // the words, and the link to the form for an answer to them

function selected() {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const element = around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement;
  const text = element.closest(".comment__body, .piece__text .prose");
  const link = text?.classList.contains("comment__body")
    ? text.closest(".comment")?.querySelector(".acts__reply")
    : text && document.querySelector(".acts__write");
  const words = selection.toString().trim();
  return link && words ? { words, link, where: range.getBoundingClientRect() } : null;
}

function offer() {
  chosen = selected();
  button.hidden = !chosen;
  if (!chosen) return;
  const { where } = chosen;
  button.style.insetBlockStart = `${Math.min(where.bottom + 8, innerHeight - 48)}px`;
  button.style.left = `${Math.max(8, Math.min(where.left, innerWidth - 160))}px`;
}

// Markdown that says just these words, as a quotation.
function asQuotation(words) {
  const lines = words.replace(/\n{2,}/g, "\n\n").split("\n");
  return lines
    .map((line) => line.replace(/[\\`*_[\]<]|&(?=#?\w+;)/g, "\\$&"))
    .map((line) => line.replace(/^(\s*)([#+>~=-])/, "$1\\$2").replace(/^(\s*\d{1,9})([.)])/, "$1\\$2"))
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

function write(place, words) {
  const field = place.querySelector("textarea:not([readonly])");
  if (!field) return;
  const before = field.value.trimEnd();
  field.value = `${before}${before && "\n\n"}${asQuotation(words)}\n\n`;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function quote() {
  chosen = selected() ?? chosen;
  if (!chosen) return;
  const { words, link } = chosen;
  const place = document.querySelector(link.dataset.hxTarget);
  button.hidden = true;
  getSelection().removeAllRanges();
  if (place.querySelector("textarea:not([readonly])")) {
    write(place, words);
    return;
  }
  const come = ({ target }) => {
    if (!place.contains(target)) return;
    document.removeEventListener("htmx:afterSettle", come);
    write(place, words);
  };
  document.addEventListener("htmx:afterSettle", come);
  link.click();
}

if (button) {
  document.addEventListener("selectionchange", offer);
  document.addEventListener("scroll", () => { button.hidden = true; }, { passive: true });
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", quote);
  document.addEventListener("discussion:quote", quote);
}
