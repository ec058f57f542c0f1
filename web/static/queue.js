// The queue by keys, the choosing of lines, and the minute in which an act on many can be undone. Everything here can be
// done without it, by links and forms. Single keys never work in fields, never with Ctrl, Alt or Meta, and can be put out.
"use strict";
{
  const rows = () => [...document.querySelectorAll("tr[data-line]")];
  const current = () => document.activeElement?.closest?.("tr[data-line]");
  const link = (row) => row?.querySelector("th a"), box = (row) => row?.querySelector("input[type=checkbox]");
  const keys = document.getElementById("keys"), opener = document.getElementById("keys-open"), on = document.getElementById("keys-on");
  const bulk = document.getElementById("bulk"), picked = document.getElementById("picked");
  const boxes = () => [...document.querySelectorAll("input[form=bulk][type=checkbox]")];
  const here = document.querySelector("[data-here]")?.dataset.here;
  if (here && /^\/desk\/(search|bulk|undo|views)$/.test(location.pathname)) history.replaceState(null, "", here);

  const counted = () => {
    const n = boxes().filter((each) => each.checked).length, all = document.getElementById("pick-all");
    if (picked) picked.textContent = n ? (n === 1 ? picked.dataset.one : picked.dataset.many.replace("7", n)) : picked.dataset.none;
    if (all) { all.checked = n > 0 && n === boxes().length; all.indeterminate = n > 0 && !all.checked; all.closest("label").hidden = false; }
    document.body.classList.toggle("picking", n > 0);
    for (const each of boxes()) each.closest("tr").classList.toggle("picked", each.checked);
  };
  if (picked) { picked.dataset.none = picked.textContent; picked.setAttribute("aria-live", "polite"); }
  addEventListener("change", (event) => {
    if (event.target.id === "pick-all") for (const each of boxes()) each.checked = event.target.checked;
    if (event.target.id === "pick-all" || event.target.form === bulk) counted();
  });
  document.addEventListener("desk:list", counted);
  counted();

  const move = (step) => {
    const all = rows(), at = all.indexOf(current());
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
    link(next)?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const take = () => {
    if (!bulk) return;
    const row = current();
    if (!boxes().some((each) => each.checked)) { if (!row) return; box(row).checked = true; }
    bulk.requestSubmit(bulk.querySelector("button[value=take]"));
  };
  const acts = {
    j: () => move(1), k: () => move(-1), t: take, x: () => box(current())?.click(),
    "/": () => document.getElementById("term")?.focus(), "?": () => keys?.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || keys?.open) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], summary")) return;
    const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (arrow && current()) { event.preventDefault(); move(arrow); return; }
    if (on && !on.checked) return;
    if (acts[event.key] && rows().length + (event.key === "/" || event.key === "?")) { event.preventDefault(); acts[event.key](); }
  });
  if (opener) { opener.hidden = false; opener.addEventListener("click", () => keys.showModal()); document.getElementById("keys-close").addEventListener("click", () => keys.close()); }
  if (on) {
    on.checked = localStorage.getItem("desk-keys") !== "off";
    on.addEventListener("change", () => localStorage.setItem("desk-keys", on.checked ? "on" : "off"));
  }
  const minute = document.querySelector("[data-undo]");
  if (minute) setTimeout(() => document.getElementById("undo")?.remove(), minute.dataset.undo * 1000);
}
