// What is being typed on a case is kept on the server when one pauses; what could not be kept stays in this tab till then.
"use strict";
const DRAFT = "draft:", PAUSE = 1500, {case: receipt, who} = document.querySelector(".casehead")?.dataset ?? {};
const sent = document.querySelector(".ruling:not(.refused):not(.fresh)") && sessionStorage.getItem("sent");
sessionStorage.removeItem("sent");
if (sent) sessionStorage.removeItem(sent);
for (const name of Object.keys(sessionStorage)) if (name.startsWith(DRAFT) && !name.startsWith(`${DRAFT}${who}:`)) sessionStorage.removeItem(name);
for (const place of document.querySelectorAll(".keeping")) {
  const form = place.closest("form"), box = form.elements.words, [keep, drop] = place.querySelectorAll("button"), told = place.querySelector("small");
  const name = `${DRAFT}${who}:${receipt}:${form.elements.verb.value}:${form.elements.of?.value || form.elements.about?.value || ""}`;
  let pause = 0, going = null;
  const tell = (words, failed) => { told.textContent = words; if (failed) told.setAttribute("role", "alert"); else told.removeAttribute("role"); };
  const save = () => {
    clearTimeout(pause);
    pause = 0;
    const body = new FormData(form), typed = box.value;
    body.delete("files");
    going = fetch(keep.formAction, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "text/plain" }, keepalive: true })
      .then(async (answer) => {
        tell(answer.ok || answer.status === 409 ? await answer.text() : place.dataset.failed, !answer.ok);
        if (answer.ok && typed === box.value) { sessionStorage.removeItem(name); drop.hidden = !typed; }
      }, () => tell(place.dataset.failed, true))
      .finally(() => { going = null; });
  };
  const wait = () => { sessionStorage.setItem(name, box.value); clearTimeout(pause); pause = setTimeout(save, PAUSE); };
  keep.hidden = true;
  form.addEventListener("input", wait);
  addEventListener("visibilitychange", () => { if (document.hidden && pause) save(); });
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    if (pause) sessionStorage.setItem(name, box.value);  // whoever has to sign in first finds it again
    pause = 0;
    sessionStorage.setItem("sent", name);
    if (!going) return;
    event.preventDefault();  // the draft that is on its way is not to arrive after what it became
    const by = event.submitter;
    going.finally(() => form.requestSubmit(by));
  });
  const left = sessionStorage.getItem(name);
  if (left !== null && left !== box.value && !document.querySelector(".ruling.refused")) {
    box.value = left;
    form.closest("details").open = true;
    wait();
  }
}
