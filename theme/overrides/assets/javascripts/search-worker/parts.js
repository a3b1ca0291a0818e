/* From pieces to parts: what a document should hold, with the documents that do. */
"use strict";

// 套餐能退吗 asks for 退, also where it is a single letter.
const MODALS = "能会", LETTER = 0.15, ON_PAGES = 0.9, RARE = 50, CHECKED = 12;

/** Parts with their lists, once the tokens of all pieces are there. */
async function partsOf(told, found, tokens, question) {
  const parts = [];
  for (const piece of found) {
    if (piece.word) parts.push(await wordPart(told, piece, tokens, found.length > 1));
    else (await runParts(told, piece, tokens, question)).forEach(function (part) { parts.push(part); });
  }
  return parts;
}

function tokenOf(piece) {
  return piece.token || piece.word.slice(0, WORD_LENGTH);
}

async function wordPart(told, piece, tokens, amongOthers) {
  const part = { text: piece.word, lists: [], weight: 1, piece: piece, segment: piece.segment };
  if (piece.segment.group !== undefined) part.group = tokens.get(groupToken(piece.segment));
  part.wider = widerOf(piece.segment, told, tokens);
  const price = [piece.price, piece.amount].find(function (token) { return tokens.get(token); });
  part.amount = price && tokens.get(price);
  // 48小时 is not the 48 of a name; 58元 may be, but what costs that comes first.
  const costs = /^%[0-9]+[元/]/.test(price) && part.amount.head.length > 0, inNames = tokens.get(piece.word);
  if (costs || piece.counts || /[秒天次条小个号]$/.test(price)) piece.token = price;
  if (costs && inNames) part.group = { all: inNames.all, head: [] };
  const exact = tokens.get(tokenOf(piece));
  // What is also an amount or a year is rarely meant as a part of a number.
  const amount = /^\d{1,4}$/.test(piece.word);
  // 2008年: what was published then; the texts of others hold it for many reasons.
  const year = (/年$/.test(piece.amount) || piece.apart && amongOthers) && told.years.find(function (one) { return String(one[0]) === piece.typed; });
  const pages = exact ? exact.all.filter(function (place) { return place < told.pages; }) : [];
  if (year) Object.assign(part, { everywhere: pages.concat(rangeOf(year[1], year[2])), isYear: true });
  part.number = part.amount || isDecimal(piece.typed) || amount && exact && amongOthers ? null
    : await likeNumber(told, piece, piece.typed, tokens) || piece.word !== piece.typed && await likeNumber(told, piece, piece.word) || null;
  piece.numbered = part.number || [];
  if (piece.token) part.amount = null;
  // 12300 on a page, or 112 that editors know, is that number, and not a part of a longer one.
  part.numberValue = part.group && piece.word.length === 3 || pages.length && piece.word.length === 5 ? ON_PAGES : amount ? 2 : 6;
  if (exact) {
    part.lists = [year ? { all: exact.head, head: exact.head } : exact];
    if (!part.number) piece.phrase = exact;
  } else if (!part.number) {
    const longer = /^[a-z]{1,2}$/.test(piece.word) ? null : await startingWith(told, piece.word);
    if (longer) part.lists = [longer];
    else part.lists = await splitWord(told, piece.word);
  }
  return part;
}

/** The documents of wider groups; what few texts say, they are about: 残障 in the body of a notice, for who typed 聋哑人. */
function widerOf(segment, told, tokens) {
  return (segment.wider || []).map(function (number) {
    const lists = tokens.get(tokenOfGroup(number));
    return lists.all.length > told.documents / RARE ? lists.head : lists.all;
  }).flat();
}

function rangeOf(start, end) {
  return Array.from({ length: end - start }, function (_, at) { return start + at; });
}

/** 50kb where the site writes 50 KB: both, or nothing. */
async function splitWord(told, word) {
  const halves = word.match(/[0-9]+|[a-z]+/g);
  if (halves.length < 2) return [];
  const lists = Array.from((await lookUpAll(told, halves)).values());
  return lists.every(Boolean) ? lists : [];
}

/** The documents with a number that holds the text, also where the hyphen was left out; null if none is known to. */
async function likeNumber(told, piece, text, tokens) {
  const names = numberParts(text, 4);
  if (!names.length) return null;
  const held = await inOneNumber(told, piece, text, numberList(names, tokens || await lookUpAll(told, names)));
  // Who types a whole number or a hyphen means nothing else.
  if (held && (text.includes("-") || piece.exact && piece.exact.length)) return held;
  const joined = await inOneNumber(told, piece, text, numberList(names, await lookUpAll(told, withMeeting(names))), true);
  if (!joined) return held;
  const known = new Set(held || []);
  piece.joined = joined.filter(function (place) { return !known.has(place); });
  return inOrder(new Set((held || []).concat(joined)));
}

/** Of those that hold the parts, those that hold them in one number, as far as that can be told. */
async function inOneNumber(told, piece, text, places, isJoined) {
  if (!places || piece.word.length < 5) return places;
  if (places.length > CHECKED) {
    // gd20, 09-0 and 0010 stand in two numbers of many notices: what stands across them is asked for as well.
    const across = numberParts(text, 1);
    const held = new Set(numberList(across, await lookUpAll(told, isJoined ? withMeeting(across) : across)));
    places = places.filter(function (place) { return held.has(place); });
  }
  return checkedNumbers(told, piece, places, isJoined);
}

/** Four characters here and four there need not be one number: few candidates are looked at. */
async function checkedNumbers(told, piece, places, isJoined) {
  if (places.length > CHECKED) return places;
  const cards = await cardsOf(told, places);
  const held = cards.filter(function (card) {
    const numbers = folded([card.number, card.address].concat(card.former).join("\n"), told);
    return numbers.includes(piece.typed) || isJoined && numbers.replace(JOINERS, "").replace(/ /g, "").includes(piece.word);
  });
  piece.exact = held.filter(function (card) {
    return numbersOf(card, told).includes(piece.word);
  }).map(function (card) { return card.place; });
  return held.length ? held.map(function (card) { return card.place; }) : null;
}

/** The plan number and the names of a notice, as one would look for them. */
function numbersOf(card, told) {
  return [card.number, card.address.split("/").slice(-2)[0]].concat(card.former).map(function (number) {
    return folded(number, told).replace(JOINERS, "").replace(/ /g, "");
  });
}

/** The names of parts, and of those in which two signs meet that a hyphen or a point parts. */
function withMeeting(names) {
  return names.concat(names.map(meetingOf));
}

function meetingOf(name) {
  return MEETING + name.slice(PART.length);
}

function numberList(names, tokens) {
  const lists = names.map(function (name) {
    return inOrder(new Set([name, meetingOf(name)].map(function (one) { return tokens.get(one) ? Array.from(tokens.get(one).all) : []; }).flat()));
  });
  const places = inAll(lists);
  return places.length ? places : null;
}

async function runParts(told, piece, tokens, question) {
  const literal = pairsOf(piece.text).map(function (pair) { return tokens.get(pair); });
  piece.phrase = literal.every(Boolean) ? {
    all: inAll(literal.map(function (list) { return list.all; })),
    head: inAll(literal.map(function (list) { return list.head; }))
  } : { all: [], head: [] };
  const whole = piece.phrase.all.length > 0;
  const kept = piece.segments.filter(function (one) { return whole || !isSoft(one) && !(question && one.faint && piece.text !== one.text); });
  const parts = [];
  merged(kept).forEach(function (segment, _, all) {
    // 过户要收多少: such letters say that something is asked, not what.
    if (question && !whole && all.length > 1 && !segment.known && Array.from(segment.text).every(isVerbLetter)) return;
    const may = question && !whole && !segment.known && segment.text.length > 1 && MODALS.includes(segment.text[0]);
    const meant = may ? { text: segment.text.slice(1) } : segment;
    const verb = (question || !whole) && !meant.known && meant.text.length > 2 && VERBS.includes(meant.text[0]);
    connected(verb ? { text: meant.text.slice(1) } : meant, tokens, whole).forEach(function (text) {
      const isVerb = text.length < 2 && VERBS.includes(text) && !whole && kept.length > 1 && !may;
      if (!isVerb) parts.push({ text: text, segment: segment, piece: piece, lists: [], minor: text.length < 2 });
    });
  });
  // Letters that never stand together are no word; those that do are looked for as they stand: 送话.
  if (piece.text.length > 1 && parts.every(function (part) { return part.minor; })) {
    if (!whole) return [Object.assign(parts[0], { weight: 1, minor: false, lost: piece.text.length > 2 })];
    parts.splice(0, parts.length, { text: piece.text, segment: { text: piece.text }, piece: piece, lists: [], minor: false });
  }
  const alone = parts.filter(function (part) { return part.minor; });
  const singles = await lookUpAll(told, alone.map(function (part) { return part.text; }));
  parts.forEach(function (part) {
    part.weight = !part.minor ? 1 : !part.segment.known && part.segment.text.length > 1 && parts.some(function (one) { return !one.minor; }) ? LETTER : 0.4;
    part.lists = part.minor ? [singles.get(part.text)].filter(Boolean)
      : pairsOf(part.text).map(function (pair) { return tokens.get(pair); });
    const group = part.segment.group === undefined ? null : tokens.get(groupToken(part.segment));
    if (group && part.text === part.segment.text) part.group = group;
    part.wider = widerOf(part.segment, told, tokens);
  });
  const cities = parts.filter(function (part) { return part.segment.city && part.text === part.segment.text; });
  if (cities.length) {
    const everywhere = await ofTheWholeProvince(told);
    cities.forEach(function (part) { part.everywhere = everywhere; });
  }
  return parts;
}

/** The notices that hold in every city, though they name none. */
async function ofTheWholeProvince(told) {
  return listed((await lines(told, "everywhere"))[0], told.documents);
}

/** Neighbours that are not known words become one segment again. */
function merged(some) {
  return some.reduce(function (found, segment) {
    const last = found[found.length - 1];
    if (last && !last.known && (!segment.known || segment.stop)) last.text += segment.text;
    else found.push(Object.assign({}, segment, segment.stop ? { known: false } : {}));
    return found;
  }, []);
}

/** A segment cut where two neighbours never stand together, or hardly ever beside a common pair: 手机 of 手机坏. */
function connected(segment, tokens, whole) {
  const found = [segment.text[0]], pairs = pairsOf(segment.text).map(function (pair) { return tokens.get(pair); });
  function isCommon(pair, least) { return Boolean(pair) && pair.all.length > least; }
  for (let at = 1; at < segment.text.length; at++) {
    const pair = pairs[at - 1], least = whole || !pair ? Infinity : RARE * pair.all.length;
    if (pair && !isCommon(pairs[at - 2], least) && !isCommon(pairs[at], least)) found[found.length - 1] += segment.text[at];
    else found.push(segment.text[at]);
  }
  return segment.group === undefined ? found : [segment.text];
}
