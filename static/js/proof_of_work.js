// A defended form is sent once the browser has solved the challenge it carries, and the form has
// been open for the least time. Whoever presses the button earlier need not press it again. Where
// the calculation fails or takes for ever, the longer wait that needs none opens the form as well.
function defend(defence) {
  const { worker, wait, waitWithoutProof } = defence.dataset;
  const form = defence.closest("form");
  const field = form.querySelector(".defence input[type=hidden]");
  const status = defence.querySelector("[role=status]");
  const { challenge } = JSON.parse(atob(field.value));
  const openedAt = performance.now();
  let ready = false;
  let sent = false;
  let pressed = null;

  const say = (what) => {
    status.textContent = status.dataset[what];
  };
  const openFor = (seconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, openedAt + seconds * 1000 - performance.now());
    });

  form.addEventListener("submit", (event) => {
    if (!ready) {
      pressed = event.submitter ?? form.querySelector("[type=submit]");
      pressed.setAttribute("aria-busy", "true");
      say("waiting");
    }
    // A second press of an impatient finger would send the same challenge twice.
    if (!ready || sent) {
      event.preventDefault();
    }
    sent = ready;
  });
  // Whoever comes back to the page as it was left may send it again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });

  say("working");
  const proved = solve(worker, challenge.parameters).then((solution) => {
    field.value = btoa(JSON.stringify({ challenge, solution }));
    return openFor(wait);
  });
  Promise.any([proved, openFor(waitWithoutProof)]).then(() => {
    ready = true;
    say("ready");
    pressed?.removeAttribute("aria-busy");
    if (pressed) {
      form.requestSubmit(pressed);
    }
  });
}

function solve(address, parameters) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(address);
    worker.addEventListener("error", reject);
    worker.addEventListener("message", ({ data }) => {
      worker.terminate();
      resolve(data);
    });
    worker.postMessage(parameters);
  });
}

document.querySelectorAll(".defence[data-worker]").forEach(defend);
