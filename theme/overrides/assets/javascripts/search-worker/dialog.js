/* Answers for Material's dialog. */
"use strict";

const RESULT = 3, SETTLE = 90, EXCERPT_WAIT = 200, FIRST_EXCERPTS = 4;

const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("search-excerpts") : null;
let latest = 0;

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function asHtml(pieces_) {
  return pieces_.map(function (text, at) {
    return at % 2 ? "<mark data-md-highlight>" + escaped(text) + "</mark>" : escaped(text);
  }).join("");
}

async function forDialog(query) {
  const told = await manifest();
  const found = await search(told, { q: query });
  const cards = settled(await cardsOf(told, found.order.slice(0, PER_PAGE)), query, told, found);
  const items = cards.map(function (card) { return shown(card, found.terms, told, found.status); });
  const marks = "data-search-total=\"" + found.order.length + "\" data-search-ended=\"" + found.ended +
    (found.isOver ? "\" data-search-over=\"" : "") + "\" data-search-how=\"" + found.how + "\" data-search-limit=\"" + found.limit + "\" data-search-note=\"" + escaped(found.note) + "\"";
  const shownItems = items.map(function (item, at) {
    return [{
      location: item.address, score: 1000 - at, terms: {},
      title: asHtml(item.title) + "<span hidden data-search-status=\"" + item.status + "\"" +
        (item.sample ? " data-search-sample" : "") + (at ? "" : " " + marks) + "></span>",
      text: "<p data-search-excerpt=\"" + item.place + "\">" + asHtml(item.excerpt) + "</p>"
    }];
  });
  return { items: shownItems, cards: cards, terms: found.terms, told: told };
}

/** The place of the match in the first pages, once the results are there; the dialog's script listens. */
async function sendFirstExcerpts(answer, query, mine) {
  if (!channel) return;
  const lacking = answer.cards.filter(function (card) { return !showsAll(card, answer.terms, answer.told); });
  for (const card of lacking.slice(0, FIRST_EXCERPTS)) {
    await new Promise(function (resolve) { setTimeout(resolve, EXCERPT_WAIT); });
    if (mine !== latest) return;
    const excerpt = await fromPage(card, answer.terms, answer.told);
    channel.postMessage({ query: query, place: card.place, excerpt: excerpt });
  }
}

function failedItem(query) {
  return [[{
    location: "search/?q=" + encodeURIComponent(query), score: 0, terms: {},
    title: "<span data-search-failed></span>", text: ""
  }]];
}

/** Answers only the latest query: readers type on. */
async function answerDialog(query) {
  const mine = ++latest;
  await new Promise(function (resolve) { setTimeout(resolve, SETTLE); });
  if (mine !== latest) return;
  // A file that is gone may belong to an older edition: the next query asks for the new one.
  const answer = await forDialog(query).catch(function () { manifestAsked = null; return null; });
  if (mine !== latest) return;
  self.postMessage({ type: RESULT, data: { items: answer ? answer.items : failedItem(query) } });
  if (answer) sendFirstExcerpts(answer, query, mine).catch(function () {});
}
