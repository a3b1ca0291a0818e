/* Answers for the page of results. */
"use strict";

async function answerPage(message) {
  counting++;
  newest = message.id;
  const told = await manifest();
  const found = await search(told, message);
  let cards = await cardsOf(told, found.order.slice(0, message.size || PER_PAGE));
  if (message.q && message.sort !== "date") cards = settledByTen(cards, message.q, told, found);
  const beyond = found.order.length ? 0 : await beyondChoices(told, message);
  // The places that are looked up are those of the last question, whichever answer comes last.
  if (message.id !== newest) return;
  self.postMessage({
    type: "found", id: message.id, total: found.order.length, beyond: beyond, ended: found.ended,
    isOver: found.isOver, limit: found.limit, how: found.how, note: found.note,
    items: cards.map(function (card) { return shown(card, found.terms, told, found.status); })
  });
  waiting = new Map(cards.map(function (card) { return [card.place, { card: card, terms: found.terms }]; }));
}

/** How many there are of what was typed when nothing is chosen beside it. */
async function beyondChoices(told, message) {
  return message.q.trim() ? (await search(told, { q: message.q })).order.length : 0;
}

/** What the first page showed keeps its place when more is shown. */
function settledByTen(cards, query, told, found) {
  return cards.map(function (_, at) {
    return at % PER_PAGE ? [] : settled(cards.slice(at, at + PER_PAGE), query, told, found);
  }).flat();
}

let waiting = new Map(), newest = 0;

/** The place of the match in a result that the reader looks at, where its card does not show it. */
async function answerExcerpt(message) {
  const told = await manifest(), asked = waiting.get(message.place);
  if (!asked || !asked.terms.typed.length || showsAll(asked.card, asked.terms, told)) return;
  const excerpt = await fromPage(asked.card, asked.terms, told);
  self.postMessage({ type: "excerpt", id: message.id, place: message.place, excerpt: excerpt });
}

/** How many each choice would leave, with what else is chosen; given up when something else is asked. */
async function answerCounts(message) {
  const mine = ++counting, told = await manifest(), asked = await heard(told, message.q || ""), counts = {};
  for (const [facet, value] of message.choices) {
    counts[facet + value] = (await narrowed(told, Object.assign({}, message, { [facet]: value }), asked)).order.length;
    // Between two of them a question may come.
    await new Promise(function (resolve) { setTimeout(resolve); });
    if (mine !== counting) return;
  }
  self.postMessage({ type: "counts", id: message.id, counts: counts });
}

let counting = 0;
