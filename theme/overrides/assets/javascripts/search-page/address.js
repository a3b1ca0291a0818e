/* What is asked: the fields of the form, as the address has them. */
"use strict";

const root = document.querySelector("[data-search]");
const form = root.querySelector("form");
const FIELDS = ["q", "city", "brand", "kind", "audience", "year", "status", "sort"];
const FIRST = 10, FURTHER = 50;
// Who goes on may see more; an address asks for no thousands at once, which a browser refuses to load.
const MOST = 200;
let show = FIRST;

function part(name) {
  return root.querySelector("[data-search-" + name + "]");
}

function fromAddress() {
  const given = new URLSearchParams(location.search);
  FIELDS.forEach(function (name) {
    const field = form.elements[name], value = (given.get(name) || "").trim();
    if (field.tagName === "SELECT") choose(field, value);
    else field.value = given.get(name) || "";
  });
  show = Math.min(MOST, Math.max(FIRST, parseInt(given.get("show"), 10) || FIRST));
}

function state() {
  const found = {};
  FIELDS.forEach(function (name) { found[name] = form.elements[name].value; });
  return found;
}

function address(changes) {
  const given = Object.assign(state(), show > FIRST ? { show: String(Math.min(show, MOST)) } : {}, changes);
  const search = new URLSearchParams();
  Object.keys(given).forEach(function (name) { if (given[name].trim()) search.set(name, given[name]); });
  const text = search.toString();
  return location.pathname + (text ? "?" + text : "");
}

function isIdle() {
  const now = state();
  return !FIELDS.some(function (name) { return name !== "sort" && now[name].trim(); });
}
