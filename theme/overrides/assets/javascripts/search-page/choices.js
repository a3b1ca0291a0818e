/* The choices that narrow a search: what they are called, and how many each would leave. */
"use strict";

let counted = 0;

/** A value may be written as its label, and 广州 as 广州市; one that no notice has finds nothing. */
function choose(field, value) {
  const known = Array.from(field.options).find(function (one) {
    return one.value === value || value && (label(one) === value || one.value + "市" === value);
  });
  if (known) field.value = known.value;
  else field.add(new Option(value, value, true, true));
}

/** The choices of the form, that of the order among them. */
function selects() {
  return FIELDS.map(function (name) { return form.elements[name]; }).filter(function (field) { return field.tagName === "SELECT"; });
}

function label(option) {
  return option.getAttribute("data-label") || option.text;
}

/** What narrows the search now, as the reader chose it: “汕头”“停售公告”. */
function chosen() {
  return selects()
    .filter(function (field) { return field.name !== "sort" && field.value && field.value !== "all"; })
    .map(function (field) { return "“" + label(field.selectedOptions[0]) + "”"; }).join("");
}

function chooseNothing() {
  selects().forEach(function (field) { field.value = ""; });
}

/** Of the order there is nothing to count. */
function everyChoice(act) {
  selects().forEach(function (field) {
    Array.from(field.options).forEach(function (option) { if (option.value && field.name !== "sort") act(option, field.name); });
  });
}

function count(counts) {
  everyChoice(function (option, name) {
    if (!option.hasAttribute("data-label")) option.setAttribute("data-label", option.text);
    option.text = label(option) + "（" + grouped(counts[name + option.value]) + "）";
  });
}

/** What was counted for another question is told of this one no more. */
function uncount() {
  everyChoice(function (option) { if (option.text !== label(option)) option.text = label(option); });
}

/** How many each choice would leave is looked up when somebody is about to choose. */
function countChoices() {
  if (!worker || counted === asked || isIdle() || results.getAttribute("data-search-state") === "loading") return;
  counted = asked;
  const offered = [];
  everyChoice(function (option, name) { offered.push([name, option.value]); });
  worker.postMessage(Object.assign({ type: "counts", id: asked, choices: offered }, state()));
}

const choices = form.querySelector(".search-choices");
choices.addEventListener("focusin", countChoices);
document.addEventListener("list-drawn", function () {
  if (choices.contains(document.activeElement)) countChoices();
});
