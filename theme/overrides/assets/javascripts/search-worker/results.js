/* Answers for the page of results. */
"use strict";

async function answerPage(message) {
  const told = await manifest();
  const found = await search(told, message);
  let cards = await cardsOf(told, found.order.slice(0, message.size || PER_PAGE));
  if (message.q && message.sort !== "date") cards = settledByTen(cards, message.q, told, found);
  self.postMessage({
    type: "found", id: message.id, total: found.order.length, ended: found.ended,
    isOver: found.isOver, note: found.note,
    items: cards.map(function (card) { return shown(card, found.terms, told, found.status); })
  });
  waiting = new Map(cards.map(function (card) { return [card.place, { card: card, terms: found.terms }]; }));
}

/** What the first page showed keeps its place when more is shown. */
function settledByTen(cards, query, told, found) {
  return cards.map(function (_, at) {
    return at % PER_PAGE ? [] : settled(cards.slice(at, at + PER_PAGE), query, told, found);
  }).flat();
}

let waiting = new Map();

/** The place of the match in a result that the reader looks at, where its card does not show it. */
async function answerExcerpt(message) {
  const told = await manifest(), asked = waiting.get(message.place);
  if (!asked || !asked.terms.typed.length || showsAll(asked.card, asked.terms, told)) return;
  const excerpt = await fromPage(asked.card, asked.terms, told);
  self.postMessage({ type: "excerpt", id: message.id, place: message.place, excerpt: excerpt });
}

/** How many of the results each value of each facet would leave. */
async function answerCounts(message) {
  const told = await manifest();
  const found = await search(told, message);
  const here = flags(found.order, told.documents), counts = {};
  for (const facet of ["city", "brand", "kind", "audience"]) {
    counts[facet] = {};
    (await lines(told, facet)).forEach(function (row) {
      const end = row.indexOf("\t");
      counts[facet][row.slice(0, end)] = listed(row.slice(end + 1), told.documents)
        .filter(function (place) { return here[place]; }).length;
    });
  }
  counts.year = {};
  told.years.forEach(function (year) {
    counts.year[year[0]] = found.order.filter(function (place) { return place >= year[1] && place < year[2]; }).length;
  });
  self.postMessage({ type: "counts", id: message.id, counts: counts });
}
