/* Cards of what was found, and the stretch of a text that shows why. */
"use strict";

const SITE = new URL("../../", self.location.href);
const EXCERPT = 90, STORED = 120, LEAD = 20;

async function cardOf(told, place) {
  const number = Math.floor(place / told.cards);
  const rows = await lines(told, "c" + number, markOf(told, "cards", number));
  const parts = rows[place % told.cards].split("\t"), days = parts[6].split(","), marks = parts[7].split(" ");
  return {
    place: place, address: parts[0], title: parts[1], number: parts[2], areas: parts[3],
    brands: parts[4], published: parts[5], effective: days[0],
    withdrawn: days[1], superseded: days[2], sample: marks[0].includes("s"), named: parseInt(marks[0], 10) || 0, former: marks.slice(1), excerpt: parts[8]
  };
}

function statusOfCard(card, told, status) {
  if (card.place < told.pages) return "";
  const today = todayOf(told);
  if (card.superseded && card.superseded <= today) return "superseded";
  if (card.withdrawn && card.withdrawn <= today) return "withdrawn";
  if (card.effective > today) return "announced";
  return status.ending[card.place] ? "ending" : "on_sale";
}

/** Pieces of a text in turn, plain and marked: [plain, marked, plain, …]. */
function marked(text, terms, told) {
  const found = markedWith(text, terms.typed, told);
  return found.length > 1 ? found : markedWith(text, terms.meant, told);
}

function markedWith(text, terms, told) {
  const plain = foldedInPlace(text, told), found = [""];
  for (let at = 0; at < text.length;) {
    const term = terms.find(function (one) { return standsAt(one, plain, at); });
    const length = term ? term.length : 1, inMark = found.length % 2 === 0;
    if (Boolean(term) !== inMark) found.push("");
    found[found.length - 1] += text.substr(at, length);
    at += length;
  }
  return found;
}

/** A short number stands alone: 100 is not marked in 10086, nor 15 in 0.15. */
function standsAt(term, text, at) {
  if (!text.startsWith(term, at)) return false;
  return !/^[0-9]{1,4}$/.test(term) ||
    !/[0-9]\.?$/.test(text.slice(0, at)) && !/^[0-9]|^\.0*[1-9]/.test(text.slice(at + term.length));
}

/** The stretch of a text that holds most of what was looked for. */
function stretch(text, terms, told) {
  const plain = foldedInPlace(text, told);
  const start = bestPlace(plain, terms.typed, bestPlace(plain, terms.meant, 0));
  // Where little is left behind the place, more is shown of what stands before it.
  const from = start < EXCERPT - LEAD ? 0 : Math.max(0, Math.min(start - LEAD, text.length - EXCERPT));
  const goesOn = from + EXCERPT < text.length || text.length === STORED;
  return (from ? "…" : "") + text.substr(from, EXCERPT) + (goesOn ? "…" : "");
}

function bestPlace(plain, terms, otherwise) {
  let place = otherwise, most = 0;
  terms.forEach(function (term) {
    for (let at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + 1)) {
      const held = plain.substr(Math.max(0, at - LEAD), EXCERPT);
      const worth = terms.reduce(function (sum, one) {
        return sum + (held.includes(one) ? one.length * one.length : 0);
      }, 0);
      if (worth > most) { most = worth; place = at; }
    }
  });
  return place;
}

/** Whether the card shows every part that was typed, so that its page need not be read. */
function showsAll(card, terms, told) {
  const seen = foldedInPlace(
    [card.title, card.number, card.areas, card.brands, card.excerpt].join("\n"), told);
  return terms.typed.every(function (text) { return seen.includes(text); });
}

/** The text of a page as its reader sees it: as portal/search/articles.py, but for where it breaks. */
function textOf(html) {
  const start = html.search(/<article/), end = html.lastIndexOf("</article>");
  return html.slice(start < 0 ? 0 : start, end < 0 ? html.length : end)
    .replace(/<section class="(changes|succession)"[\s\S]*?<\/section>/g, "")
    .replace(/<p class="(status-line"|corrected"|chart__data"|only-large"|page-foot|print-only)[\s\S]*?<\/p>/g, "")
    .replace(/<figure class="qr-code[\s\S]*?<\/figure>|<span data-once-ended[\s\S]*?<\/span>/g, "")
    .replace(/<figcaption[\s\S]*?<\/figcaption>|<ul class="notice-list"[\s\S]*?<\/ul>/g, "")
    .replace(/<(aside|button|details|form|h1|nav|noscript|script|style|svg|template)\b[\s\S]*?<\/\1>/g, "")
    .replace(/<\/?(a|abbr|b|bdi|code|data|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|time|u|wbr)(?=[\s>])[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&(?:quot|#34);/g, "\"").replace(/&#39;/g, "'")
    .replace(/&nbsp;/g, " ").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
}

async function fromPage(card, terms, told) {
  const html = await fetched(new URL(card.address, SITE));
  return marked(stretch(textOf(html), terms, told), terms, told);
}

function shown(card, terms, told, status) {
  return {
    place: card.place, address: card.address, areas: card.areas, published: card.published,
    sample: card.sample, status: statusOfCard(card, told, status),
    title: marked(card.title, terms, told), number: marked(card.number, terms, told),
    excerpt: marked(stretch(card.excerpt, terms, told), terms, told)
  };
}

/** Exact numbers and titles first among the ten that are shown; of equals, those whose title tells it. */
function settled(cards, query, told, found) {
  const terms = found.terms.typed.concat(found.terms.meant);
  const wanted = folded(query || "", told).replace(/\s+/g, "");
  function closeness(card) {
    const number = folded(card.number + " " + card.address, told);
    if (wanted.length > 2 && number.includes(wanted)) return found.isOnPages ? 2 : 0;
    const title = foldedInPlace(card.title, told).replace(/\s+/g, ""), at = title.indexOf(wanted);
    // 第八项承诺 is one of 八项承诺.
    return at >= 0 && title[at - 1] !== "第" ? 1 : 2;
  }
  function isTold(card) {
    const title = foldedInPlace(card.title, told);
    return terms.some(function (term) { return title.includes(term); }) ? 0 : 1;
  }
  return cards.map(function (card, at) { return [closeness(card), -found.score[card.place], isTold(card), at, card]; })
    .sort(function (one, other) {
      return one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || one[3] - other[3];
    })
    .map(function (one) { return one[4]; });
}

async function cardsOf(told, places) {
  return Promise.all(places.map(function (place) { return cardOf(told, place); }));
}
