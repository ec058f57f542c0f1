// The chat page, made lively: sending without a reload, letters as they come, nothing lost when the line breaks.
// Without this file the page works as plain forms.
"use strict";
const $ = (id) => document.getElementById(id);
const [feed, composer, text, files, chosen, lost, below] = ["feed", "composer", "text", "files", "chosen", "lost", "below"].map($);
const say = composer.dataset;
const LARGEST = 20 * 1024 * 1024, ALL = 47 * 1024 * 1024, MOST = 10;
let picked = [], queue = [], busy = false, newest = Number(feed.dataset.newest), pause = 1000, timer = 0;
document.documentElement.classList.add("scripted");
document.body.dataset.drop = say.drop;

const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const make = (tag, name, words) => Object.assign(document.createElement(tag), { className: name, textContent: words || "" });
const toEnd = () => { scrollTo(0, document.body.scrollHeight); below.hidden = true; };
const lastOwn = () => [...feed.querySelectorAll(".mine")].pop();
const follows = () => innerHeight + scrollY > document.body.scrollHeight - 160 || lastOwn()?.getBoundingClientRect().bottom > 0;
// The own words stay in sight at the top, so that a long question is read from its beginning.
function show() {
  const from = lastOwn() || feed.firstElementChild;
  scrollTo(0, from.getBoundingClientRect().top + scrollY - document.querySelector(".top").offsetHeight - 12);
  below.hidden = true;
}

// ---- what comes in
function place(article) {
  const { replaces, erases, turn, key } = article.dataset;
  if (erases) $("e" + erases)?.remove();
  if (key) feed.querySelector(`.waiting[data-key="${CSS.escape(key)}"]`)?.remove();
  const before = replaces && feed.querySelector(`.ours#e${CSS.escape(replaces)}`);
  const held = before && before.contains(document.activeElement) && document.activeElement.value;
  if (before) before.replaceWith(article); else feed.append(article);
  if (turn) for (const other of feed.querySelectorAll(".ours:not(.old)")) other.classList.toggle("old", Number(other.dataset.turn) < Number(turn));
  if (held) [...article.querySelectorAll("button")].find((button) => button.value.split("|")[1] === held.split("|")[1])?.focus();
  vanish(article);
  progress(article);
  return Boolean(before);
}
function progress(article) {
  if (!article.dataset.turn) return;
  const [now, all] = (article.dataset.progress || "").split("/");
  $("progress").hidden = !now;
  if (!now) return;
  const bar = document.querySelector("progress");
  [bar.max, bar.value] = [all, now];
  bar.setAttribute("aria-label", article.dataset.progressSaid);
  bar.nextElementSibling.textContent = `${now} / ${all}`;
}
function vanish(article) {
  if (article.dataset.vanish) setTimeout(() => article.remove(), 1000 * article.dataset.vanish);
}
function listen() {
  const stream = new EventSource("/events?after=" + newest);
  stream.addEventListener("entry", (event) => {
    const holder = document.createElement("template");
    holder.innerHTML = event.data;
    const article = holder.content.querySelector("article"), stay = follows();
    newest = Number(article.dataset.seq);
    if ($(article.id)) return;
    if (article.lang && article.dataset.turn && article.lang !== document.documentElement.lang) return location.reload();
    article.classList.add("new");
    const swapped = place(article);
    if (stay && !swapped) show(); else if (!swapped) below.hidden = false;
  });
  stream.addEventListener("wiped", () => location.reload());
  stream.onopen = () => { lost.hidden = !queue.length || busy; send(); };
  stream.onerror = () => {
    lost.hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

// ---- what goes out: one at a time, in order, with the same key until it is taken
function post(form, label, names) {
  const key = fresh(), article = make("article", "entry mine waiting"), bubble = make("div", "bubble");
  form.set("key", key);
  form.set("seen", Math.max(0, ...[...feed.querySelectorAll("[data-turn]")].map((each) => Number(each.dataset.turn))));
  article.dataset.key = key;
  if (label) bubble.append(Object.assign(make("p", "", label), { dir: "auto" }));
  for (const name of names) bubble.append(make("p", "sentfile", name));
  article.append(bubble, make("span", "fate", say.sending));
  if (label || names.length) { feed.append(article); show(); }
  queue.push({ form, article });
  send();
}
async function send() {
  clearTimeout(timer);
  if (busy || !queue.length) return;
  busy = true;
  const { form, article } = queue[0];
  try {
    const answer = await fetch("/say", { method: "POST", body: form, headers: { Accept: "application/json" } });
    if (answer.status >= 500 || answer.status === 429) throw new Error("again");
    queue.shift();
    const told = await answer.json();
    if (answer.ok) settle(article, told); else fail(article, told.why);
    pause = 1000;
    lost.hidden = true;
    busy = false;
    send();
  } catch {
    busy = false;
    lost.hidden = false;
    pause = Math.min(pause * 2, 30000);
    timer = setTimeout(send, pause);
  }
}
function settle(article, told) {
  if (!told.seq || $("e" + told.seq)) article.remove();
}
function fail(article, why) {
  article.classList.replace("waiting", "failed");
  article.querySelector(".fate").textContent = `${say.notSent} ${why || ""}`;
  if (!article.isConnected) feed.append(article);
  toEnd();
}
const csrf = (form) => { const made = new FormData(); made.set("csrf", form.elements.csrf.value); return made; };
feed.addEventListener("submit", (event) => {
  const button = event.submitter;
  event.preventDefault();
  const made = csrf(event.target), many = event.target.querySelector(".done") && !button.classList.contains("side");
  made.set("choice", button.value);
  const label = button.querySelector(".label").cloneNode(true);
  label.querySelectorAll(".unseen").forEach((hidden) => hidden.remove());
  post(made, many ? "" : label.textContent.trim(), []);
});
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim(), made = csrf(composer);
  if (!words && !picked.length) return text.focus();
  made.set("text", words);
  for (const file of picked) made.append("files", file);
  post(made, words, picked.map((file) => file.name));
  text.value = "";
  text.rows = 1;
  pick([]);
  text.focus();
});
text.addEventListener("input", () => { text.rows = Math.min(6, text.value.split("\n").length); });
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  composer.requestSubmit();
});

// ---- files
function pick(list) {
  const refused = list.some((file) => file.size > LARGEST) || list.length > MOST || list.reduce((sum, file) => sum + file.size, 0) > ALL;
  picked = refused ? picked : list;
  chosen.replaceChildren(...picked.map((file, place) => {
    const line = make("li", "", file.name), button = make("button", "", "×");
    Object.assign(button, { type: "button", ariaLabel: `${say.remove}: ${file.name}`, onclick: () => pick(picked.filter((_, other) => other !== place)) });
    line.append(button);
    return line;
  }), ...(refused ? [Object.assign(make("li", "over", say.tooLarge), { role: "alert" })] : []));
  chosen.hidden = !chosen.children.length;
  files.value = "";
}
files.addEventListener("change", () => { pick([...picked, ...files.files]); text.focus(); });
for (const kind of ["dragover", "dragleave", "drop"]) addEventListener(kind, (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  document.body.classList.toggle("dropping", kind === "dragover");
  if (kind === "drop") pick([...picked, ...event.dataTransfer.files]);
});

// ---- around it
let escaped = -Infinity, left = false;
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (left) return event.preventDefault(); // one more Escape would stop the page that is on its way
  for (const open of document.querySelectorAll("details[open]")) open.open = false;
  if (event.timeStamp - escaped < 1500) leave(event);
  escaped = event.timeStamp;
});
function leave(event) {
  event.preventDefault();
  left = document.body.hidden = true;
  location.replace($("leave").href);
}
$("leave").addEventListener("click", leave);
$("retry").addEventListener("click", send);
below.addEventListener("click", toEnd);
addEventListener("online", send);
addEventListener("click", (event) => { for (const open of document.querySelectorAll("details[open]")) if (!open.contains(event.target)) open.open = false; });
addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
feed.querySelectorAll(".entry").forEach(vanish);
show();
listen();
