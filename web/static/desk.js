// The console, kept up to date: a hint by the stream, then the page itself is asked for. Without it, reload by hand.
"use strict";
const main = document.getElementById("main"), live = document.getElementById("live"), fresh = document.getElementById("fresh");
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!page || page.innerHTML === live.innerHTML) return;
  const held = live.contains(document.activeElement) && document.activeElement.getAttribute("href");
  const chosen = [...live.querySelectorAll("input:checked[name]")].map((each) => each.name);
  live.replaceChildren(...page.childNodes);
  for (const name of chosen) { const box = live.querySelector(`input[name="${CSS.escape(name)}"]`); if (box) box.checked = true; }
  document.dispatchEvent(new Event("desk:list"));
  if (held) live.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus();
  document.getElementById("told").textContent = main.dataset.changed;
}
if (main?.dataset.live && (live || fresh)) {
  const stream = new EventSource(main.dataset.live);
  if (live) stream.addEventListener("open", refresh);
  stream.addEventListener("changed", () => { if (live) refresh(); else dispatchEvent(new Event("desk-changed")); });
}
addEventListener("click", (event) => { for (const open of document.querySelectorAll(".pop[open]")) if (!open.contains(event.target)) open.open = false; });
addEventListener("keydown", (event) => { if (event.key === "Escape") for (const open of document.querySelectorAll(".pop[open]")) open.open = false; });
