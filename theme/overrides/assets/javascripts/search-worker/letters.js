/* Letters as portal/search/letters.py folds them, lists of documents as portal/search/lists.py writes them. */
"use strict";

function folded(text, told) {
  let simpler = text.normalize("NFKC").toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-");
  (told.phrases || []).forEach(function (phrase) {
    simpler = simpler.split(phrase[0]).join(phrase[1]);
  });
  return Array.from(simpler, function (sign) { return simple(sign, told); }).join("");
}

function simple(sign, told) {
  const known = told.simple.get(sign);
  if (known) return known;
  return sign.length === 1 ? sign : String.fromCharCode(0xe000 + sign.codePointAt(0) % 6400);
}

/** Letter for letter, so that places stay the same; for finding what to mark. */
function foldedInPlace(text, told) {
  let found = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text[at].normalize("NFKC").toLowerCase();
    found += sign.length === 1 ? simple(sign, told) : text[at];
  }
  return found;
}


function listed(text, count) {
  if (text[0] === "=") return ofSixes(text);
  const places = [];
  let place = -1, higher = 0;
  for (let at = 1; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x21;
    if (digit >= 64) {
      higher = higher * 30 + digit - 64;
    } else {
      place += higher * 64 + digit + 1;
      higher = 0;
      places.push(place);
    }
  }
  return text[0] === "-" ? allBut(places, count) : places;
}

function ofSixes(text) {
  const places = [];
  for (let at = 1; at < text.length; at++) {
    const six = text.charCodeAt(at) - 0x21;
    for (let bit = 0; bit < 6; bit++) if (six >> bit & 1) places.push(6 * (at - 1) + bit);
  }
  return places;
}

function allBut(places, count) {
  const rest = [];
  let next = 0;
  for (let place = 0; place < count; place++) {
    if (places[next] === place) next++;
    else rest.push(place);
  }
  return rest;
}

function flags(places, count) {
  const found = new Uint8Array(count);
  places.forEach(function (place) { found[place] = 1; });
  return found;
}

function inAll(lists) {
  return lists.length === 0 ? [] : lists.reduce(function (some, others) {
    const held = new Set(others);
    return some.filter(function (place) { return held.has(place); });
  });
}
