// A case that is open: told when it changed, and what is being typed survives a reload of this tab, no longer.
"use strict";
const head = document.querySelector(".casehead"), banner = document.getElementById("fresh"), code = head?.dataset.case;
async function look() {
  if (document.hidden || !banner.hidden) return;
  const answer = await fetch(`/desk/case/${code}/mark`).catch(() => null);
  if (answer?.ok && (await answer.text()) !== head.dataset.mark) banner.hidden = false;
}
if (code) {
  setInterval(look, 20000);
  addEventListener("visibilitychange", look);
  addEventListener("desk-changed", look);
  const named = (form) => `draft:${code}:${form.elements.verb.value}:${form.elements.of?.value || form.elements.about?.value || ""}`;
  if (document.querySelector(".ruling:not(.refused):not(.fresh)")) {
    const sent = sessionStorage.getItem("sent");
    if (sent) sessionStorage.removeItem(sent);
  }
  sessionStorage.removeItem("sent");
  for (const field of document.querySelectorAll("main textarea[name=words]")) {
    const draft = sessionStorage.getItem(named(field.form));
    if (draft && draft !== field.defaultValue && !document.querySelector(".ruling.refused")) {
      field.value = draft;
      field.closest("details").open = true;
    }
    field.addEventListener("input", () => sessionStorage.setItem(named(field.form), field.value));
    field.form.addEventListener("submit", () => sessionStorage.setItem("sent", named(field.form)));
  }
  for (const field of document.querySelectorAll("input[type=file][data-most]")) field.addEventListener("change", () => {
    const large = [...field.files].filter((file) => file.size > Number(field.dataset.most)).map((file) => file.name);
    field.setCustomValidity(large.length ? field.dataset.tooLarge.replace("§", large.join(", ")) : "");
    field.reportValidity();
  });
}
for (const form of document.querySelectorAll("form[action='/desk/leave']")) form.addEventListener("submit", () => sessionStorage.clear());
