// Whoever chooses a rule finds its sentence in the reason, to be sent as it is or edited. What
// somebody wrote themselves is left alone.

const reason = document.querySelector('input[name="reason"]');
let written = "";

for (const rule of document.querySelectorAll("[data-clause]")) {
  rule.addEventListener("change", () => {
    if (reason.value !== written) return;
    reason.value = written = rule.dataset.clause;
  });
}
