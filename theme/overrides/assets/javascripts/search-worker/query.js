/* From what was typed to pieces: words, and runs of Han cut at words that only ask. */
"use strict";

const JOINERS = /[-._/·']/g;
const PIECES = /[a-z0-9]+(?:[-._/·'][a-z0-9]+)*|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3005-\u3007\u3021-\u30fa\u30fc-\ufaff]+/g;
const WORD_LENGTH = 12, PART = "#", MEETING = "#~", AMOUNT = "%", GROUP = "&", FILED = "f", BRIEF = 4;
// What a question is rarely about: 谁打过电话给我 is not about a 会议电话.
const FAINT = ["电话"];
// A verb before a noun (查话费), or 市 after a city, is not a slip of the keyboard.
const VERBS = "收查办换问看找去来改交充退开想要能有在和是用买加给打到市省县区镇";
// What stands between an amount and the word it is said of: 58元套餐.
const UNITS = "元角分秒天年次条张项兆折岁";
// 用哪个包好 asks about 包, and not about 包好.
const WHICH_IS_GOOD = /((?:[哪那][个种款样]?|什么|啥)[\u3400-\u9fff]{1,3}?)(?:比较|更|最)?好(?![\u3400-\u9fff])/g;
const MONTH = /^20[0-9]{2}-[0-9]{2}$/;

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

/** What is left beside words that only ask, and says no more: 要找谁办; 退了 does. */
function isLoneVerb(run) {
  const verbs = run.segments.filter(function (one) { return !isSoft(one); });
  const said = verbs.map(function (one) { return one.known ? "." : one.text; }).join("");
  return run.text !== run.piece && Array.from(said).every(isVerbLetter) && (run.text.length < 2 || said.length > 1);
}

function isSoft(segment) {
  return segment.stop && segment.text.length === 1;
}

/**
 * The query's pieces: words, and runs of Han cut at words that only ask.
 * The operator is what all is about: its names are kept if nothing else was typed.
 */
function pieces(query, told, keepsOperator) {
  const found = [];
  let number = null;
  const plain = plainAmounts(withoutGoodness(withoutGaps(query, told), told));
  Array.from(plain.matchAll(PIECES), function (match) {
    let piece = cityOf(match[0], told) || match[0];
    const typed = piece;
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
      if (UNITS.includes(piece[0]) && (piece[0] === "元" || piece.length !== 2)) piece = piece.slice(piece.startsWith("分钟") ? 2 : 1);
    }
    number = null;
    let run = null, cutOff = false;
    segments(piece, told).forEach(function (segment) {
      if (segment.inLong && piece.length <= BRIEF) segment = { text: segment.text };
      // 你们的承诺: what is left of such words says no more than they do.
      if (cutOff && isSoft(segment)) return;
      const isOperator = !keepsOperator && segment.group !== undefined && segment.group === told.operator;
      cutOff = isOperator || segment.stop && !isSoft(segment);
      if (isOperator) found.ofOperator = piece;
      if (cutOff) {
        run = null;
        if (segment.asks && segment.group !== undefined) found.hint = segment;
      } else if (run) {
        run.text += segment.text;
        run.segments.push(segment);
      } else {
        // 10元包: of all that cost that, those come first in which 元包 stands.
        run = { text: segment.text, segments: [segment], piece: typed.length === 2 ? typed : piece };
        found.push(run);
      }
    });
  });
  const meant = found.filter(function (one) { return one.word || !one.segments.every(isSoft) && !isLoneVerb(one); });
  meant.hint = found.hint;
  meant.ofOperator = found.ofOperator;
  if (meant.length) return meant;
  if (!keepsOperator) return pieces(query, told, true);
  return (query.match(PIECES) || []).map(function (piece) {
    return { text: piece, segments: [{ text: piece }], piece: piece };
  });
}

/** The city that a word in letters stands for: guangzhou. */
function cityOf(word, told) {
  const known = told.words.get(word) || {}, name = known.group === undefined || known.city ? "" : told.synonyms[known.group][0];
  return (told.words.get(name) || {}).city ? name : "";
}

/** 国际 漫游: two words that editors know as one. */
function withoutGaps(query, told) {
  return query.replace(/([\u3400-\u9fff]+) +(?=([\u3400-\u9fff]+))/g, function (both, one, other) {
    return told.words.has(one + other) ? one : both;
  });
}

/** Without the 好 that only asks which one to take, unless editors know the whole: 哪个套餐好. */
function withoutGoodness(query, told) {
  return query.replace(WHICH_IS_GOOD, function (all, asked) { return told.words.has(all) ? all : asked + " "; });
}

// 上不了网: who is in trouble asks, though without a word of asking.
const IN_TROUBLE = /[打连收发看上用]不[了到上通开出]|没有?信号|[网络太很好]慢|断网|[断掉]线|坏了/;

function asks(query, told) {
  return /[?？]/.test(query) || IN_TROUBLE.test(query) || told.asking.some(function (word) { return query.includes(word); });
}

/** 0.15, 12.5, but neither 2008.44 nor 5.3912: those are parts of numbers. */
function isDecimal(typed) {
  return /^[0-9]{1,3}\.[0-9]{1,3}$/.test(typed);
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

/** What the index holds of a number: four characters at every step, and the last four; of a short one three. */
function numberParts(typed, step) {
  if (isDecimal(typed) || MONTH.test(typed)) return [];
  const text = typed.replace(/[^a-z0-9-]/g, "");
  if (text.length < 3) return [];
  const found = [PART + text.slice(-4)];
  for (let at = 0; at + 4 < text.length; at += step) found.push(PART + text.substr(at, 4));
  return found;
}

function tokensOf(piece) {
  if (piece.word) {
    const groups = piece.segment.group === undefined ? [] : [piece.segment.group].concat(piece.segment.wider);
    return [piece.word.slice(0, WORD_LENGTH)].concat(numberParts(piece.typed, 4), groups.map(tokenOfGroup), piece.amount || [], piece.price || []);
  }
  const short = piece.piece.length <= 6 ? pairsOf(piece.piece) : [];
  const groups = piece.segments.map(function (one) { return [one.group, one.wider]; }).flat(2);
  return pairsOf(piece.text).concat(short, groups.filter(function (one) { return one !== undefined; }).map(tokenOfGroup));
}

function groupToken(segment) {
  return tokenOfGroup(segment.group);
}

function tokenOfGroup(number) {
  return GROUP + String(10000 + number).slice(1);
}
