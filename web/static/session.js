// A sign-in that is about to end says so five minutes before, and goes on at the press of a button.
"use strict";
const ending = document.getElementById("ending"), WARN = 300;
let over = Date.now() + 1000 * Number(ending?.dataset.left ?? 0), asked = false;
async function left(address, more) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, ...more });
  if (answer.ok) over = Date.now() + 1000 * (await answer.json()).left;
}
async function look() {
  const seconds = Math.round((over - Date.now()) / 1000);
  if (seconds <= WARN && !asked) { asked = true; await left("/desk/session"); return look(); }  // another window may have used it
  if (seconds > WARN) asked = false;
  ending.classList.toggle("soon", seconds <= WARN);
  ending.setAttribute("role", seconds <= WARN ? "alert" : "note");
}
if (ending) {
  setInterval(look, 15000);
  look();
  ending.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await left("/desk/prolong", { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
    if (over - Date.now() > 1000 * WARN) { asked = false; look(); } else location.assign(location.href);
  });
}
