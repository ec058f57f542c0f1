// A one-time link ends in a code behind the #, which no browser sends: it is put into the form and taken off the address.
"use strict";
const link = document.getElementById("link"), word = document.getElementById("word");
function take() {
  const given = location.hash.slice(1);
  if (!given) return;
  history.replaceState(null, "", location.pathname);
  link.value = given;
  link.parentElement.hidden = true;
  word.required = given.startsWith("w.");
  word.parentElement.hidden = !word.required;
  if (word.required) word.focus();
}
addEventListener("hashchange", take);
take();
