// A case that is open: told when it changed.
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
  for (const field of document.querySelectorAll("input[type=file][data-most]")) field.addEventListener("change", () => {
    const large = [...field.files].filter((file) => file.size > Number(field.dataset.most)).map((file) => file.name);
    field.setCustomValidity(large.length ? field.dataset.tooLarge.replace("§", large.join(", ")) : "");
    field.reportValidity();
  });
}
for (const form of document.querySelectorAll("form[action='/desk/leave']")) form.addEventListener("submit", () => sessionStorage.clear());
