/*
 * The search: asks the files of assets/search, which scripts/portal/search makes.
 *
 * A query becomes runs of Han (looked up in pairs of neighbours) and words of letters and digits.
 * Every document gets a score; the best ten get their cards. Nothing is loaded that is not asked.
 */
"use strict";

self.portalSearch = (function () {
  const QUERY = 2, RESULT = 3;
  const INDEX = new URL("../search/", self.location.href);
  const SITE = new URL("../../", self.location.href);
  // The starter's address tells the names of this file and of the parts that are loaded when they are needed.
  const NAMES = self.location.search.slice(1).split("&");
  const JOINERS = /[-._/·']/g;
  const PIECES = /[a-z0-9]+(?:[-._/·'][a-z0-9]+)*|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3005-\u3007\u3021-\u30fa\u30fc-\ufaff]+/g;
  const WORD_LENGTH = 12, MARK_LENGTH = 4, FOR_EVER = "00", PART = "#", AMOUNT = "%", GROUP = "&", FILED = "f";
  // A verb before a noun (查话费), or 市 after a city, is not a slip of the keyboard.
  const VERBS = "收查办换问看找去来改交充退开想要能有在和是用买加给打到市省县区镇";
  // Words of one letter: no slips of the keyboard, wherever they stand, or before a word.
  const FUNCTION_LETTERS = "是才就都还也很太再没不会能被把对从向与或但而且";
  const BEFORE_WORDS = "新旧老大小好坏多少高低快搜补";
  // 套餐能退吗 asks for 退, also where it is a single letter.
  const MODALS = "能会", LETTER = 0.15, WHOLE = 1, LITERAL = 2, TITLED_OTHERWISE = 1.6, TITLED_ALONE = 2.6, NAMED = 0.4, HINTED = 0.5, EVERYWHERE = 3.4, WHOLE_PROVINCE = 1.4, ON_PAGES = 0.9, ASKED = 0.3, PAGES_FOR_QUESTION = 2, PREFERRED = 8, RARE = 50, FEW = 10, SHORT = 6, BRIEF = 4;
  // What stands between an amount and the word it is said of: 58元套餐.
  const UNITS = "元角分秒天年次条张项兆折岁";
  // What something costs is told by notices, not by pages.
  const PRICED = /多少钱|几[毛块分角]钱?|(?:怎么|怎样|如何)收费|收费吗|要钱吗|贵/;
  // Where none of these stands, no price, day or state is told.
  const FACTS = /[年周季元块毛近省束止废卖]|月(?![租费])|实惠|[上下]线|[有生失]效|[到过]期|[在不]售|[取替]代|代替|20[0-9]{2}[-./][01]?[0-9](?![0-9])|[0-9][日号套包]|[天日]|星期|礼拜|便宜|划算|[最价]低|最少|[新出刚即将快备][推公布出套活业要售办上生]|停|取消|推出|过去|最新|再售|[没无不免].?.?[合捆绑协在]|执行|实施|开始|开通|起[卖办的]|[以之过从]前|不[再能]?办|办理?的|在办|按./;
  const MONTH = /^20[0-9]{2}-[0-9]{2}$/;
  const SETTLE = 90, EXCERPT_WAIT = 200, FIRST_EXCERPTS = 4, EXCERPT = 90, STORED = 120, LEAD = 20, PER_PAGE = 10, CHECKED = 12;
  const ENDING_DAYS = 30, OLD_DAYS = 14;

  /* ---- files ---- */

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
    told.synonyms = told.synonyms.split("\n").map(function (group) { return group.split("\t"); });
    const leading = new Map(told.synonyms.map(function (group, number) { return [group[0], number]; }));
    told.synonyms.forEach(function (group, number) {
      // 东南亚 leads a group of its own, and stands in that of 泰国 as what may be about it.
      const others = group.slice(1).filter(function (word) { return leading.has(word); });
      group.forEach(function (word) {
        const plain = /[\u3400-\u9fff]/.test(word) ? word : word.replace(JOINERS, "");
        if (!others.includes(word)) told.words.set(plain, { group: number, wider: others.map(function (one) { return leading.get(one); }) });
      });
    });
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
    told.mixed = Array.from(told.words.keys()).filter(function (word) {
      return /[a-z0-9]/.test(word) && /[\u3400-\u9fff]/.test(word);
    });
    told.longest = Math.max.apply(null, Array.from(told.words.keys(), function (w) { return w.length; }));
    return told;
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
  function file(told, name, mark) {
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
    return file(told, name, mark || told.marks[name]).then(function (text) { return text ? text.split("\n") : []; });
  }

  /** The mark of one of many files of a kind: they stand in a row, some neighbours share one. */
  function markOf(told, kind, number) {
    return told.marks[kind].substr(MARK_LENGTH * Math.floor(number / told.together[kind]), MARK_LENGTH);
  }

  /* ---- letters: as portal/search/letters.py ---- */

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

  /* ---- lists of documents: as portal/search/lists.py ---- */

  function listed(text, count) {
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
    return lists.reduce(function (some, others) {
      const held = new Set(others);
      return some.filter(function (place) { return held.has(place); });
    });
  }

  /* ---- tokens ---- */

  const shards = new Map();

  /** The last file whose first token is not after the token. */
  function shardOf(told, token) {
    let low = 0, high = told.shards.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (told.shards[middle] <= token) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function shard(told, number) {
    const mark = markOf(told, "shards", number);
    const name = "t" + Array.from(told.shards[number], function (sign) { return sign.codePointAt(0).toString(16); }).join("-");
    if (!shards.has(name + mark)) {
      const coming = lines(told, name, mark).then(function (rows) {
        return new Map(rows.map(function (row) {
          const end = row.indexOf("\t");
          return [row.slice(0, end), row.slice(end + 1)];
        }));
      });
      shards.set(name + mark, coming);
      coming.catch(function () { shards.delete(name + mark); });
    }
    return shards.get(name + mark);
  }

  /** {all, head}: the documents that hold the token, and those whose head does; null if none. */
  function lookUp(told, token) {
    if (!told.marks.shards) return Promise.resolve(null);
    return shard(told, shardOf(told, token)).then(function (rows) {
      const row = rows.get(token);
      return row === undefined ? null : opened(row, told);
    });
  }

  function opened(row, told) {
    const parts = row.split("\t");
    return {
      all: listed(parts[0], told.documents),
      head: parts[1] ? listed(parts[1], told.documents) : []
    };
  }

  function lookUpAll(told, tokens) {
    const found = new Map();
    return Promise.all(Array.from(new Set(tokens), function (token) {
      return lookUp(told, token).then(function (lists) { found.set(token, lists); });
    })).then(function () { return found; });
  }

  /** The documents of all words that start so. */
  function startingWith(told, start) {
    const first = shardOf(told, start), last = Math.min(first + 2, shardOf(told, start + "{"));
    const coming = [];
    for (let number = first; number <= last; number++) coming.push(shard(told, number));
    return Promise.all(coming).then(function (maps) {
      const all = new Set(), head = new Set();
      maps.forEach(function (rows) {
        rows.forEach(function (row, token) {
          if (!token.startsWith(start)) return;
          const lists = opened(row, told);
          lists.all.forEach(function (place) { all.add(place); });
          lists.head.forEach(function (place) { head.add(place); });
        });
      });
      return all.size ? { all: inOrder(all), head: inOrder(head) } : null;
    });
  }

  function inOrder(set) {
    return Array.from(set).sort(function (one, other) { return one - other; });
  }

  /* ---- from a query to its parts ---- */

  function pairsOf(text) {
    if (text.length < 2) return [text];
    const pairs = [];
    for (let at = 0; at + 1 < text.length; at++) pairs.push(text.slice(at, at + 2));
    return pairs;
  }

  /** Longest match: known words, asking words, and what is left between them. */
  function segments(text, told) {
    const found = [];
    let rest = "";
    for (let at = 0; at < text.length;) {
      let length = Math.min(told.longest, text.length - at);
      while (length > 0 && !told.words.has(text.substr(at, length))) length--;
      if (!length) {
        rest += text[at++];
        continue;
      }
      if (rest) found.push({ text: rest });
      rest = "";
      const word = text.substr(at, length);
      found.push(Object.assign({ text: word, known: true }, told.words.get(word)));
      at += length;
    }
    if (rest) found.push({ text: rest });
    return found;
  }

  /** 沟通100, SIM卡: the known word of letters of both kinds that stands around a place; {} if none. */
  function around(text, at, told) {
    const word = told.mixed.find(function (one) {
      const start = text.lastIndexOf(one, at);
      return start >= 0 && at < start + one.length;
    });
    return word ? told.words.get(word) : {};
  }

  function isVerbLetter(letter) {
    return VERBS.includes(letter);
  }

  function isLoneVerb(run) {
    return run.text.length < 2 && run.text !== run.piece && VERBS.includes(run.text);
  }

  function isSoft(segment) {
    return segment.stop && segment.text.length === 1;
  }

  /** The query's pieces: words, and runs of Han cut at words that only ask. */
  function pieces(query, told) {
    const found = [];
    let number = null;
    const plain = plainAmounts(query);
    Array.from(plain.matchAll(PIECES), function (match) {
      let piece = match[0];
      if (piece < "{") {
        const word = piece.replace(JOINERS, "");
        const isNumber = /^[0-9]+(\.[0-9]+)?$/.test(piece);
        // 20MB, 1g: as the index holds it, whatever stands between.
        const size = /^([0-9.]+)([kmg])b?$/.exec(piece);
        found.push({ word: word, typed: piece, apart: (" " + plain + " ").substr(match.index, piece.length + 2) === " " + piece + " ", amount: size && AMOUNT + size[1] + size[2], counts: Boolean(size), segment: told.words.get(word) || around(plain, match.index, told) });
        number = isNumber ? { piece: found[found.length - 1], end: match.index + piece.length } : null;
        return;
      }
      if (number && !plain.slice(number.end, match.index).trim()) {
        number.piece.amount = AMOUNT + number.piece.typed + piece[0];
        number.piece.price = piece[0] === "元" ? unitOf(query, number.piece.typed) : piece[0] === "兆" ? AMOUNT + number.piece.typed + "m" : "";
        number.piece.counts = piece.startsWith("分钟");
        if (UNITS.includes(piece[0]) && piece.length !== 2) piece = piece.slice(piece.startsWith("分钟") ? 2 : 1);
      }
      number = null;
      let run = null, cutOff = false;
      segments(piece, told).forEach(function (segment) {
        if (segment.inLong && piece.length <= BRIEF) segment = { text: segment.text };
        // 你们的承诺: what is left of such words says no more than they do.
        if (cutOff && isSoft(segment)) return;
        cutOff = segment.stop && !isSoft(segment);
        if (cutOff) {
          run = null;
          if (segment.group !== undefined) found.hint = segment;
        } else if (run) {
          run.text += segment.text;
          run.segments.push(segment);
        } else {
          run = { text: segment.text, segments: [segment], piece: piece };
          found.push(run);
        }
      });
    });
    const meant = found.filter(function (one) { return one.word || !one.segments.every(isSoft) && !isLoneVerb(one); });
    meant.hint = found.hint;
    if (meant.length) return meant;
    return (query.match(PIECES) || []).map(function (piece) {
      return { text: piece, segments: [{ text: piece }], piece: piece };
    });
  }

  function asks(query, told) {
    return /[?？]/.test(query) || told.asking.some(function (word) { return query.includes(word); });
  }

  function isDecimal(typed) {
    return /^[0-9]+\.[0-9]+$/.test(typed);
  }

  /** 每分钟 0.15 元, 58元/月: what is said of an amount, as far as it parts one from the other. */
  function plainAmounts(query) {
    if (!/[0-9]/.test(query)) return query;
    return query.replace(/每(分钟|秒|条|次)/g, "$1").replace(/(?:每|一)个?[月年天日次]钟?(?=\s*[0-9.]+\s*元)/g, " ")
      .replace(/([0-9]\s*元)(?:\/|每|一个?)[月年天日次条](?![\u3400-\u9fff])/g, "$1");
  }

  /** 粤资费备〔2009〕12 号 as the index holds it; of 编号 1165 and 尾号1165的公告 the number. */
  function withNumbers(query) {
    return query.replace(/[\u3400-\u9fff]*[〔[(【{](20[0-9]{2})[〕\])】}] *第?([0-9]+) *号?/g, " " + FILED + "$1$2 ")
      .replace(/(?:公告|方案|备案)?(?:编号|尾号|编码)[是为:]? *([a-z0-9-]*[0-9]{3}[a-z0-9-]*)(?: *号?的?(?:公告|方案|资费|套餐))?/g, " $1 ");
  }

  /** What a price is for: the 月 of 58元/月, 每月58元. */
  function unitOf(query, typed) {
    const parts = query.split(typed);
    const found = /^\s*元\s*(?:\/|每|一)?个?([月年天日次条分])/.exec(parts[1]) || /[每一]个?([月年天日次条分])钟?\s*$/.exec(parts[0]);
    return found ? AMOUNT + typed + "/" + found[1].replace("日", "天") : "";
  }

  /** What the index holds of a number: every four characters from one on, and the last four; of a short one three. */
  function numberParts(typed, from) {
    if (isDecimal(typed) || MONTH.test(typed)) return [];
    const text = typed.replace(/[^a-z0-9-]/g, "");
    if (text.length < 3) return [];
    const found = [PART + text.slice(-4)];
    for (let at = from || 0; at + 4 < text.length; at += 4) found.push(PART + text.substr(at, 4));
    return found;
  }

  function tokensOf(piece) {
    if (piece.word) {
      const group = piece.segment.group === undefined ? [] : [groupToken(piece.segment)];
      return [piece.word.slice(0, WORD_LENGTH)].concat(numberParts(piece.typed), group, piece.amount || [], piece.price || []);
    }
    const short = piece.piece.length <= 6 ? pairsOf(piece.piece) : [];
    const groups = piece.segments.map(function (one) { return [one.group, one.wider]; }).flat(2);
    return pairsOf(piece.text).concat(short, groups.filter(function (one) { return one !== undefined; }).map(tokenOfGroup));
  }

  function groupToken(segment) {
    return tokenOfGroup(segment.group);
  }

  function tokenOfGroup(number) {
    return GROUP + String(1000 + number).slice(1);
  }

  /* ---- parts: what a document should hold ---- */

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
    // 12300 on a page is that number, and not a part of a longer one.
    part.numberValue = pages.length && piece.word.length === 5 ? ON_PAGES : amount ? 2 : 6;
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

  /** The documents with a number that holds the text; null if none is known to. */
  async function likeNumber(told, piece, text, tokens) {
    const names = numberParts(text);
    let places = numberList(names, tokens || await lookUpAll(told, names));
    if (!places || piece.word.length < 5) return places;
    if (places.length > CHECKED) {
      // gd20, 09-0 and 0010 stand in two numbers of many notices: what stands across them is asked for as well.
      const across = numberParts(text, 2), held = new Set(numberList(across, await lookUpAll(told, across)));
      places = places.filter(function (place) { return held.has(place); });
    }
    return checkedNumbers(told, piece, places);
  }

  /** Four characters here and four there need not be one number: few candidates are looked at. */
  async function checkedNumbers(told, piece, places) {
    if (places.length > CHECKED) return places;
    const cards = await cardsOf(told, places);
    const held = cards.filter(function (card) {
      const numbers = folded(card.number + " " + card.address, told);
      return numbers.includes(piece.typed) || numbers.replace(/-/g, "").includes(piece.word);
    });
    piece.exact = held.filter(function (card) {
      return numbersOf(card, told).includes(piece.word);
    }).map(function (card) { return card.place; });
    return held.length ? held.map(function (card) { return card.place; }) : null;
  }

  /** The plan number and the name of a notice, as one would look for them. */
  function numbersOf(card, told) {
    return [card.number, card.address.split("/").slice(-2)[0]].map(function (number) {
      return folded(number, told).replace(JOINERS, "");
    });
  }

  function numberList(names, tokens) {
    if (!names.length) return null;
    const lists = names.map(function (name) { return tokens.get(name); });
    if (!lists.every(Boolean)) return null;
    const places = inAll(lists.map(function (list) { return list.all; }));
    return places.length ? places : null;
  }

  async function runParts(told, piece, tokens, question) {
    const literal = pairsOf(piece.text).map(function (pair) { return tokens.get(pair); });
    piece.phrase = literal.every(Boolean) ? {
      all: inAll(literal.map(function (list) { return list.all; })),
      head: inAll(literal.map(function (list) { return list.head; }))
    } : { all: [], head: [] };
    const whole = piece.phrase.all.length > 0;
    const kept = piece.segments.filter(function (one) { return whole || !isSoft(one); });
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
      part.wider = (part.segment.wider || []).map(function (number) { return tokens.get(tokenOfGroup(number)).head; }).flat();
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

  /* ---- scores ---- */

  /** {score, cover, titled} of every document. A title is worth four texts, what was typed more than what was meant. */
  function scored(told, parts, asked) {
    const count = told.documents, found = asked.pieces;
    const score = new Float32Array(count), cover = new Float32Array(count);
    const sum = parts.reduce(function (total, part) { return total + weighed(part, told); }, 0) || 1;
    // 调整过的短信包: a letter that is left over does not decide what is found.
    const aside = parts.some(function (part) { return !part.minor; });
    parts.forEach(function (part) { addPart(part, weighed(part, told) / sum, score, cover, aside && part.minor); });
    const runs = found.filter(function (piece) { return piece.phrase; });
    runs.forEach(function (piece) { addPhrase(piece, parts, 1 / found.length, score, cover); });
    // 诚信服务 满意100: what few texts say word for word comes before names that hold some of it.
    if (runs.length > 1 && !parts.some(function (part) { return part.everywhere; }) && runs.some(function (piece) { return !piece.word && piece.text.length > 3; })) {
      const literal = inAll(runs.map(function (piece) { return piece.phrase.all; }));
      if (literal.length < PER_PAGE) literal.forEach(function (place) { score[place] += LITERAL; });
    }
    const near = neighbours(told, runs, asked.tokens);
    for (let place = 0; place < count; place++) score[place] += near.head[place] + 0.5 * near.all[place];
    // A notice for 农村 that says nothing of 信号 answers nothing.
    const enough = 0.95 * highest(cover);
    const named = highest(near.head.map(function (value, place) { return place < told.pages || cover[place] < enough ? 0 : value; }));
    // 还能办吗 of a number asks about that notice.
    if (asked.question && !PRICED.test(asked.query) && !parts.some(function (part) { return part.number; })) {
      // The last pages speak of everything and answer nothing.
      // What titles of notices say word for word, a page must say in its own; unless it is to say what that is.
      // Notices whose titles say less than NAMED of what was typed do not answer: 套餐能退吗.
      const literal = named < NAMED ? -1 : named - 0.01;
      const says = /(?:是|叫)(?:什么|啥)|(?:什么|啥)(?:是|叫|意思)/.test(asked.query) ? near.all : near.head;
      for (let place = 0; place < told.answering; place++) {
        // 退订 asks no page that closes something: what a page is asked, it says itself.
        if (near.all[place] > 0 && says[place] > literal && cover[place] > enough) score[place] += 10;
      }
      // 月租是什么 wants the page about words, if it holds this one.
      const hinted = found.hint && asked.tokens.get(groupToken(found.hint));
      if (hinted) hinted.head.forEach(function (place) { score[place] += HINTED; });
    }
    return { score: score, cover: cover, titled: near.head, said: near.all, named: named };
  }

  function highest(values) {
    return values.reduce(function (one, other) { return Math.max(one, other); }, 0);
  }

  /** {all, head}: how many of the pairs of neighbours that were typed stand in a document, from 0 to 1. */
  function neighbours(told, runs, tokens) {
    const all = new Float32Array(told.documents), head = new Float32Array(told.documents);
    const pairs = [].concat.apply([], runs.map(function (piece) { return piece.word ? [tokenOf(piece)] : pairsOf(piece.text); }));
    pairs.forEach(function (pair) {
      const lists = tokens.get(pair);
      if (!lists) return;
      lists.all.forEach(function (place) { all[place] += 1 / pairs.length; });
      lists.head.forEach(function (place) { head[place] += 1 / pairs.length; });
    });
    return { all: all, head: head };
  }

  function weighed(part, told) {
    const sizes = part.lists.map(function (list) { return list ? list.all.length : 0; });
    const fewest = Math.max(1, Math.min.apply(null, sizes.concat(told.documents)), part.group ? part.group.all.length : 0, part.everywhere ? part.everywhere.length : 0);
    const rare = Math.log(1 + told.documents / fewest) / Math.log(2 + told.documents);
    return part.weight * (0.35 + 1.3 * rare * rare);
  }

  function addPart(part, weight, score, cover, aside) {
    const count = score.length, need = part.lists.length || 1;
    const all = new Uint8Array(count), head = new Uint8Array(count);
    part.lists.forEach(function (list) {
      if (!list) return;
      list.all.forEach(function (place) { all[place]++; });
      list.head.forEach(function (place) { head[place]++; });
    });
    const group = part.group ? flags(part.group.all, count) : null;
    const groupHead = part.group ? flags(part.group.head, count) : null;
    const wider = part.wider ? flags(part.wider, count) : null;
    const everywhere = part.everywhere ? flags(part.everywhere, count) : null;
    const number = part.number ? flags(part.number, count) : null;
    const amount = part.amount ? flags(part.amount.all, count) : null;
    const amountHead = part.amount ? flags(part.amount.head, count) : null;
    for (let place = 0; place < count; place++) {
      const inText = all[place] / need, inHead = head[place] / need;
      let value = (inText === 1 ? 1 : 0.4 * inText * inText) +
        (inHead === 1 ? 3 : 0.8 * inHead * inHead);
      let covered = inText === 1 ? 1 : 0.5 * inText;
      if (group && group[place]) {
        // A title with the other word counts besides a text with the word itself, and more where nothing else was typed.
        value = groupHead[place] ? value + (inHead === 1 ? 0 : weight > 0.99 ? TITLED_ALONE : TITLED_OTHERWISE) : Math.max(value, 0.5);
        covered = 1;
      }
      // A title of 东南亚 is about 泰国 if its text says so, and may be if not.
      if (wider && wider[place] && inHead < 1) {
        value += covered === 1 ? 1.6 : 0.5;
        covered = Math.max(covered, 0.8);
      }
      if (everywhere && everywhere[place] && inHead < 1) {
        value = Math.max(value, part.isYear ? 4 : EVERYWHERE);
        covered = 1;
      }
      if (number && number[place]) {
        value = Math.max(value, part.numberValue);
        covered = 1;
      }
      if (amount && amount[place]) value += amountHead[place] ? 3 : 1.5;
      else if (amount && inHead < 1) covered *= 0.8;
      score[place] += weight * value;
      cover[place] += (aside ? 0 : weight) * covered;
    }
  }

  function addPhrase(piece, parts, weight, score, cover) {
    const all = flags(piece.phrase.all, score.length), head = flags(piece.phrase.head, score.length);
    const everywhere = parts.find(function (part) { return part.piece === piece && part.everywhere && (part.isYear || part.text === piece.text); });
    if (everywhere) everywhere.everywhere.forEach(function (place) { if (!head[place]) score[place] += (everywhere.isYear ? 2 : WHOLE_PROVINCE) * weight; });
    const loose = piece.phrase.all.length > 0 && !piece.phrase.withAsking &&
      parts.some(function (part) { return part.piece === piece && part.minor; });
    for (let place = 0; place < score.length; place++) {
      if (head[place]) score[place] += 2 * weight;
      else if (all[place]) score[place] += weight;
      else if (loose) cover[place] *= 0.8;
    }
  }

  /* ---- what may be shown ---- */

  function shanghaiDay() {
    return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10).replace(/-/g, "");
  }

  function dayNumber(day) {
    return Date.UTC(+day.slice(0, 4), +day.slice(4, 6) - 1, +day.slice(6)) / 86400000;
  }

  function todayOf(told) {
    const today = shanghaiDay();
    return told.fixed || today < told.day ? told.day : today;
  }

  /** Which documents have ended today, are about to, or have yet to begin. */
  async function statuses(told) {
    const today = todayOf(told), now = dayNumber(today), count = told.documents;
    let rows = await lines(told, "status");
    if (now - dayNumber(told.day) > OLD_DAYS) rows = rows.concat(await lines(told, "status-later"));
    const found = {
      ended: flags(listed(rows[0], count), count), later: new Uint8Array(count),
      ending: new Uint8Array(count), announced: new Uint8Array(count), closing: new Uint8Array(count)
    };
    const begins = new Map();
    rows.slice(1).forEach(function (row) {
      const fields = row.split("\t"), day = fields[0], what = fields[1], places = listed(fields[2], count);
      places.forEach(function (place) {
        // What takes effect by ending, offers nothing: a row for beginnings stands before that for ends.
        if (what === "e") begins.set(place, day);
        else if (begins.get(place) === day) found.closing[place] = 1;
        if (what === "e") found.announced[place] = day > today ? 1 : 0;
        else if (day <= today) {
          found.ended[place] = 1;
          if (what === "s") found.later[place] = 1;
        } else if (dayNumber(day) - now <= ENDING_DAYS) found.ending[place] = 1;
      });
    });
    return found;
  }

  /** A test of each document for the facets asked for; null when none is. */
  async function allowed(told, wanted, status) {
    const tests = [];
    for (const facet of ["city", "brand", "kind", "audience"]) {
      if (wanted[facet]) tests.push(await facetTest(told, facet, wanted[facet]));
    }
    if (wanted.year) {
      const year = told.years.find(function (one) { return String(one[0]) === String(wanted.year); });
      tests.push(function (place) { return !!year && place >= year[1] && place < year[2]; });
    }
    if (wanted.status && wanted.status !== "all") tests.push(await statusTest(told, wanted.status, status));
    return function (place) { return tests.every(function (test) { return test(place); }); };
  }

  async function facetTest(told, facet, wanted) {
    const names = told.values[facet].find(function (one) { return one.indexOf(wanted) >= 0; });
    const rows = await lines(told, facet);
    const values = names ? [names[0]].concat(facet === "city" ? told.everywhere : []) : [];
    const found = new Uint8Array(told.documents);
    rows.forEach(function (row) {
      const end = row.indexOf("\t");
      if (values.indexOf(row.slice(0, end)) < 0) return;
      listed(row.slice(end + 1), told.documents).forEach(function (place) { found[place] = 1; });
    });
    return function (place) { return found[place] === 1; };
  }

  async function statusTest(told, wanted, status) {
    const superseded = flags(
      listed((await lines(told, "superseded"))[0], told.documents), told.documents);
    return function (place) {
      return place >= told.pages && wanted === statusOf(place, status, superseded);
    };
  }

  function statusOf(place, status, superseded) {
    if (superseded[place] || status.later[place]) return "superseded";
    if (status.ended[place]) return "withdrawn";
    if (status.announced[place]) return "announced";
    return status.ending[place] ? "ending" : "on_sale";
  }

  /* ---- facts: what a query says of notices beyond their words ---- */

  /** Prices, days and states: most queries name none, so what reads them is a file of its own. */
  function factsIn(typed, told) {
    if (!FACTS.test(typed)) return { facts: [], rest: typed, said: typed };
    return loaded("portalFacts", NAMES[2]).read(typed, told);
  }

  /** A part of the search that is loaded when it is needed. */
  function loaded(name, file) {
    if (!self[name]) importScripts(new URL(file, self.location.href).href);
    return self[name];
  }

  /* ---- one search ---- */

  /** {order, ended, note, terms}: the documents found, best first, and what was searched instead. */
  async function search(told, wanted) {
    await learnFor((wanted.q || "").normalize("NFKC"), told);
    const typed = withNumbers(folded(wanted.q || "", told)), read = factsIn(typed, told);
    const coming = statuses(told);
    coming.catch(function () {});
    const found = read.rest.trim() && !read.exact ? await understood(told, read, wanted.q) : everything(told);
    if (!read.facts.length && read.said !== typed) await alsoAsWritten(told, typed, found);
    const status = await coming;
    const test = await allowed(told, wanted, status);
    function isEnded(place) { return status.ended[place] === 1; }
    const fits = read.facts.length ? await self.portalFacts.prefer(told, read.facts, status, found) : function () { return true; };
    const fitting = (read.alone ? everything(told) : found).places.all.filter(test).filter(fits);
    const all = fitting.length || read.exact ? fitting : found.places.all.filter(test);
    const meant = await named(told, found, all, isEnded);
    const withEnded = read.ever || (found.parts || []).some(function (part) { return part.isYear; }) || ["all", "withdrawn", "superseded"].includes(wanted.status) ||
      read.facts.some(function (fact) { return ["ended", "superseded"].includes(fact.what); });
    function isWanted(place) { return withEnded || !isEnded(place) || meant.has(place); }
    const ended = all.filter(function (place) { return isEnded(place) && !meant.has(place); }).length;
    let order = all.filter(isWanted);
    // Several words, too few with all of them for a page: those that hold most of it follow.
    // 过户要带什么证件: what titles tell most of, though they tell not all.
    function mostTitled(places) { return places.reduce(function (most, place) { return Math.max(most, found.titled[place]); }, 0); }
    const untold = found.question && mostTitled(order) < mostTitled(found.places.most.filter(test).filter(isWanted));
    if (!read.exact && (untold || order.length < (found.loose || found.query && read.facts.length ? PER_PAGE : 1))) {
      // 军属优惠: what alone holds most of it, as few do, comes before titles that hold the usual part.
      const few = order.length <= FEW && found.parts && !found.parts.some(function (part) { return part.amount || part.number; });
      if (!found.question) order.forEach(function (place) {
        const isWhole = found.cover[place] > 0.95;
        if (place < told.pages ? few && isWhole : few || isWhole) found.score[place] += WHOLE;
      });
      order = Array.from(new Set(order.concat(found.places.most.filter(test).filter(isWanted))));
    }
    // Pages say what notices are about in their summaries: of equals, a title that names it comes first.
    function rankOf(place) { return rank(told, place, !found.question && found.titled && (found.titled[place] > 0 || !found.said[place])); }
    const byDate = wanted.sort === "date" || !typed.trim();
    order.sort(byDate ? byDateOf(told) : function (one, other) {
      return found.score[other] - found.score[one] ||
        status.ended[one] - status.ended[other] || status.closing[one] - status.closing[other] || rankOf(one) - rankOf(other);
    });
    // A title that says all that was typed is the answer: 彩信包多少钱.
    if (found.question && !byDate && found.places.most.length && found.named < 0.99 && !PRICED.test(found.query)) order = withPages(told, order, found, test);
    return { order: order, ended: ended, note: found.note, terms: found.terms, score: found.score, isOnPages: found.isOnPages, status: status };
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

  /** Among the first ten of a question the pages that hold most of it, though notices hold more. */
  function withPages(told, order, found, test) {
    const first = order.slice(0, PER_PAGE), pages = [];
    for (let place = 0; place < told.pages; place++) {
      if (found.cover[place] > ASKED && found.said[place] > 0 && !first.includes(place) && test(place)) pages.push(place);
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
    if (titled.length > FEW || isPlaced || !titled.some(isEnded)) return meant;
    (await cardsOf(told, titled)).forEach(function (card) {
      const title = folded(card.title, told).replace(/\s/g, "");
      // Cards do not tell what a plan is called: who is alone in holding it all is meant.
      if (titled.length > 1 && !found.pieces.every(function (piece) { return title.includes(piece.typed || piece.text); })) return;
      meant.add(card.place);
      found.score[card.place] += isEnded(card.place) ? PREFERRED : 2 * PREFERRED;
    });
    return meant;
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
    return { places: { all: places, most: places }, score: new Float32Array(told.documents), pieces: [], note: "", terms: { typed: [], meant: [] } };
  }

  /** As typed; where a part does not occur, as it sounds. */
  async function understood(told, read, typed) {
    const query = read.rest, said = read.said;
    const spaced = await spacedNumber(told, query);
    if (spaced) return matched(told, spaced, false);
    // Pages say nothing of a day: 八月下线的有哪些.
    const question = (asks(query, told) || /[?？]/.test(typed)) && !read.facts.some(function (fact) { return fact.what === "dated"; });
    let first = await matched(told, said, question);
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

  /** What the part that knows sounds finds instead. */
  async function asItSounds(told, first, strange) {
    return loaded("portalSounds", NAMES[1])(told, first, strange);
  }

  function isStrange(piece, first) {
    if (piece.word) {
      const part = first.parts.find(function (one) { return one.piece === piece; });
      return /^[a-z]{2,}[0-9]{0,3}$/.test(piece.word) && !part.lists.length && !part.number && !part.group;
    }
    return strangers(piece, first).length > 0;
  }

  /** Places of letters that stand with neither neighbour anywhere, known words and what stands by 的 alone apart. */
  function strangers(piece, first) {
    const text = piece.text, tokens = first.tokens, found = [];
    // 款待提速, where 待提 stands between two words: what nothing is found for may have a slip beside any gap.
    const isLost = !first.places.most.length;
    const segments = [].concat.apply([], piece.segments.map(function (segment) {
      return Array.from(segment.text, function () { return segment; });
    }));
    for (let at = 0; at < text.length && text.length > 1; at++) {
      const before = at > 0 && tokens.get(text.substr(at - 1, 2));
      const after = at + 1 < text.length && tokens.get(text.substr(at, 2));
      const alone = [at - 1, at + 1].every(function (next) { return !segments[next] || isSoft(segments[next]); });
      const apart = isLost ? at > 0 && !before || at + 1 < text.length && !after : !before && !after;
      if (apart && !segments[at].known && !alone && !FUNCTION_LETTERS.includes(text[at])) found.push(at);
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
      note: known.length < parts.length ? known.map(function (part) { return part.text; }).join(" ") : "",
      places: saysNothing(told, parts, question || heard) ? { all: [], most: [] } : covered(result.cover), score: rounded(result.score), titled: result.titled, said: result.said, cover: result.cover, named: result.named,
      isOnPages: parts.some(function (part) { return part.numberValue === ON_PAGES; }), terms: termsOf(parts, found, told)
    };
  }

  /** 猪肉价格, 航班动态: what was asked for is nowhere, and what is left stands nearly everywhere, or in no title. */
  function saysNothing(told, parts, question) {
    const left = parts.filter(function (part) { return occurs(part) && !part.minor; });
    const missing = parts.filter(function (part) { return !occurs(part); });
    // 天翼189: a word that is nowhere, beside a number that texts hold for other reasons.
    if (missing.some(function (part) { return !part.piece.word && part.piece.text.length > 1; }) && left.length && left.every(function (part) { return part.piece.word && !isTitled(part); })) return true;
    const everywhere = left.every(function (part) { return sizeOf(part) > told.documents / 2; });
    if (everywhere && (missing.some(function (part) { return part.lost; }) || missing.map(function (part) { return part.text; }).join("").length > 1)) return true;
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
    return part.lists.some(Boolean) || part.group || part.number;
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

  /** {all, most}: the documents that hold everything that any does, and those that hold half of it. */
  function covered(cover) {
    let best = 0;
    cover.forEach(function (value) { if (value > best) best = value; });
    if (best < 0.2) return { all: [], most: [] };
    const most = placesOver(cover, 0.5 * best);
    return {
      all: placesOver(cover, Math.min(best, 0.999) - 1e-4),
      most: most.length < PER_PAGE ? placesOver(cover, 0.2 * best) : most
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

  /* ---- cards ---- */

  async function cardOf(told, place) {
    const number = Math.floor(place / told.cards);
    const rows = await lines(told, "c" + number, markOf(told, "cards", number));
    const parts = rows[place % told.cards].split("\t"), days = parts[6].split(",");
    return {
      place: place, address: parts[0], title: parts[1], number: parts[2], areas: parts[3],
      brands: parts[4], published: parts[5], effective: days[0],
      withdrawn: days[1], superseded: days[2], sample: parts[7].includes("s"), excerpt: parts[8]
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

  /** A short number stands alone: 100 is not marked in 10086. */
  function standsAt(term, text, at) {
    if (!text.startsWith(term, at)) return false;
    return !/^[0-9]{1,4}$/.test(term) ||
      !/[0-9]/.test(text.charAt(at - 1)) && !/[0-9]/.test(text.charAt(at + term.length));
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
      .replace(/<p class="(status-line"|corrected"|chart__data"|only-large"|print-only)[\s\S]*?<\/p>/g, "")
      .replace(/<figure class="qr-code[\s\S]*?<\/figure>|<span data-once-ended[\s\S]*?<\/span>/g, "")
      .replace(/<figcaption[\s\S]*?<\/figcaption>|<ul class="notice-list"[\s\S]*?<\/ul>/g, "")
      .replace(/<(aside|button|details|form|h1|nav|noscript|script|style|svg|template)\b[\s\S]*?<\/\1>/g, "")
      .replace(/<\/?(a|abbr|b|bdi|code|data|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|time|u|wbr)(?=[\s>])[^>]*>/g, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&#39;/g, "'")
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

  /* ---- Material's dialog ---- */

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
      "\" data-search-note=\"" + escaped(found.note) + "\"";
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

  /* ---- the page of results ---- */

  async function answerPage(message) {
    const told = await manifest();
    const found = await search(told, message);
    let cards = await cardsOf(told, found.order.slice(0, message.size || PER_PAGE));
    if (message.q && message.sort !== "date") cards = settled(cards, message.q, told, found);
    self.postMessage({
      type: "found", id: message.id, total: found.order.length, ended: found.ended,
      note: found.note,
      items: cards.map(function (card) { return shown(card, found.terms, told, found.status); })
    });
    waiting = new Map(cards.map(function (card) { return [card.place, { card: card, terms: found.terms }]; }));
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

  return { PREFERRED: PREFERRED, answer: answer, forget: forget, manifest: manifest, folded: folded, textOf: textOf, lines: lines, matched: matched, strangers: strangers, asks: asks, dayNumber: dayNumber, flags: flags, listed: listed, statusOf: statusOf, todayOf: todayOf };
})();
