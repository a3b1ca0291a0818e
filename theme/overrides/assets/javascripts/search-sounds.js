/*
 * What was meant by a word that does not occur: pinyin, first letters, a letter of the same sound, o and l for digits.
 *
 * search-worker.js loads this file only for such a word, and lends it what both need.
 */
"use strict";

self.portalSounds = (function () {
  const ALTERNATIVES = 3, TRIED = 8, BEAM = 40, CHANGED = 3, TITLED = 8, KNOWN = 6, ALONE = 6, PER_PAGE = 10;
  // A word that editors know, of so many letters at most, is meant before letters that only stand together so,
  // and a letter that only joins words is meant by few: 手机地图导航 before 升级的通短号.
  const WORDED = 6, LONGEST = 4, JOINING = 6, JOINS = /[的了是在就都还也和里被把对从向与或但而且我你他她们么一]/;
  const lines = self.portalSearch.lines, matched = self.portalSearch.matched, strangers = self.portalSearch.strangers;

  /** What is found for the likeliest ways to write it, with a note that says which; null if nothing is. */
  async function heard(told, first, strange) {
    const numbered = await asDigits(told, first);
    if (numbered) return numbered;
    strange = strange.filter(function (piece) { return !piece.word || /^[a-z]+[0-9]*$/.test(piece.word); });
    // 视屏 is 视频 to those who hear no ng; who hears it finds no such word here.
    return await heardAs(told, first, strange, exactly) || heardAs(told, first, strange, roughly);
  }

  /** gd2oo8-l026: what looks like digits in a number, as digits; null where that finds nothing. */
  async function asDigits(told, first) {
    const query = first.query.replace(/([a-z]{2,})?([0-9oil-]*[0-9][a-z0-9-]*)/g, function (_, letters, rest) {
      return (letters || "") + rest.replace(/o/g, "0").replace(/[il]/g, "1");
    });
    const found = query !== first.query && await matched(told, query, first.question, true);
    return found && found.places.all.length ? Object.assign(found, { note: query.trim().toUpperCase() }) : null;
  }

  async function heardAs(told, first, strange, like) {
    let found = null, tried = 0;
    for (const other of await soundsLike(told, first, strange, like)) {
      if (found && (found.places.all.length >= PER_PAGE || tried >= ALTERNATIVES)) break;
      tried++;
      const more = await matched(told, other, first.question, true);
      if (!isNamed(told, first.query, other, more)) continue;
      if (found) append(found, more);
      else found = Object.assign(more, { note: inChinese(told, other) });
    }
    return found;
  }

  /** shenzhen 漫游 as 深圳 漫游: a city is searched by its name, and told so. */
  function inChinese(told, query) {
    return query.trim().replace(/[a-z]+/g, function (word) { return self.portalSearch.cityOf(word, told) || word; });
  }

  /** Whether each letter that was changed makes a word that a title, a page or a list of words names: not 最少要脚. */
  function isNamed(told, query, other, found) {
    if (query.length !== other.length) return true;
    // asdfgh are the first letters of nothing that stands anywhere.
    if (/^[a-z]{3,}$/.test(query) && !isThing(told, other) && !found.pieces.every(function (piece) { return piece.phrase && piece.phrase.all.length; })) return false;
    const known = [].concat.apply([], found.pieces.map(function (piece) { return piece.segments || []; }))
      .filter(function (segment) { return segment.known; });
    return Array.from(other).every(function (letter, at) {
      if (letter === query[at]) return true;
      // Beside a letter that was changed too it may be any two letters: 上省 for 三星.
      const pairs = [at - 1, at + 1].filter(function (next) { return other[next] === query[next] || query[at] < "{"; })
        .map(function (next) { return found.tokens.get(other.substr(Math.min(at, next), 2)); });
      return pairs.some(function (lists) { return lists && (lists.head.length || query[at] > "{" && lists.all.length > 1 && lists.all[0] < told.pages); }) ||
        known.some(function (segment) { return segment.text.includes(letter); });
    });
  }

  function append(found, more) {
    const known = new Set(found.places.most);
    more.places.all.forEach(function (place) {
      if (known.has(place)) return;
      found.places.all.push(place);
      found.places.most.push(place);
      found.score[place] = more.score[place] - 20;
    });
    found.terms.typed = found.terms.typed.concat(more.terms.typed);
  }

  /** Other ways to write the query, best first. */
  async function soundsLike(told, first, strange, like) {
    const sounds = await soundsOf(told);
    const together = await fromSyllables(told, sounds, first.query);
    if (together.isAll && together.queries.length) return together.queries;
    let found = [first.query];
    for (const piece of strange) {
      const typed = piece.word ? piece.typed : piece.text;
      const others = piece.word ? await fromPinyin(told, sounds, piece.word, like) : await fromSlip(told, sounds, piece, first, like);
      if (!others.length) continue;
      found = [].concat.apply([], found.map(function (query) {
        return others.map(function (other) { return query.replace(typed, other); });
      }));
    }
    found = found.filter(function (query) { return query !== first.query; });
    return together.queries.concat(found).slice(0, TRIED);
  }

  function soundsOf(told) {
    if (!told.heard) {
      told.heard = lines(told, "sounds").then(soundsIn);
      told.heard.catch(function () { told.heard = null; });
    }
    return told.heard;
  }

  function soundsIn(rows) {
    const sounds = { syllables: new Map(), letters: new Map() };
    rows.forEach(function (row) {
      const parts = row.split("\t");
      if (parts[1]) sounds.syllables.set(parts[0], parts[1]);
    });
    learn(sounds, rows);
    return sounds;
  }

  function learn(sounds, rows) {
    rows.forEach(function (row) {
      const parts = row.split("\t");
      Array.from(parts[1] + parts[2]).forEach(function (letter) {
        sounds.letters.set(letter, (sounds.letters.get(letter) || []).concat(parts[0]));
      });
    });
  }

  /** 卦, which few type and no page has: how such letters sound is asked for when one is typed. */
  async function learnRarer(told, sounds, typed) {
    if (sounds.hasRarer || typed.every(function (letter) { return sounds.letters.has(letter); })) return;
    const rows = await lines(told, "sounds-rarer");
    if (!sounds.hasRarer) learn(sounds, rows);
    sounds.hasRarer = true;
  }

  /** zi fei, laidian xianshi: the query with words that stand apart written as they sound together. */
  async function fromSyllables(told, sounds, query) {
    const cut = function (word) { return sounds.syllables.has(word) ? [word] : spelled(word, sounds.syllables)[0]; };
    const typed = (query.match(/[a-z]+(?: +[a-z]+)+/g) || []).find(function (words) { return words.split(/ +/).every(cut); });
    if (!typed) return { isAll: false, queries: [] };
    const words = typed.split(/ +/), syllables = [].concat.apply([], words.map(cut));
    const found = await written(told, syllables.map(function (syllable) {
      return { test: function (one) { return one === syllable; } };
    }));
    // Words that nothing writes together are read each for itself: liuliang and quxiao may stand anywhere.
    const isAll = syllables.length === words.length;
    return { isAll: isAll, queries: found.filter(function (one) { return isAll || !one.isApart; })
      .slice(0, isAll ? ALTERNATIVES : 1).map(function (one) { return query.replace(typed, one.text); }) };
  }

  /** zifei or zf, also with a number behind it: by whole syllables when they are, else by first letters. */
  async function fromPinyin(told, sounds, word, like) {
    const parts = /^([a-z]{2,})([0-9]{1,3})$/.exec(word);
    if (parts) return (await fromPinyin(told, sounds, parts[1], like)).map(function (text) { return text + parts[2]; });
    const ways = spelled(word, sounds.syllables).slice(0, 3);
    let found = await inSyllables(told, sounds, ways, like);
    // toushu for tousu, as many in the south say it.
    if (!found.length) found = await inSyllables(told, sounds, ways, roughly);
    if (!found.length && word.length <= 8) {
      const letters = Array.from(word, function (letter) {
        return { test: function (one) { return one[0] === letter; } };
      });
      // Names are shortened so: jfdh is 积分兑换 rather than 缴费的话.
      const called = await written(told, letters, true);
      called.forEach(function (one) { one.score += TITLED; });
      const likely = best(called.concat(await written(told, letters)));
      found = best(asWords(told, sounds, letters, likely).concat(likely));
    }
    // Words that editors know (套餐) come before others as common (推出).
    function worth(one) { return one.score + (told.common.has(one.text) ? KNOWN : 0); }
    found.sort(function (one, other) { return worth(other) - worth(one); });
    return found.slice(0, TRIED).map(function (one) { return one.text; });
  }

  /** Whether editors know it as a word for something, which texts need not use. */
  function isThing(told, text) {
    return told.common.has(text) && !told.words.get(text).stop;
  }

  /** The words for something that may be heard so: those that stand in texts, as the likely do, before others. */
  function asWords(told, sounds, places, likely) {
    if (places.length < LONGEST || !likely.length) return [];
    return Array.from(told.common).filter(function (word) {
      return word.length === places.length && isThing(told, word) && places.every(function (place, at) {
        return (sounds.letters.get(word[at]) || []).some(place.test);
      });
    }).map(function (word) {
      const stands = likely.some(function (one) { return one.text === word; });
      return { text: word, score: likely[0].score + (stands ? KNOWN : 0) };
    });
  }

  /** What is written for letters cut into syllables in one of the ways; `like` says which sounds are taken for one. */
  async function inSyllables(told, sounds, ways, like) {
    let found = [];
    for (const syllables of ways) {
      found = found.concat(await written(told, syllables.map(function (syllable, at) {
        const open = at === syllables.length - 1 && !sounds.syllables.has(syllable);
        return { test: function (one) { return open ? one.startsWith(syllable) : like(one) === like(syllable); } };
      })));
    }
    return found;
  }

  /** All ways to cut letters into two or more syllables, the fewest first; the last may be unfinished. */
  function spelled(word, syllables) {
    const found = [];
    (function cut(rest, before) {
      if (!rest) {
        if (before.length > 1) found.push(before);
        return;
      }
      for (let length = Math.min(6, rest.length); length > 0; length--) {
        const syllable = rest.slice(0, length);
        const open = length === rest.length && length > 1 && before.length > 0 &&
          Array.from(syllables.keys()).some(function (one) { return one.startsWith(syllable); });
        if (syllables.has(syllable) || open) cut(rest.slice(length), before.concat(syllable));
      }
    })(word, []);
    return found.sort(function (one, other) { return one.length - other.length; });
  }

  /** A run with letters changed for others of the same sound. */
  async function fromSlip(told, sounds, piece, first, like) {
    const strange = strangers(piece, first);
    await learnRarer(told, sounds, strange.map(function (at) { return piece.text[at]; }));
    // So far around a strange letter others may be wrong as well.
    function places(like, around) {
      return Array.from(piece.text, function (letter, at) {
        const heard = (sounds.letters.get(letter) || []).map(like);
        const isFree = [at, at + around, at - around].some(function (one) { return strange.includes(one); });
        return {
          typed: letter, price: isFree ? CHANGED : Infinity,
          test: function (one) { return heard.includes(like(one)); }
        };
      });
    }
    async function keeping(like, around) {
      return (await written(told, places(like, around))).filter(function (one) { return isKept(one.text, piece.text); });
    }
    let found = like === exactly ? await written(told, places(exactly, 0)) : [];
    // 松贺卡: beside 贺卡, a word, 松 is strange; the slip is in the word.
    if (!found.length && like === exactly) found = await keeping(exactly, 1);
    // 黄历 is not 换礼: of what sounds only roughly so, something must have been typed right.
    if (!found.length) found = await keeping(roughly, 0);
    // 惠浓卡: 卡, typed right, may stand beside no letter of 惠农.
    if (!found.length && like === exactly) found = await written(told, places(exactly, 0), false, true);
    // 手机报, which editors know, is meant by 手机抱 before the 手机保 of 手机保号.
    function worth(one) { return one.score + (isInWord(told, one.text, piece.text) ? KNOWN : 0); }
    found.sort(function (one, other) { return worth(other) - worth(one); });
    return found.slice(0, 2).map(function (one) { return one.text; })
      .filter(function (text) { return text !== piece.text; });
  }

  /** Whether each letter that was changed belongs to a word that editors know. */
  function isInWord(told, text, typed) {
    return Array.from(text).every(function (letter, at) {
      if (letter === typed[at]) return true;
      for (let start = Math.max(0, at + 1 - told.longest); start <= at; start++) {
        for (let end = Math.max(at + 1, start + 2); end <= Math.min(text.length, start + told.longest); end++) {
          if (told.words.has(text.slice(start, end))) return true;
        }
      }
      return false;
    });
  }

  function isKept(text, typed) {
    return Array.from(text).some(function (letter, at) { return letter === typed[at]; });
  }

  function exactly(syllable) {
    return syllable;
  }

  /** As many in the south say it: 信 as 性, 深 as 生, 资 as 知, 量 as 娘. */
  function roughly(syllable) {
    return syllable.replace(/^([zcs])h/, "$1").replace(/ng$/, "n").replace(/^n/, "l");
  }

  /**
   * The likeliest Chinese for a row of sounds: {text, score}, best first; every letter stands with a neighbour, in titles
   * if `titled`. If `loose`, the first or the last may stand alone, as it was typed.
   */
  async function written(told, places, titled, loose) {
    if (places.length < 2) return [];
    const isTyped = places[0].typed !== undefined;
    /** What the last letter of a text adds, when all of it was heard. */
    function worth(text) {
      if (isTyped) return 0;
      let more = JOINS.test(text[text.length - 1]) ? -JOINING : 0;
      for (let length = 2; length <= Math.min(LONGEST, text.length); length++) {
        if (told.common.has(text.slice(-length))) more += WORDED;
      }
      return more;
    }
    const pairs = await Promise.all(places.slice(1).map(function (next, at) { return pairsFor(told, places[at], next, titled); }));
    let beam = [];
    function start(way, before, at) {
      // Each way goes on with a pair of letters at this place.
      return pairs[at].map(function (pair) {
        return { isLoose: way.isLoose, isApart: way.text !== "", text: way.text + pair.text, score: before + pair.score + worth(pair.text[0]) + worth(pair.text) - priceOf(places[at], pair.text[0]) - priceOf(places[at + 1], pair.text[1]) };
      });
    }
    let ways = places.map(function () { return []; });
    ways.push([]);
    ways[2] = start({ text: "" }, 0, 0);
    if (loose) ways[1] = [{ isLoose: true, text: places[0].typed, score: -ALONE }];
    for (let at = loose ? 1 : 2; at < places.length; at++) {
      beam = best(ways[at]);
      beam.forEach(function (way) {
        const last = way.text[way.text.length - 1];
        pairs[at - 1].forEach(function (pair) {
          if (pair.text[0] !== last) return;
          ways[at + 1].push({ isLoose: way.isLoose, isApart: way.isApart, text: way.text + pair.text[1], score: way.score + pair.score + worth(way.text + pair.text[1]) - priceOf(places[at], pair.text[1]) });
        });
        if (loose && !way.isLoose && at === places.length - 1) {
          ways[at + 1].push({ text: way.text + places[at].typed, score: way.score - ALONE });
        }
        if (at + 2 <= places.length) {
          best(start(way, way.score - 3, at)).slice(0, 12).forEach(function (next) { ways[at + 2].push(next); });
        }
      });
    }
    return best(ways[places.length]).filter(function (way) { return way.score > -Infinity; });
  }

  function priceOf(place, letter) {
    return place.typed === undefined || place.typed === letter ? 0 : place.price;
  }

  function best(ways) {
    const seen = new Set();
    return ways.sort(function (one, other) {
      return other.score - one.score || (one.text < other.text ? -1 : 1);
    }).filter(function (way) {
      return !seen.has(way.text) && seen.add(way.text);
    }).slice(0, BEAM);
  }

  async function pairsFor(told, first, second, titled) {
    const found = [], sounds = await soundsOf(told);
    const wanted = told.sounds.filter(function (letter) { return mayBegin(sounds, letter, first); })
      .map(function (letter) { return lines(told, "s-" + letter); });
    (await Promise.all(wanted)).forEach(function (rows) {
      rows.forEach(function (row) {
        const space = row.indexOf(" "), end = row.indexOf("\t");
        if (!first.test(row.slice(0, space)) || !second.test(row.slice(space + 1, end))) return;
        for (let at = end + 1; at < row.length; at += 3) {
          const weight = parseInt(row[at + 2], 36);
          if (!titled || weight % 2) found.push({ text: row.substr(at, 2), score: 4 + weight / 3 });
        }
      });
    });
    return found;
  }

  function mayBegin(sounds, letter, place) {
    return Array.from(sounds.syllables.keys()).some(function (syllable) {
      return syllable[0] === letter && place.test(syllable);
    });
  }

  return heard;
})();
