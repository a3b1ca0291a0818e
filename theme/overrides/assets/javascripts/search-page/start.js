/*
 * The page of results: the address says what is asked (address.js), the worker answers, this shows it (found.js).
 *
 * The files of this folder are published as one, search-page.js, within a function of its own.
 * Here: what is asked of the worker, and what the reader does.
 */
"use strict";

const narrowing = root.querySelector(".search-more");
const TYPING = 250, PATIENCE = 20000;
const TITLE = document.title;
let worker = null, asked = 0, timer = 0, watch = 0, folded = false;
// Who comes back has a place of their own: place.js. So has who was led to the choices.
let sent = Boolean(location.search) && !location.hash && !(history.state && history.state.place);

function rouse() {
  if (worker) return;
  worker = new Worker(new URL(settings.search, location.href));
  worker.onmessage = function (event) { hear(event.data); };
  worker.onerror = function () {
    if (isIdle()) worker = null;
    else failed();
  };
  worker.postMessage({ type: "soon" });
}

function ask(message) {
  rouse();
  clearTimeout(watch);
  watch = setTimeout(failed, PATIENCE);
  worker.postMessage(message);
}

/* In the history, among tabs and bookmarks, questions are told apart. */
function entitle() {
  const words = form.elements.q.value.trim();
  document.title = words ? words + " - " + TITLE : TITLE;
}

function search() {
  clearTimeout(timer);
  aim = -1;
  entitle();
  uncount();
  if (isIdle()) {
    asked++;
    results.textContent = "";
    tell("ready", "");
    document.dispatchEvent(new Event("list-drawn"));
    return;
  }
  foldChoices();
  tell("loading", "loading");
  ask(Object.assign({ type: "search", id: ++asked, size: show }, state()));
}

/* On a phone the answer comes before choices that nobody made; folded once, they open by hand. */
function foldChoices() {
  const made = FIELDS.some(function (name) { return name !== "q" && form.elements[name].value.trim(); });
  if (!folded && !made && matchMedia("(max-width: 47.99em)").matches) narrowing.open = false;
  folded = true;
}

/** One of: loading, total, nothing, unfit, failed; the state is what tests and styles read. */
function tell(now, visible) {
  results.setAttribute("data-search-state", now);
  results.setAttribute("aria-busy", String(now === "loading"));
  ["loading", "total", "nothing", "unfit", "failed"].forEach(function (name) { part(name).hidden = name !== visible; });
  if (visible !== "total") part("more").hidden = true;
  if (visible !== "total" && visible !== "nothing") part("ended").hidden = true;
}

function failed() {
  clearTimeout(watch);
  if (worker) worker.terminate();
  worker = null;
  asked++;
  results.textContent = "";
  tell("error", "failed");
}

function hear(message) {
  if (message.id !== asked) return;
  if (message.type === "found") found(message);
  else if (message.type === "failed") failed();
  else if (message.type === "counts") count(message.counts);
  else if (message.type === "excerpt") excerpt(message);
}

/* ---- the reader ---- */

function change(push) {
  show = FIRST;
  history[push ? "pushState" : "replaceState"](null, "", address());
  search();
}

form.addEventListener("submit", function (event) {
  event.preventDefault();
  sent = true;
  change(true);
});
form.addEventListener("change", function (event) {
  if (event.target.tagName === "SELECT") change(true);
});
form.elements.q.addEventListener("input", function (event) {
  clearTimeout(timer);
  if (!event.isComposing) timer = setTimeout(function () { change(false); }, TYPING);
});
form.elements.q.addEventListener("focus", rouse);
form.elements.q.addEventListener("compositionend", function () {
  clearTimeout(timer);
  timer = setTimeout(function () { change(false); }, TYPING);
});
form.elements.q.addEventListener("keydown", function (event) {
  if (event.key !== "Escape" || event.isComposing || !form.elements.q.value) return;
  event.preventDefault();
  form.elements.q.value = "";
  change(false);
});
part("retry").addEventListener("click", function () {
  form.elements.q.focus();
  search();
});
part("all").addEventListener("click", function (event) {
  event.preventDefault();
  form.elements.status.value = "all";
  change(true);
  aim = 0;
});
part("free").addEventListener("click", function (event) {
  event.preventDefault();
  chooseNothing();
  form.elements.q.focus();
  change(true);
});
part("more").querySelector("button").addEventListener("click", function () {
  const before = listed;
  show += FURTHER;
  history.replaceState(null, "", address());
  search();
  aim = before;
});

/* In large text what was found may begin below the screen: who sent a question sees the answer, at once and
   with the focus where it was, unless they went on meanwhile. */
document.addEventListener("list-drawn", function () {
  const told = root.querySelector(".search-told"), last = results.querySelector("a") || told;
  if (sent && (told.getBoundingClientRect().top < 0 || last.getBoundingClientRect().bottom > innerHeight)) told.scrollIntoView();
  sent = false;
});
["wheel", "pointerdown", "keydown", "input"].forEach(function (sign) {
  addEventListener(sign, function () { sent = false; }, { capture: true, passive: true });
});

addEventListener("popstate", function () {
  fromAddress();
  search();
});
fromAddress();
search();
