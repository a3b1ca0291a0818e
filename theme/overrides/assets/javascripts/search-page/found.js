/* What was found, shown as the page's own words and its template have it. */
"use strict";

const settings = JSON.parse(document.getElementById("__config").textContent);
const site = new URL(settings.base.replace(/\/?$/, "/"), location.href);
const results = root.querySelector("[data-search-results]");
const item = root.querySelector("template[data-search-item]");
const words = JSON.parse(document.getElementById("status-words").textContent).words;
const SETTLED = 200, NEAR = "400px";
// At the answer that is coming, the focus goes to this result; at none, it stays where it is.
let listed = 0, seen = null, aim = -1;

function found(message) {
  clearTimeout(watch);
  const focused = aim < 0 ? Array.from(results.querySelectorAll("a")).indexOf(document.activeElement) : aim;
  results.textContent = "";
  message.items.forEach(function (one) { results.appendChild(shown(one)); });
  listed = message.items.length;
  part("count").textContent = grouped(message.total);
  part("limit").textContent = message.limit && limited(message);
  part("note").hidden = !message.note;
  part("words").textContent = message.note;
  part("over").hidden = !message.isOver;
  showEnded(message);
  tell(message.total ? "ready" : "empty", message.total ? "total" : showUnfit(message) ? "unfit" : "nothing");
  showMore(message.total);
  lookAt(results.querySelectorAll("[data-place]"));
  const links = results.querySelectorAll("a");
  if (focused >= 0 && links.length) links[Math.min(focused, links.length - 1)].focus();
  document.dispatchEvent(new Event("list-drawn"));
}

/** 4501 as 4,501, as the pages write it. */
function grouped(number) {
  return String(number).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
}

/** 只列出即将下线的, 没有找到即将下线的: what the words ask for is told, for the choice of states may say otherwise. */
function limited(message) {
  const said = document.querySelector("template[data-search-words]");
  return said.getAttribute("data-" + message.how).replace("{n}", said.getAttribute("data-limit-" + message.limit));
}

/* Where the match stands is looked up only for results that the reader has before them. */
function lookAt(rows) {
  if (seen) seen.disconnect();
  seen = new IntersectionObserver(function (entries) {
    entries.filter(function (entry) { return entry.isIntersecting; }).forEach(function (entry) {
      seen.unobserve(entry.target);
      const id = asked, place = Number(entry.target.getAttribute("data-place"));
      setTimeout(function () {
        if (worker && id === asked) worker.postMessage({ type: "excerpt", id: id, place: place });
      }, SETTLED);
    });
  }, { rootMargin: NEAR });
  rows.forEach(function (row) { seen.observe(row); });
}

function shown(one) {
  const row = document.importNode(item.content, true);
  const link = row.querySelector("a");
  link.href = new URL(one.address, site).href;
  fill(link, one.title);
  row.querySelector("li").setAttribute("data-place", one.place);
  const word = row.querySelector("[data-word]");
  word.textContent = words[one.status] || "";
  word.classList.add("status--" + one.status);
  word.hidden = !one.status;
  row.querySelector("[data-sample]").hidden = !one.sample;
  fill(row.querySelector("[data-number]"), one.number);
  row.querySelector("[data-areas]").textContent = one.areas;
  const day = row.querySelector("[data-published]");
  day.hidden = !one.published;
  day.querySelector("time").textContent = one.published.replace(/(....)(..)(..)/, "$1-$2-$3");
  fill(row.querySelector(".search-result__excerpt"), one.excerpt);
  return row;
}

/** Plain and marked pieces in turn. */
function fill(element, pieces) {
  element.textContent = "";
  pieces.forEach(function (text, place) {
    const node = place % 2 ? document.createElement("mark") : document.createTextNode(text);
    if (place % 2) node.textContent = text;
    element.appendChild(node);
  });
}

function excerpt(message) {
  const row = results.querySelector("[data-place=\"" + message.place + "\"] .search-result__excerpt");
  if (row) fill(row, message.excerpt);
}

function showEnded(message) {
  part("ended").hidden = !message.ended;
  part("ended-count").textContent = grouped(message.ended);
  part("all").href = address({ status: "all" });
}

/** Whether the choices are what leaves nothing; of words that find nothing anywhere others are to be tried. */
function showUnfit(message) {
  const beyond = part("beyond");
  part("chosen").textContent = chosen();
  beyond.hidden = !message.beyond;
  beyond.querySelector("[data-number]").textContent = grouped(message.beyond);
  part("free").href = location.pathname + "?" + new URLSearchParams({ q: form.elements.q.value });
  return chosen() && (message.beyond || !form.elements.q.value.trim());
}

function showMore(total) {
  const more = part("more");
  more.hidden = listed >= total;
  const told = { next: Math.min(FURTHER, total - listed), listed: listed, number: total };
  Object.keys(told).forEach(function (name) { more.querySelector("[data-" + name + "]").textContent = grouped(told[name]); });
}
