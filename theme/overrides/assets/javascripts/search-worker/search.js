/* One search: from what was typed to an order of documents. */
"use strict";

// Words of one letter: no slips of the keyboard, wherever they stand, or before a word.
const FUNCTION_LETTERS = "是才就都还也很太再没不会能被把对从向与或但而且";
const BEFORE_WORDS = "新旧老大小好坏多少高低快搜补";
// What titles say around a name, and readers beside it; the letters of words that ask are added.
const ASIDE = "推出调整停售止取消退订还再理下线结束到期续资费公告《》?？";
const PER_PAGE = 10, WHOLE = 1, ASKED = 0.6, ASKED_IN_TITLE = 0.3, PAGES_FOR_QUESTION = 2, PREFERRED = 8, FEW = 10, SHARED = 2;

/**
 * {order, ended, isOver, limit, how, note, terms}: the documents found, best first, whether none is in force,
 * the state that the words ask for and how many are in it (only, first, none), and what was searched instead.
 */
async function search(told, wanted) {
  return narrowed(told, wanted, await heard(told, wanted.q || ""));
}

/** What was typed, and every document that may answer it, whatever the choices beside it. */
async function heard(told, given) {
  // 彩信包😊: what is drawn says nothing beside words.
  const plain = given.normalize("NFKC"), words = plain.replace(/[\u{1f000}-\u{1faff}\ufe0f\u200d]/gu, " ").trim() || plain;
  await learnFor(words, told);
  const typed = withNumbers(folded(words, told)), read = factsIn(typed, told);
  const coming = statuses(told);
  coming.catch(function () {});
  const found = read.rest.trim() && !read.exact ? await understood(told, read, words) : everything(told);
  if (!read.facts.length && read.said !== typed) await alsoAsWritten(told, typed, found);
  found.called = await calledSo(told, typed);
  return { typed: typed, read: read, found: found, status: await coming };
}

/** What the choices leave of it, in order. */
async function narrowed(told, wanted, asked) {
  const typed = asked.typed, read = asked.read, status = asked.status;
  // The same words are narrowed again for every choice that is counted: each adds to scores of its own.
  const found = Object.assign({}, asked.found, { score: asked.found.score.slice() });
  const test = await allowed(told, wanted, status);
  function isEnded(place) { return status.ended[place] === 1; }
  const fits = read.facts.length ? await self.portalFacts.prefer(told, read.facts, status, found) : function () { return true; };
  const fitting = (read.alone ? everything(told) : found).places.all.filter(test).filter(fits);
  const called = found.called.filter(test);
  const all = joined(fitting.length || read.exact ? fitting : found.places.all.filter(test), called);
  const meant = await named(told, found, all, isEnded);
  called.forEach(function (place) {
    meant.add(place);
    found.score[place] += PREFERRED;
  });
  const areEndedAsked = read.ever || (found.parts || []).some(function (part) { return part.isYear; }) || ["withdrawn", "superseded"].includes(wanted.status) ||
    read.facts.some(function (fact) { return ["ended", "superseded"].includes(fact.what); });
  const withEnded = areEndedAsked || wanted.status === "all";
  function isUsual(place) { return areEndedAsked || !isEnded(place) || meant.has(place); }
  function isWanted(place) { return withEnded || isUsual(place); }
  const limit = fitting.length ? limitOf(read.facts, withEnded) : "", first = all.filter(isWanted).length;
  // What is added where little is found is the same with and without those that have ended: all are never fewer.
  let every = all;
  const usual = all.filter(isUsual).length;
  // Several words, too few with all of them for a page: those that hold most of it follow.
  // 过户要带什么证件: of a question always, for titles may tell most of it where texts tell all.
  if (!read.exact && !isLeaving(limit) && (found.question || usual < (found.loose || found.query && read.facts.length ? PER_PAGE : 1))) {
    // 军属优惠: what alone holds most of it, as few do, comes before titles that hold the usual part.
    const few = usual <= FEW && found.parts && !found.parts.some(function (part) { return part.amount || part.number; });
    if (!found.question && found.cover) all.forEach(function (place) {
      const isWhole = found.cover[place] > 0.95;
      if (place < told.pages ? few && isWhole : few || isWhole) found.score[place] += WHOLE;
    });
    every = joined(every, found.places.most.filter(test));
    if (every.filter(isUsual).length < PER_PAGE) every = joined(every, found.places.some.filter(test));
  }
  let order = every.filter(isWanted);
  // 高考, of which everything has ended: to list that helps more than to say that nothing was found.
  if (!order.length) order = every.slice();
  const ended = every.length - order.length;
  const isOver = !withEnded && order.length > 0 && order.every(isEnded);
  // Pages say what notices are about in their summaries: of equals, a title that names it comes first.
  function rankOf(place) { return rank(told, place, !found.question && found.titled && (found.titled[place] > 0 || !found.said[place])); }
  // 即将生效的神州行套餐, of which there is none: not a word of it would pass the others off as such.
  const lacking = order.length && !fitting.length && !found.question && read.facts.length === 1 ? limitOf(read.facts, withEnded) : "";
  const byDate = wanted.sort === "date" || !typed.trim();
  order.sort(byDate ? byDateOf(told) : function (one, other) {
    return found.score[other] - found.score[one] ||
      status.ended[one] - status.ended[other] || status.closing[one] - status.closing[other] || rankOf(one) - rankOf(other);
  });
  // A title that says all that was typed is the answer: 彩信包多少钱.
  if (found.question && !byDate && found.places.most.length && found.named < 0.99 && !PRICED.test(found.query)) order = withPages(told, order, found, test);
  return { order: order, ended: ended, isOver: isOver, limit: isOver ? "" : limit || lacking, how: !limit ? "none" : order.length === first ? "only" : "first", note: order.length ? found.note : "", terms: found.terms, score: found.score, isOnPages: found.isOnPages, status: status };
}

function joined(some, others) {
  return Array.from(new Set(some.concat(others)));
}

/** 送话费五元 asks for 5元, and for texts in which it stands with that sign. */
async function alsoAsWritten(told, typed, found) {
  const runs = pieces(typed, told);
  // Nothing is fetched for what is no single run.
  if (runs.length !== 1 || runs[0].word) return;
  const literal = await matched(told, typed, false), holding = literal.pieces[0].phrase.all;
  if (!holding.length) return;
  found.places.all = inOrder(new Set(found.places.all.concat(holding)));
  holding.forEach(function (place) { found.score[place] = Math.max(found.score[place], literal.score[place]); });
}

/** Among the first ten of a question the pages that hold most of it, or a part that their title names, though notices hold more. */
function withPages(told, order, found, test) {
  const first = order.slice(0, PER_PAGE), pages = [];
  for (let place = 0; place < told.answering; place++) {
    const least = found.titled[place] > 0 ? ASKED_IN_TITLE : ASKED;
    if (found.cover[place] > least && found.said[place] > 0 && !first.includes(place) && test(place)) pages.push(place);
  }
  pages.sort(function (one, other) { return found.score[other] - found.score[one] || one - other; });
  const missing = PAGES_FOR_QUESTION - first.filter(function (place) { return place < told.pages; }).length;
  const added = pages.slice(0, Math.max(0, missing));
  const kept = order.filter(function (place) { return !added.includes(place); });
  return kept.slice(0, PER_PAGE - added.length).concat(added, kept.slice(PER_PAGE - added.length));
}

/** Who types what few titles or numbers hold means those, also when they have ended: in force first, before all that hold less. */
async function named(told, found, all, isEnded) {
  const here = new Set(all), meant = new Set();
  found.pieces.forEach(function (piece) {
    const numbered = (piece.numbered || []).filter(function (place) { return here.has(place); });
    // QX3739: a code that stands in few texts.
    const coded = /^(?=.*[a-z])(?=.*[0-9])/.test(piece.word) && piece.word.length > 4 && piece.phrase ? piece.phrase.all : [];
    if (coded.length <= FEW) coded.filter(function (place) { return here.has(place); }).forEach(function (place) { meant.add(place); });
    (numbered.length > FEW && found.pieces.length > 1 ? piece.exact || [] : numbered).forEach(function (place) { meant.add(place); });
    // GD2007-1062还能办吗: a whole number is that notice, whatever is asked of it.
    (piece.exact || []).forEach(function (place) { found.score[place] += 2 * PREFERRED; });
  });
  // 木棉家常卡资费: a name with more beside it.
  (found.parts || []).forEach(function (part) {
    if (part.segment.known || part.lists.length < 3 || !part.lists.every(Boolean)) return;
    const heads = inAll(part.lists.map(function (list) { return list.head; }));
    if (heads.length <= FEW) heads.filter(function (place) { return here.has(place); }).forEach(function (place) { meant.add(place); });
  });
  const titled = all.filter(function (place) { return place >= told.pages && found.titled && found.titled[place] > 0.99; });
  // What a title says of a city, others may say by holding in all of them.
  const isPlaced = (found.parts || []).some(function (part) { return part.everywhere && !part.isYear; });
  // 彩铃, 伞: what everybody calls a thing is no name of a plan.
  const isThing = found.pieces.every(function (piece) {
    return piece.word ? piece.segment.group !== undefined : piece.text.length < 2 || piece.segments.every(function (one) { return one.known; });
  }) && all.some(function (place) { return place >= told.pages && !isEnded(place); });
  if (titled.length > FEW || isPlaced || isThing || !titled.some(isEnded)) return meant;
  // WLAN 30元 is no name of a WLAN 热点 30 元 that has ended, unless it is written so.
  const priced = found.pieces.some(function (piece) { return piece.token; }) && found.query.replace(/\s/g, "");
  const called = (await cardsOf(told, titled)).filter(function (card) {
    const title = folded(card.title, told).replace(/\s/g, ""), start = folded(card.title.slice(0, card.named), told).replace(/\s/g, "").length;
    const places = found.pieces.map(function (piece) { return title.indexOf(piece.typed || piece.text); });
    if (priced && isEnded(card.place) && !title.includes(priced)) return false;
    // 卫星电话: how the name of one that has ended goes on is no name, unless no other title says it.
    return titled.length === 1 || places.every(function (at) { return at >= 0; }) && (!isEnded(card.place) || found.pieces.some(function (piece, number) {
      return places[number] <= start && start < places[number] + (piece.typed || piece.text).length;
    }));
  });
  // 国内漫游: what several in force are called is no name of one that has ended.
  const isShared = called.filter(function (card) { return !isEnded(card.place); }).length > SHARED;
  called.forEach(function (card) {
    if (isShared && isEnded(card.place)) return;
    meant.add(card.place);
    found.score[card.place] += isEnded(card.place) ? PREFERRED : 2 * PREFERRED;
  });
  return meant;
}

/** 金秋如意98还能办吗, 关于推出金秋如意98 的公告: what is called so, beside words that ask of a plan or stand in every title. */
async function calledSo(told, typed) {
  const aside = "[" + told.asking.concat(told.small, ASIDE).join("") + "]+", ends = new RegExp("^" + aside + "|" + aside + "$", "g");
  function nameIn(text) { return text.replace(/\s/g, "").replace(ends, ""); }
  const name = nameIn(typed);
  if (name.length < 3 || name === typed.replace(/\s/g, "") || segments(name, told).every(function (one) { return one.known; })) return [];
  const holding = (await matched(told, name)).places.all, cards = holding.length > FEW ? [] : await cardsOf(told, holding);
  return cards.filter(function (card) { return nameIn(folded(card.title, told)) === name; }).map(function (card) { return card.place; });
}

/** As typed; where a part does not occur, as it sounds. */
async function understood(told, read, typed) {
  const query = read.rest, said = read.said;
  const spaced = await spacedNumber(told, query);
  if (spaced) return matched(told, spaced, false);
  // Pages say nothing of a day: 八月下线的有哪些.
  const question = (asks(query, told) || /[?？]/.test(typed)) && !read.facts.some(function (fact) { return fact.what === "dated"; });
  const meant = question ? await asMeant(told, said) : said;
  let first = await matched(told, meant, question);
  const unheard = first.pieces.filter(function (piece) { return isUnheard(piece, first.tokens); });
  // 告移动: a word that stands on no page may hold the operator's name.
  if (first.pieces.ofOperator) unheard.push({ piece: first.pieces.ofOperator });
  if (unheard.length && await knowRare(told, unheard)) first = await matched(told, meant, question);
  // A day that nothing was published on may stand in a text: 3 月 12 日.
  if (said !== query && !first.parts.every(occurs)) {
    const literal = await matched(told, query, question);
    if (literal.parts.every(occurs)) first = literal;
  }
  const strange = first.pieces.filter(function (piece) { return isStrange(piece, first); });
  if (!strange.length) return first;
  // What letters sound like begins with the first of them: it comes together with what reads it.
  lines(told, "sounds").catch(function () {});
  strange.forEach(function (piece) {
    if (piece.word && told.sounds.includes(piece.word[0])) lines(told, "s-" + piece.word[0]).catch(function () {});
  });
  return await asItSounds(told, first, strange) || first;
}

/** 手机丢了，里面的号码怎么找回来: beside what was asked the words for that, 通讯录, where editors know the way it is asked in. */
async function asMeant(told, query) {
  const asked = (await waysOfAsking(told)).filter(function (way) { return way.pattern.test(query) && !query.includes(way.leader); });
  return [query].concat(Array.from(new Set(asked.map(function (way) { return way.leader; })))).join(" ");
}

/** What the part that knows sounds finds instead. */
async function asItSounds(told, first, strange) {
  return loaded("portalSounds", NAMES[1])(told, first, strange);
}

/** Whether nothing holds it as it stands: a word may be in it that stands on no page. */
function isUnheard(piece, tokens) {
  if (piece.word) return /^[a-z]+$/.test(piece.word) && piece.segment.group === undefined && !tokens.get(tokenOf(piece));
  if (piece.text.length < 2 || piece.segments.length === 1 && piece.segments[0].known) return false;
  const lists = pairsOf(piece.text).map(function (pair) { return tokens.get(pair); });
  return !lists.every(Boolean) || !inAll(lists.map(function (list) { return list.all; })).length;
}

function isStrange(piece, first) {
  if (piece.word) {
    const part = first.parts.find(function (one) { return one.piece === piece; });
    // gd2oo8: letters that look like digits.
    return /^[a-z]{2,}[0-9]{0,3}$|^(?=.{6})(?=.*[0-9]).*[oil]/.test(piece.word) && !part.lists.length && !part.number && !part.group;
  }
  return strangers(piece, first).length > 0;
}

/** Places of letters that stand with neither neighbour anywhere, known words and what stands by 的 alone apart. */
function strangers(piece, first) {
  const text = piece.text, tokens = first.tokens, found = [];
  // 款待提速, where 待提 stands between two words: what nothing is found for may have a slip beside any gap.
  const isLost = !first.places.most.length;
  // 才信包: three letters that ask nothing are a name, and say nothing of one.
  const isWhole = !first.question && text.length === 3 && piece.piece === first.query.trim() && !/[没不]/.test(text);
  const segments = [].concat.apply([], piece.segments.map(function (segment) {
    return Array.from(segment.text, function () { return segment; });
  }));
  for (let at = 0; at < text.length && text.length > 1; at++) {
    const before = at > 0 && tokens.get(text.substr(at - 1, 2));
    const after = at + 1 < text.length && tokens.get(text.substr(at, 2));
    const alone = [at - 1, at + 1].every(function (next) { return !segments[next] || isSoft(segments[next]); });
    const apart = isLost ? at > 0 && !before || at + 1 < text.length && !after : !before && !after;
    const isSmall = !isLost && !isWhole && (FUNCTION_LETTERS + (first.question ? VERBS : "")).includes(text[at]);
    if (apart && !segments[at].known && !alone && !isSmall) found.push(at);
  }
  const lone = found.length === 1 ? text[found[0]] : "";
  // 新用户, 搜不到: such a letter before a word says something of it.
  return lone && (VERBS.includes(lone) || !found[0] && text.length > 2 && BEFORE_WORDS.includes(lone)) ? [] : found;
}

/** gd 2009 0137: a number that was typed with gaps, written as one; null if there is none like it. */
async function spacedNumber(told, query) {
  const joined = query.replace(/[\s-]+/g, "");
  if (!/^\s*[a-z]+[0-9]*\s+[a-z]*[0-9][0-9\s-]*$|^\s*[0-9]+\s+[a-z]+\s*[0-9]+\s*$/.test(query) || joined.length < 6) return null;
  return await likeNumber(told, { word: joined, typed: joined }, joined) ? joined : null;
}

/** What was searched instead: letters that are left of words only where there is nothing else. */
function wordsOf(parts) {
  const words = parts.filter(function (part) { return !part.minor; });
  return (words.length ? words : parts).map(function (part) { return part.text; }).join(" ");
}

async function matched(told, query, question, heard) {
  const found = pieces(query, told);
  const hint = found.hint ? [groupToken(found.hint)] : [];
  const tokens = await lookUpAll(told, [].concat.apply(hint, found.map(tokensOf)));
  const parts = await partsOf(told, found, tokens, question);
  wholePieces(found, tokens);
  const known = parts.filter(occurs);
  const result = scored(told, known, { query: query, pieces: found, tokens: tokens, question: question });
  return {
    query: query, question: question, pieces: found, parts: parts, tokens: tokens,
    loose: question || parts.some(function (part) { return part.group; }) || parts.filter(function (part) { return !part.minor; }).length > 1,
    note: known.length < parts.length ? wordsOf(known) : "",
    places: saysNothing(told, parts, question || heard) ? { all: [], most: [], some: [] } : covered(result.cover), score: rounded(result.score), titled: result.titled, said: result.said, cover: result.cover, named: result.named,
    isOnPages: parts.some(function (part) { return part.numberValue === ON_PAGES; }), terms: termsOf(parts, found, told)
  };
}
