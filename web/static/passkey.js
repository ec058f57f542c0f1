// Passkeys: asks the house what is to be signed, lets the browser sign it, and sends it back.
"use strict";
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const wrong = document.getElementById("passkey-wrong");
async function signed(address, make, more) {
  const asked = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
  const options = JSON.parse(asked.options);
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of ["excludeCredentials", "allowCredentials"]) for (const each of options[list] ?? []) each.id = bytes(each.id);
  const made = await make({ publicKey: options }), response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) if (made.response[name]) response[name] = text(made.response[name]);
  const credential = { id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} };
  const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body: JSON.stringify({ token: asked.token, credential, ...more }) });
  if (!answer.ok) throw new Error((await answer.json()).why);
  location.assign((await answer.json()).to);
}
function offered(id, address, make, more) {
  const button = document.getElementById(id);
  if (!button || !globalThis.PublicKeyCredential || location.hostname !== button.dataset.rp) return;
  button.hidden = false;
  document.getElementById("passkey-none")?.setAttribute("hidden", "");
  button.addEventListener("click", async () => {
    wrong.hidden = true;
    try { await signed(address, make, more(button)); } catch (why) { if (why.name === "Error" && why.message) wrong.textContent = why.message; wrong.hidden = false; }
  });
}
offered("passkey-enter", "/desk/passkey/enter", (options) => navigator.credentials.get(options), () => ({ to: document.querySelector("[name=to]").value }));
offered("passkey-new", "/desk/passkey/new", (options) => navigator.credentials.create(options), (button) => ({ csrf: button.dataset.csrf }));
