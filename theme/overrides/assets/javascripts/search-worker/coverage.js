/* Which documents hold enough of what was asked, whether that says anything, and which of equals comes first. */
"use strict";

const SHORT = 6;

/** 猪肉价格, 航班动态: what was asked for is nowhere, and what is left stands nearly everywhere, or in no title. */
function saysNothing(told, parts, question) {
  const left = parts.filter(function (part) { return occurs(part) && !part.minor; });
  const missing = parts.filter(function (part) { return !occurs(part); });
  // 天翼189: a word that is nowhere, beside a number that texts hold for other reasons.
  if (missing.some(function (part) { return !part.piece.word && part.piece.text.length > 1; }) && left.length && left.every(function (part) { return /[0-9]/.test(part.piece.word) && !isTitled(part); })) return true;
  const everywhere = left.every(function (part) { return sizeOf(part) > told.documents / 2; });
  // 不退订会一直扣钱吗: every notice says 退订, but a page is called so.
  const isAnswered = question && left.some(function (part) { return isOfAPage(part, told); });
  if (everywhere && !isAnswered && (missing.some(function (part) { return part.lost; }) || missing.map(function (part) { return part.text; }).join("").length > 1)) return true;
  // 微信充值, 苹果手机: the word that says what is asked for is nowhere.
  const lost = parts.some(function (part, at) {
    const next = parts[at + 1];
    return next && part.minor && next.minor && part.segment === next.segment && !part.segment.known &&
      !Array.from(part.text + next.text).some(function (letter) { return (VERBS + FUNCTION_LETTERS + BEFORE_WORDS).includes(letter); });
  });
  // What is left stands in every eighth document, or on every fourth page, or names a city.
  const common = left.every(function (part) {
    return part.everywhere || sizeOf(part) > told.documents / 8 || part.lists.some(function (list) { return list && list.all[Math.floor(told.pages / 4)] < told.pages; });
  });
  if (lost && common && !question && left.length < 2 && parts.map(function (part) { return part.text; }).join("").length <= SHORT) return true;
  // 全村广播喇叭: what few documents hold all words of was asked for, though no two stand side by side.
  const together = left.length < 2 ? [] : inAll(left.map(documentsOf));
  if (together.length && together.length <= FEW) return false;
  // The letters of 航班 stand somewhere, the word does not; what a word begins with says what it is about.
  const broken = parts.filter(function (part, at) {
    return !part.segment.known && [parts[at - 1], parts[at + 1]].some(function (next) { return next && next.segment === part.segment; });
  });
  const others = left.filter(function (part) {
    return !broken.includes(part) && (isTitled(part) || parts.indexOf(part) < parts.indexOf(broken[0])) && (sizeOf(part) < told.documents / 2 || part.group && part.group.head.length < told.documents / 8);
  });
  const begun = broken.filter(function (part, at) { return !at || broken[at - 1].segment !== part.segment; });
  // 今年毕业: what many titles hold was asked for, wherever it stands.
  const usual = broken.some(function (part) {
    return !part.minor && part.lists.every(function (list) { return list && list.head.length > told.documents / 100; });
  });
  return !question && broken.length > 0 && !others.length && !usual && !begun.some(function (part) {
    return !part.minor && part.lists.every(function (list) { return list && (list.head.length || list.all[0] < told.pages); });
  });
}

/** Whether the title of a page that answers holds it. */
function isOfAPage(part, told) {
  return part.lists.every(function (list) { return list && list.head[0] < told.answering; });
}

/** Whether titles hold it, or the other words of its group. */
function isTitled(part) {
  return part.number || part.group && part.group.head.length > 0 || part.lists.every(function (list) { return list && list.head.length; });
}

function documentsOf(part) {
  return part.number || (part.group ? part.group.all : inAll(part.lists.filter(Boolean).map(function (list) { return list.all; })));
}

function sizeOf(part) {
  return Math.max.apply(null, [part.group].concat(part.lists).map(function (list) { return list ? list.all.length : 0; }));
}

function occurs(part) {
  return part.lists.some(Boolean) || part.group || part.number || part.wider && part.wider.length;
}

/** A short run that holds asking words is also looked for as it stands. */
function wholePieces(found, tokens) {
  found.forEach(function (piece) {
    if (piece.word || piece.piece === piece.text || piece.piece.length > 6) return;
    const lists = pairsOf(piece.piece).map(function (pair) { return tokens.get(pair); });
    if (!lists.every(Boolean)) return;
    const whole = inAll(lists.map(function (list) { return list.all; }));
    if (whole.length) piece.phrase = { withAsking: true, all: whole, head: inAll(lists.map(function (list) { return list.head; })) };
  });
}

/** {all, most, some}: the documents that hold everything that any does, those that hold half of it, and a fifth. */
function covered(cover) {
  let best = 0;
  cover.forEach(function (value) { if (value > best) best = value; });
  if (best < 0.2) return { all: [], most: [], some: [] };
  return {
    all: placesOver(cover, Math.min(best, 0.999) - 1e-4),
    most: placesOver(cover, 0.5 * best), some: placesOver(cover, 0.2 * best)
  };
}

function placesOver(cover, least) {
  const places = [];
  cover.forEach(function (value, place) { if (value >= least) places.push(place); });
  return places;
}

function rounded(score) {
  return score.map(function (value) { return Math.round(value * 16) / 16; });
}

/** What is to be marked, longest first: as typed, and the other words of the groups. */
function termsOf(parts, found, told) {
  const typed = new Set(), meant = new Set();
  found.forEach(function (piece) { typed.add(piece.word ? piece.typed.replace(/^f(20[0-9]{2})([0-9]+)$/, "〔$1〕$2") : piece.text); });
  parts.forEach(function (part) {
    if (!part.minor || part.piece.text.length < 2) typed.add(part.text);
    if (part.group) (told.synonyms[part.segment.group] || []).forEach(function (word) { meant.add(word); });
  });
  return { typed: longestFirst(typed), meant: longestFirst(meant) };
}

function longestFirst(set) {
  return Array.from(set).sort(function (one, other) { return other.length - one.length; });
}

/** Notices from the newest, and pages before or after them: documents are numbered from the oldest, so that old numbers stay. */
function rank(told, place, noticesFirst) {
  return place < told.pages ? place + (noticesFirst ? told.documents : 0) : told.documents + told.pages - place;
}

/** Pages, which have no day, come last. */
function byDateOf(told) {
  return function (one, other) {
    return (one < told.pages) - (other < told.pages) || rank(told, one) - rank(told, other);
  };
}

function everything(told) {
  const places = [];
  for (let place = told.pages; place < told.documents; place++) places.push(place);
  return { places: { all: places, most: places, some: [] }, score: new Float32Array(told.documents), pieces: [], note: "", terms: { typed: [], meant: [] } };
}
