/* How well each document holds the parts. */
"use strict";

const LITERAL = 2, TITLED_OTHERWISE = 2.55, CODE_TITLED = 2, PART_TITLED = 1.6, NAMED = 0.4, HINTED = 0.5, ANSWER = 10, EVERYWHERE = 3.4, WHOLE_PROVINCE = 1.4, ELSEWHERE = 0.4, HALF = 0.55, SAID = 0.35, ABOUT = 0.2, VAGUE = 0.85;
// What something costs is told by notices, not by pages.
const PRICED = /多少钱|几[毛块分角]钱?|(?:怎么|怎样|如何)收费|收费吗|收不收费|要钱吗|要不要钱|贵(?!宾)/;
// What all notices are about.
const OFFER = /^(?:套餐|业务|资费)$/;
// How something is reached, and not what it is.
const REACHED = /^(?:电话|热线|号码|地址|位置|时间)$/;
// A word is asked for, and not which number something has: 服务热线是什么号码.
const DEFINED = /^(?:请问)?什么[是叫]|(?:什么|啥|乜)(?:东西|意思)?[\s?？]*$/;

/** {score, cover, titled} of every document. A title is worth four texts, what was typed more than what was meant. */
function scored(told, typed, asked) {
  const count = told.documents, found = asked.pieces;
  const score = new Float32Array(count), cover = new Float32Array(count);
  // 退订要钱吗 asks what a page is called, and few notices; 短信要钱吗 does not.
  const topic = asked.question && PRICED.test(asked.query) ? typed.filter(function (part) { return !/[钱费]/.test(part.text); }) : [];
  const isOfPages = namesPages(topic, told), parts = isOfPages ? topic : typed;
  const weights = parts.map(function (part) { return weighed(part, told, asked.question); });
  const sum = weights.reduce(function (total, weight) { return total + weight; }, 0) || 1;
  // 调整过的短信包: a letter that is left over does not decide what is found.
  const aside = parts.some(function (part) { return !part.minor; });
  parts.forEach(function (part, at) { addPart(part, weights[at] / sum, score, cover, aside && part.minor, told.pages); });
  const runs = found.filter(function (piece) { return piece.phrase; });
  runs.forEach(function (piece) { addPhrase(piece, parts, 1 / found.length, score, cover); });
  // 诚信服务 满意100: what few texts say word for word comes before names that hold some of it.
  if (runs.length > 1 && !parts.some(function (part) { return part.everywhere; }) && runs.some(function (piece) { return !piece.word && piece.text.length > 3; })) {
    const literal = inAll(runs.map(function (piece) { return piece.phrase.all; }));
    if (literal.length < PER_PAGE) literal.forEach(function (place) { score[place] += LITERAL; });
  }
  const placed = parts.filter(function (part) { return part.everywhere && !part.isYear && part.lists.every(Boolean); });
  if (placed.length && placed.length < parts.length) {
    lessElsewhere(told, placed, score, cover);
    const whole = highest(cover);
    ofPages(parts.filter(function (part) { return !part.minor && !placed.includes(part); }), told).forEach(function (place) {
      score[place] += ANSWER;
      cover[place] = whole;
    });
  }
  const near = neighbours(told, runs, asked.tokens);
  for (let place = 0; place < count; place++) score[place] += 0.5 * (near.head[place] + near.all[place]);
  // A notice for 农村 that says nothing of 信号 answers nothing.
  const enough = 0.95 * highest(cover);
  const named = highest(near.head.map(function (value, place) { return place < told.pages || cover[place] < enough ? 0 : value; }));
  // 还能办吗 of a number asks about that notice.
  if (asked.question && (!PRICED.test(asked.query) || isOfPages) && !parts.some(function (part) { return part.number; })) {
    // The last pages speak of everything and answer nothing.
    // What titles of notices say word for word, a page must say in its own; unless it is to say what that is.
    // Notices whose titles say less than NAMED of what was typed do not answer: 套餐能退吗.
    const literal = named < NAMED ? -1 : named - 0.01;
    const says = /(?:是|叫)(?:什么|啥)|(?:什么|啥)(?:是|叫|意思)/.test(asked.query) ? near.all : near.head;
    const least = Math.max(enough, HALF), about = called(parts, weights, sum, told.answering);
    for (let place = 0; place < told.answering; place++) {
      if (says[place] <= literal || cover[place] <= least) continue;
      // 退订 asks no page that closes something: what a page is asked, it says itself, and not a word of it only;
      // but 退掉 asks the page that is called 怎样退订.
      if (near.all[place] > SAID || near.head[place] > 0) score[place] += ANSWER;
      else if (about[place] > ABOUT) score[place] += ANSWER / 2;
    }
    // 月租是什么 wants the page about words, if it holds this one.
    const hinted = found.hint && asked.tokens.get(groupToken(found.hint));
    if (hinted) hinted.head.forEach(function (place) {
      score[place] += HINTED;
      if (place >= told.pages || !near.all[place] || cover[place] <= least) return;
      // 什么是违约金: what explains the word itself comes before the page on how to be rid of it.
      score[place] += DEFINED.test(asked.query) && near.all[place] > 0.99 ? 1.5 * ANSWER : ANSWER;
    });
  }
  askedBy(typed, told).forEach(function (place) { score[place] += ANSWER; });
  return { score: score, cover: cover, titled: near.head, said: near.all, named: named };
}

/** 退订, 套餐怎么取消: who says nothing but what a page is asked about, in these or other words, asks it: 怎样退订. */
function askedBy(parts, told) {
  const said = parts.filter(function (part) { return !part.minor && !OFFER.test(part.text); });
  if (said.length !== 1) return [];
  return told.questions.filter(function (question) {
    const known = told.words.get(question[1]) || {};
    return said[0].text === question[1] || known.group !== undefined && known.group === said[0].segment.group;
  }).map(function (question) { return question[0]; });
}

/** 广州校园卡: what is sold in other cities only answers less, though its title says 校园卡 and its text 广州. */
function lessElsewhere(told, placed, score, cover) {
  const here = new Uint8Array(score.length);
  placed.forEach(function (part) {
    part.everywhere.concat(inAll(part.lists.map(function (list) { return list.head; }))).forEach(function (place) { here[place] = 1; });
  });
  for (let place = told.pages; place < score.length; place++) {
    if (here[place]) continue;
    score[place] *= ELSEWHERE;
    cover[place] *= ELSEWHERE;
  }
}

/** 深圳营业厅, 深圳营业厅电话: the pages that are called what is left beside a city, where no notice is. */
function ofPages(left, told) {
  const named = left.filter(function (part) { return !REACHED.test(part.text); });
  const heads = (named.length ? named : left).map(function (part) { return titlesOf(part, told); });
  if (!heads.length || !heads.every(function (some) { return some.length; })) return [];
  const both = inAll(heads);
  // The home page is called many things, and answers none.
  return (both.length ? both : heads.reduce(joined)).filter(function (place) { return place < told.answering; });
}

/** The pages that are called so, as it was typed or in other words, unless notices are as well. */
function titlesOf(part, told) {
  const typed = inAll(part.lists.map(function (list) { return list ? list.head : []; }));
  return [typed, part.group ? part.group.head : []].find(function (heads) {
    return heads.length && heads.every(function (place) { return place < told.pages; });
  }) || [];
}

/** Whether the one part that is left is what pages are called, and few notices. */
function namesPages(parts, told) {
  const head = parts.length === 1 && parts[0].group ? parts[0].group.head : [];
  return head.length > 0 && PER_PAGE * head.filter(function (place) { return place < told.answering; }).length > head.length;
}

/** How much of what was typed the titles of pages say in other words, from 0 to 1. */
function called(parts, weights, sum, pages) {
  const found = new Float32Array(pages);
  parts.forEach(function (part, at) {
    if (part.group) part.group.head.forEach(function (place) { if (place < pages) found[place] += weights[at] / sum; });
  });
  return found;
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

function weighed(part, told, question) {
  const sizes = part.lists.map(function (list) { return list ? list.all.length : 0; });
  const fewest = Math.max(1, Math.min.apply(null, sizes.concat(told.documents)), part.group ? part.group.all.length : 0, part.everywhere ? part.everywhere.length : 0);
  const rare = Math.log(1 + told.documents / fewest) / Math.log(2 + told.documents);
  // 能不能找到: in a question, what no list of words knows may only say how it is asked.
  const vague = question && !part.segment.known && !part.piece.word;
  return (vague ? VAGUE : 1) * part.weight * (0.25 + 1.6 * rare * rare);
}

function addPart(part, weight, score, cover, aside, pages) {
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
  const isWritten = part.lists.length > 0 && part.lists.every(Boolean);
  const joined = part.piece.joined ? flags(part.piece.joined, count) : null;
  const amount = part.amount ? flags(part.amount.all, count) : null;
  const amountHead = part.amount ? flags(part.amount.head, count) : null;
  for (let place = 0; place < count; place++) {
    const inText = all[place] / need, inHead = head[place] / need;
    let value = (inText === 1 ? 1 : 0.4 * inText * inText) +
      (inHead === 1 ? 3 : 0.8 * inHead * inHead);
    let covered = inText === 1 ? 1 : 0.5 * inText;
    if (group && group[place]) {
      // 换卡: a title with the other word counts more than a text with the word itself, as 不用换卡, but not than
      // one with the code itself: 17951. Of a page it may be the title of a part.
      const titled = place < pages ? PART_TITLED : part.piece.word ? CODE_TITLED : TITLED_OTHERWISE;
      value = groupHead[place] ? value + (inHead === 1 ? 0 : titled) : Math.max(value, 0.5);
      covered = 1;
    }
    // A title of 东南亚 is about 泰国 if its text says so, also in other words, and may be if not.
    if (wider && wider[place] && inHead < 1) {
      value += inText === 1 ? 1.6 : covered < 1 ? 0.5 : isWritten ? 2.1 : 1;
      covered = 1;
    }
    if (everywhere && everywhere[place] && inHead < 1) {
      value = Math.max(value, part.isYear ? 4 : EVERYWHERE);
      covered = 1;
    }
    if (number && number[place]) {
      // 09GD000090 in full comes before numbers that hold all its parts.
      value = Math.max(value, part.numberValue - (joined && joined[place] ? 1 : 0)) + (inText === 1 && part.text.length > 4 ? 1 : 0);
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
