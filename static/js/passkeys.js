/* Passkeys: puts what the browser's passkey answers into a form, and sends it.
 *
 * A form with data-passkey="create" or "get" finds what it needs in the page, in
 * #passkey-options, or where there is none, at its own address. Where no passkey can be, the page
 * says why in what it holds ready as data-passkey-says. */

(() => {
  const forms = document.querySelectorAll("form[data-passkey]");

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function words(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }

  function say(what) {
    for (const notice of document.querySelectorAll("[data-passkey-says]")) {
      notice.hidden = notice.dataset.passkeySays !== what;
    }
  }

  /* Why there can be no passkey here, or nothing. */
  function obstacle() {
    if (/^[\d.]+$|^\[/.test(location.hostname)) return "number";
    if (!isSecureContext) return "plain";
    return window.PublicKeyCredential ? "" : "unknown";
  }

  /* On one's own machine the site has a name too. */
  function showElsewhere() {
    const elsewhere = document.querySelector("[data-passkey-elsewhere]");
    if (!elsewhere || !["127.0.0.1", "[::1]"].includes(location.hostname)) return;
    const address = new URL(location.href);
    address.hostname = "localhost";
    const link = elsewhere.querySelector("a");
    link.href = address.href;
    link.textContent = address.host;
    elsewhere.hidden = false;
  }

  async function optionsOf(form) {
    const kept = document.getElementById("passkey-options");
    if (kept) return JSON.parse(kept.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${form.action} answered ${answer.status}`);
    return answer.json();
  }

  function described(credential) {
    return { ...credential, id: bytes(credential.id) };
  }

  async function create(form, { creation_options: { publicKey } }) {
    const alone = form.elements.passwordless.checked;
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: (publicKey.excludeCredentials ?? []).map(described),
        authenticatorSelection: {
          ...publicKey.authenticatorSelection,
          residentKey: alone ? "required" : "discouraged",
          requireResidentKey: alone,
          userVerification: alone ? "required" : "preferred",
        },
      },
    });
  }

  async function get(form, { request_options: { publicKey } }) {
    return navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: (publicKey.allowCredentials ?? []).map(described),
      },
    });
  }

  /* A credential as JSON: every buffer of its response as text. */
  function written(credential) {
    const response = {};
    for (const part of [
      "clientDataJSON",
      "attestationObject",
      "authenticatorData",
      "signature",
      "userHandle",
    ]) {
      if (credential.response[part]) response[part] = words(credential.response[part]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: words(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  async function use(form) {
    const ways = { create, get };
    say("");
    try {
      const credential = await ways[form.dataset.passkey](form, await optionsOf(form));
      form.elements.credential.value = written(credential);
      form.submit();
    } catch (error) {
      // What it was, people cannot change; that they hold this passkey already, they can know.
      say(error.name === "InvalidStateError" ? "there" : "failed");
    }
  }

  const why = obstacle();
  say(why);
  for (const form of forms) {
    form.dataset.passkeyReady = "";
    form.querySelector("[data-passkey-button]").hidden = Boolean(why);
  }
  if (why) {
    showElsewhere();
    return;
  }
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      use(form);
    });
  }
})();
