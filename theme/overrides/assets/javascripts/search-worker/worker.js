/*
 * The search: asks the files of assets/search, which scripts/portal/search makes.
 *
 * A query becomes pieces: runs of Han, looked up in pairs of neighbours, and words of letters and digits
 * (query.js, tokens.js). Of these, parts with the documents that hold them (parts.js); every document gets
 * a score (scores.js), what holds enough is put in order (coverage.js, search.js), and the best ten get
 * their cards (cards.js). Nothing is loaded that is not asked.
 *
 * The files of this folder are published as one, search-worker.js, within a function of its own.
 * Here: what is asked of it, and what it lends to the parts that are loaded when they are needed.
 */
"use strict";

const QUERY = 2;

function answer(message) {
  if (message.type === QUERY) {
    answerDialog(message.data);
  } else if (message.type === "search") {
    answerPage(message).catch(function () {
      manifestAsked = null;
      self.postMessage({ type: "failed", id: message.id });
    });
  } else if (message.type === "excerpt") {
    answerExcerpt(message).catch(function () {});
  } else if (message.type === "counts") {
    answerCounts(message).catch(function () {});
  }
}

function forget() {
  latest++;
}

self.portalSearch = { PREFERRED: PREFERRED, answer: answer, cityOf: cityOf, forget: forget, manifest: manifest, folded: folded, textOf: textOf, lines: lines, matched: matched, strangers: strangers, asks: asks, dayNumber: dayNumber, flags: flags, listed: listed, statusOf: statusOf, todayOf: todayOf };
