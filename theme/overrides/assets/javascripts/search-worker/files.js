/* The files of assets/search: each is asked for once, and again when it did not come. */
"use strict";

const INDEX = new URL("../search/", self.location.href);
const GAP = "\u2026", BETWEEN = ".{0,9}", SPECIAL = /[.*+?^${}()|[\]\\]/g, MARK_LENGTH = 4, FOR_EVER = "00", WORD_FILES = 128;

let manifestAsked = null;
const asked = new Map();

function fetched(address) {
  return textIn(fetch(address));
}

function textIn(coming) {
  return coming.then(function (response) {
    if (!response.ok) throw new Error(response.status + " " + response.url);
    return response.text();
  });
}

function manifest() {
  if (!manifestAsked) {
    // The starter has asked already; after a failure it is asked for anew.
    const coming = self.searchManifest || fetch(new URL("manifest.json", INDEX), { cache: "no-cache" });
    self.searchManifest = null;
    manifestAsked = textIn(coming).then(function (text) { return prepared(JSON.parse(text)); });
    manifestAsked.catch(function () { manifestAsked = null; });
  }
  return manifestAsked;
}

function prepared(told) {
  // 取.一整: files begin with 取, 取一 and 取整.
  told.shards = told.shards.split(" ").map(function (row) {
    return row < "{" ? row : Array.from(row.slice(1), function (second) { return row[0] + (second === "." ? "" : second); });
  }).flat();
  told.simple = new Map();
  told.phrases = [];
  learn(told, told.traditional.split("\n"));
  told.words = new Map();
  told.synonyms = told.synonyms.split("\n").map(function (row) { return row ? row.split("\t") : []; });
  told.leading = new Map(told.synonyms.map(function (group, number) { return [group[0], number]; }));
  told.synonyms.forEach(function (group, number) { know(told, group, number); });
  Object.keys(told.values).forEach(function (facet) {
    told.values[facet].forEach(function (names) {
      const word = folded(names[names.length - 1], told);
      if (!told.words.has(word)) told.words.set(word, {});
      if (facet === "city" && names[0] !== told.everywhere) told.words.get(word).city = true;
    });
  });
  told.asking.forEach(function (word) {
    told.words.set(word, Object.assign({ stop: true, asks: true }, told.words.get(word)));
  });
  told.small.forEach(function (word) { told.words.set(word, { stop: true }); });
  told.small_in_long.forEach(function (word) { told.words.set(word, { stop: true, inLong: true }); });
  FAINT.filter(function (word) { return !told.words.has(word); }).forEach(function (word) { told.words.set(word, { faint: true }); });
  told.mixed = Array.from(told.words.keys()).filter(function (word) {
    return /[a-z0-9]/.test(word) && /[\u3400-\u9fff]/.test(word);
  });
  // Those that everybody knows: what is learned later, for one question, answers no other differently.
  told.common = new Set(told.words.keys());
  told.longest = longestOf(told.words);
  told.rare = new Set();
  return told;
}

/** Words of a group of synonyms. */
function know(told, words, number) {
  // 东南亚 leads a group of its own, and stands in that of 泰国 as what may be about it.
  const others = told.synonyms[number].slice(1).filter(function (word) { return told.leading.has(word); });
  const wider = others.map(function (one) { return told.leading.get(one); });
  words.forEach(function (word) {
    const plain = /[\u3400-\u9fff]/.test(word) ? word : word.replace(JOINERS, "");
    if (!others.includes(word) && !told.words.has(plain)) told.words.set(plain, { group: number, wider: wider });
  });
}

/** Whether there are words to know that begin with a letter of these pieces and stand on no page: they lie in files by that letter. */
async function knowRare(told, pieces) {
  const letters = pieces.map(function (piece) { return piece.word ? piece.word[0] : piece.piece; }).join("");
  const wanted = Array.from(new Set(Array.from(letters, function (letter) { return letter.charCodeAt(0) % WORD_FILES; })))
    .filter(function (number) { return !told.rare.has(number); });
  const before = told.words.size;
  await Promise.all(wanted.map(async function (number) {
    (await lines(told, "w" + number, markOf(told, "words", number))).forEach(function (row) {
      const words = row.split("\t");
      know(told, words.slice(1), Number(words[0]));
    });
    told.rare.add(number);
  }));
  told.longest = longestOf(told.words);
  return told.words.size > before;
}

/** {pattern, leader}: ways of asking that editors know, and what they ask for. 孙子…在哪里 leaves open what is said in between. */
async function waysOfAsking(told) {
  if (!told.ways) {
    told.ways = (await lines(told, "ways")).map(function (row) {
      const words = row.split("\t"), leader = told.synonyms[Number(words[0])][0];
      return words.slice(1).map(function (way) { return { pattern: new RegExp(way.replace(SPECIAL, "\\$&").split(GAP).join(BETWEEN)), leader: leader }; });
    }).flat();
  }
  return told.ways;
}

function longestOf(words) {
  return Math.max.apply(null, Array.from(words.keys(), function (word) { return word.length; }));
}

/** Traditional characters with simplified ones, and pairs with pairs. */
function learn(told, rows) {
  (rows[0].match(/../gu) || []).forEach(function (both) { told.simple.set.apply(told.simple, Array.from(both)); });
  (rows[1].match(/.{4}/gu) || []).forEach(function (both) { told.phrases.push([both.slice(0, 2), both.slice(2)]); });
}

/** Few readers type what GB 2312 cannot write: the table for that is a file of its own. */
async function learnFor(text, told) {
  if (!told.usual) {
    const bytes = [];
    for (let high = 0xb0; high < 0xf8; high++) for (let low = 0xa1; low < 0xff; low++) bytes.push(high, low);
    told.usual = new Set(new TextDecoder("gbk").decode(new Uint8Array(bytes)));
  }
  if (told.learned || (text.match(/[\u3400-\u9fff]/g) || []).every(function (sign) { return told.usual.has(sign); })) return;
  learn(told, await lines(told, "traditional"));
  told.learned = true;
}

/** The text of one file of the index; a file that failed is asked for again next time. */
function file(name, mark) {
  const digits = Array.from(atob(mark), function (sign) { return (256 + sign.charCodeAt(0)).toString(16).slice(1); });
  const address = new URL("files/" + name + "." + FOR_EVER + digits.join("") + ".txt", INDEX).href;
  if (!asked.has(address)) {
    const coming = fetched(address);
    asked.set(address, coming);
    coming.catch(function () { asked.delete(address); });
  }
  return asked.get(address);
}

function lines(told, name, mark) {
  return file(name, mark || told.marks[name]).then(function (text) { return text ? text.split("\n") : []; });
}

/** The mark of one of many files of a kind: they stand in a row, some neighbours share one. */
function markOf(told, kind, number) {
  return told.marks[kind].substr(MARK_LENGTH * Math.floor(number / told.together[kind]), MARK_LENGTH);
}
