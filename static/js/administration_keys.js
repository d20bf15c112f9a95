// Single keys to go through what waits, in the list of comments and on a comment's page. None of
// them does anything while somebody types, and they can be turned off. After a decision the comment
// that came next has the focus.

const OFF = "postil administration keys off";
const NEXT = "postil next case";
const CASES = "postil cases";
const help = document.querySelector("#keys");
const rows = [...document.querySelectorAll("#result_list tbody tr")];
const page = document.querySelector("[data-case]");

const keep = (store, name, value) => {
  try {
    if (value === null) store.removeItem(name);
    else store.setItem(name, value);
  } catch {
    // a browser that keeps nothing: the list begins at its top again
  }
};

const kept = (store, name) => {
  try {
    return store.getItem(name);
  } catch {
    return null;
  }
};

const numberOf = (row) => row.querySelector(".action-select")?.value;
const current = () => rows.find((row) => row.contains(document.activeElement));

function focus(row) {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  if (page) return turn(by);
  const here = rows.indexOf(current());
  focus(rows[here < 0 ? 0 : here + by]);
}

// A comment's page knows its neighbours from the list that it was opened from.
function turn(by) {
  const cases = JSON.parse(kept(sessionStorage, CASES) ?? "[]");
  const next = cases[cases.findIndex((one) => one.number === page.dataset.case) + by];
  if (next) location.assign(next.address);
}

function follow(selector) {
  const scope = page ?? current();
  const found = scope?.querySelector(selector);
  if (!found) return;
  const here = page ? page.dataset.case : numberOf(scope);
  const cases = JSON.parse(kept(sessionStorage, CASES) ?? "[]");
  const next = cases[cases.findIndex((one) => one.number === here) + 1];
  keep(sessionStorage, NEXT, next?.number ?? null);
  found.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => follow('[data-act="show"]'),
  r: () => follow('[data-act="hide"]'),
  b: () => follow('[data-act="ban"]'),
  o: () => current()?.querySelector(".case-words")?.click(),
  x: () => current()?.querySelector(".action-select")?.click(),
  "?": () => help.showModal(),
};

for (const row of rows) row.tabIndex = -1;

if (rows.length) {
  const cases = rows.map((row) => ({
    number: numberOf(row),
    address: row.querySelector(".case-words")?.href,
  }));
  keep(sessionStorage, CASES, JSON.stringify(cases));
  const next = kept(sessionStorage, NEXT);
  keep(sessionStorage, NEXT, null);
  if (next !== null) focus(rows.find((row) => numberOf(row) === next) ?? rows[0]);
}

if (help) {
  const toggle = help.querySelector("[data-keys-on]");
  toggle.checked = kept(localStorage, OFF) === null;
  toggle.addEventListener("change", () => keep(localStorage, OFF, toggle.checked ? null : ""));
  document.querySelector("[data-keys-hint]").hidden = false;
  document.querySelector("[data-keys]").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !toggle.checked) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault(); // an r must not end up in the form that it opens
    act();
  });
}
