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

function label(option) {
  return option.getAttribute("data-label") || option.text;
}

function count(counts) {
  Object.keys(counts).forEach(function (name) {
    Array.from(form.elements[name].options).forEach(function (option) {
      if (!option.value) return;
      if (!option.hasAttribute("data-label")) option.setAttribute("data-label", option.text);
      option.text = label(option) + "（" + (counts[name][option.value] || 0) + "）";
    });
  });
}

// How many each choice would leave is looked up when somebody is about to choose.
form.querySelector(".search-choices").addEventListener("focusin", function () {
  if (!worker || counted === asked || isIdle()) return;
  counted = asked;
  worker.postMessage(Object.assign({ type: "counts", id: asked }, state()));
});
