// Single keys to go through a discussion. None of them does anything while somebody types, and
// whoever speaks to their computer, or hits keys by mistake, can turn them off.

const OFF = "postil keys off";
const help = document.querySelector("#keys");
const toggle = help?.querySelector("[data-keys-on]");

function isOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

const comments = () => [...document.querySelectorAll(".comment[data-comment]")];
const current = () => document.activeElement?.closest(".comment[data-comment]");

function step(by) {
  const all = comments();
  const here = all.indexOf(current());
  const begin = all.findIndex((one) => one.getBoundingClientRect().bottom > 0);
  const next = all[here < 0 ? begin : here + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

const follow = (scope, link) => (scope ?? document).querySelector(link)?.click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  r: () => follow(current(), current() ? ".acts__reply" : ".acts__write"),
  e: () => current() && follow(current(), ".acts__edit"),
  q: () => document.dispatchEvent(new Event("discussion:quote")),
  "?": () => help.showModal(),
};

if (help) {
  toggle.checked = !isOff();
  toggle.addEventListener("change", () => {
    try {
      if (toggle.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "");
    } catch {
      // a browser that keeps nothing: they are on again on the next page
    }
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-keys]")) help.showModal();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !toggle.checked) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault(); // an r must not end up in the form that it opens
    act();
  });
}
