/*
 * What a query says of notices beyond their words: prices, days, states.
 *
 * search-worker.js loads this file only for a query that may hold such facts, and lends it what both need.
 */
"use strict";

self.portalFacts = (function () {
  const { PREFERRED, asks, dayNumber, flags, folded, lines, listed, statusOf, todayOf } = self.portalSearch;
  const SLIGHT = 0.125, REPLACED = 0.1, BEGUN = "e", ENDED = "w", PUBLISHED = "p", ENDS_SOMETHING = "withdrawal\t";
  // 八块钱, 两毛五, 三十元; not 一块 for together, and not the beginning of 元宵.
  const YUAN = /(?!一块(?![钱一二三四五六七八九]))(?:([0-9.]+(?=块)|[一二两三四五六七八九十百][零一二三四五六七八九十百]*(?=块|元(?!宵)))(?:块(?:([一二三四五六七八九])(?![个月天年次条分])|钱)?|元)|([0-9一二两三四五六七八九])毛(?:([0-9一二三四五六七八九])(?![个月天年次条分])|钱)?)/g;
  // 98套餐, 每月98.
  const BARE = /^([0-9]{1,3})(?=套餐|包月|月租|(?:一个|每)月)|((?:一个|每)月)([0-9]{1,3})(?=\s|$)/;
  // What a price is for: 每月20元以内, 20元/月以内.
  const PAID = /(元)(?:\/|每|一)个?([月天日年次条])|[每一]个?([月天日年次条])(?=\D{0,3}[0-9.]+)/;

  /* ---- days: each stands in the text as one sign, so that what is said of it can be seen ---- */

  const FIRST_DAY = "00000000", LAST_DAY = "99999999", A_FEW = 5, MOST_DAYS = 4;
  // Each day takes one of eight signs, and so does what is made of it: since then, until then.
  const SIGN = "[\u0001-\u0008]", SIGNS = new RegExp(SIGN, "g");
  const COUNT = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|[几半]", SMALL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}";
  const YEAR = "(?:(20[0-9]{2}|[01][0-9])年|([前去今本明后])年的?)", PART = "([上中下]旬|[底初中末](?!一))";
  const UNIT = "(?:个?(季度|星期|礼拜|月)|([天日周年]))";
  // What is said of when a notice begins and ends, and how: 即将下线的, 还没生效的, 8月上线.
  const BEGINS = "(?:上线|生效|推出|开始(?:[卖办]理?)?|开卖|起(?:[卖办]理?)?|执行|实施|开通|卖)";
  const ENDS = "(?:下线|停(?![机电])[售办用掉了]?|停止办理|取消|结束|截止|到期|过期|失效|作废)";
  const TELLS = "(?:公布|发布|公示|公告|出台|出(?![国境门])|发(?![短票给送]))";
  const COMING = "(?:即将|快要?|马上就?要?|将要?|就要|准备)", NOT_YET = "(?:(?:已经?|新)?公布[但了]?)?(?:尚未|还没有?|没有?|未|待)";

  // Spans that are written short in full: 1至6月, 7月1日到10日, 2005-2007年.
  const SHORT = [
    [/(?:二[零〇])?[零〇]([一二三四五六七八九])年/g, function (_, digit) { return "200" + figure(digit) + "年"; }],
    [/(^|[^0-9])元(?=月(?![租费]))/g, "$011"], [/^ *(?:最近|近期)新?(?:上线|推出|公布|发布|开办|上市)的? *$/, "最新公告"],
    [/((?:20[0-9]{2}|[前去今明])年)?([0-9]{1,2}|[一二三四五六七八九十]{1,2})月?份?[-~至到](?=(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月)/g, "$1$2月至$1"],
    [/([0-9]{1,2}月)([0-9]{1,2})[日号]?[-~至到](?=[0-9]{1,2}[日号])/g, "$1$2日至$1"],
    [/(20[0-9]{2})年?[-~至到](?=20[0-9]{2}年)/g, "$1年至"]
  ];

  /** Ways to name days, each with what those are: {from, to} as the index writes them, or null if none are meant. */
  const CALENDAR = [
    // 2009-07-18, 2009/7/18, 2009.7; no part of a longer number.
    ["^|[^0-9a-z./-]", "(20[0-9]{2})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?(?![0-9a-z./-])", function (said) {
      return monthOf(said[0], said[1], "", said[2]);
    }],
    ["", YEAR + "?(" + SMALL + ")月(份)?" + PART + "?(?:(" + SMALL + ")[日号])?(?![租费])(?=((?:" + BEGINS + "|" + ENDS + "|公布|发布|公告)?))", function (said, now) {
      // 五月花 is no month.
      const isMonth = said[0] || said[1] || said[3] || said[4] || said[5] || said[6] || /[0-9]/.test(said[2]);
      return isMonth ? monthOf(yearOf(said[0], said[1], now), figure(said[2]), said[4], said[5] && figure(said[5])) : null;
    }],
    ["", "(上+|下+|[本这当])一?个?月份?" + PART + "?(?:(" + SMALL + ")[日号])?", function (said, now) {
      const month = new Date(Date.UTC(now.year, now.month - 1 + stepOf(said[0]), 1));
      return relative(monthOf(month.getUTCFullYear(), month.getUTCMonth() + 1, said[1], said[2] && figure(said[2])));
    }],
    ["^|[^0-9个]", "月([底初中末])", function (said, now) {
      return relative(monthOf(now.year, now.month, said[0]));
    }],
    ["", YEAR + "?第?([一二三四1-4])季度|([上下本这])一?个?季度", function (said, now) {
      const first = 3 * (said[2] ? figure(said[2]) - 1 : Math.floor((now.month - 1) / 3) + stepOf(said[3]));
      return relative(monthsOf(yearOf(said[0], said[1], now), first + 1, first + 3));
    }],
    ["", YEAR + "?([上下前后])半年", function (said, now) {
      const first = "上前".includes(said[2]) ? 1 : 7;
      return relative(monthsOf(yearOf(said[0], said[1], now), first, first + 5));
    }],
    ["", "(?:" + YEAR + "年?|年)([初底末])", function (said, now) {
      const isStart = said[2] === "初";
      return relative(Object.assign(monthsOf(yearOf(said[0], said[1], now), isStart ? 1 : 12, isStart ? 2 : 12), { isEnd: !isStart }));
    }],
    // 今年65岁 says how old somebody is.
    ["", YEAR + "(?!我?[0-9])|(20[0-9]{2})(?= ?(?:" + BEGINS + "|" + ENDS + "|公布|发布))", function (said, now) {
      const year = said[2] || yearOf(said[0], said[1], now);
      const isMeant = said[1] || String(said[0]).length !== 2 || now.years.includes(Number(year));
      return isMeant ? Object.assign(monthsOf(year, 1, 12), { isYear: true }) : null;
    }],
    ["", "(大?[前后]|[昨今明])[天日]", function (said, now) {
      const steps = { 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 }[said[0]];
      return relative(around(now, steps, steps));
    }],
    ["", "(上+|下+|[本这])一?个?(?:周|星期|礼拜)([一二三四五六日天])?(?!末)", function (said, now) {
      const monday = 7 * stepOf(said[0]) - now.weekday, day = said[1] ? "一二三四五六日".indexOf(said[1].replace("天", "日")) : 0;
      return relative(around(now, monday + day, monday + (said[1] ? day : 6)));
    }],
    ["", "(最近|近|过去|前|这|未来|今后|接下来|再过|还有|还剩)的?(" + COUNT + ")" + UNIT + "(?:[以之]?内|里)?|(" + COUNT + ")" + UNIT + "[以之]?内", spanOf],
    // 年内, 月内: from today.
    ["^|[^0-9一二两三四五六七八九十半几个今明去前后]", "([年月])[以之]?内", function (said, now) {
      return relative({ from: now.day, to: now.day.slice(0, said[0] === "年" ? 4 : 6) + (said[0] === "年" ? "1231" : "31") });
    }],
    ["^|[^0-9月第]", "([0-9]{1,2})[日号](?=" + BEGINS + "|" + ENDS + "|公布|发布)", function (said, now) {
      return relative(monthOf(now.year, now.month, "", said[0]));
    }]
  ].map(function (way) { return { said: new RegExp("(" + way[0] + ")(?:" + way[1] + ")", "g"), means: way[2] }; });

  function relative(days) {
    return Object.assign(days, { isRelative: true });
  }

  function yearOf(written, word, now) {
    return written ? "20" + written.slice(-2) : now.year + (word ? { 前: -2, 去: -1, 今: 0, 本: 0, 明: 1, 后: 2 }[word] : 0);
  }

  /** 上上 as -2, 下 as 1. */
  function stepOf(word) {
    return word[0] === "上" ? -word.length : word[0] === "下" ? word.length : 0;
  }

  function monthOf(year, month, part, day) {
    if (month > 12 || day > 31) return null;
    const start = String(year) + two(month);
    if (day) return { from: start + two(day), to: start + two(day), as: " " + [year, two(month), two(day)].join("-") + " " };
    const bounds = { 初: ["01", "10"], 上: ["01", "10"], 中: ["11", "20"], 下: ["21", "31"], 底: ["21", "31"], 末: ["21", "31"] }[part ? part[0] : ""] || ["01", "31"];
    return { from: start + bounds[0], to: start + bounds[1], as: " " + year + "-" + two(month) + " ", isEnd: /[底末]/.test(part || "") };
  }

  function two(number) {
    return String(number).padStart(2, "0");
  }

  /** Whole months of a year; before the first and after the last as the calendar goes on. */
  function monthsOf(year, first, last) {
    function day(month, end) {
      return new Date(Date.UTC(year, month - 1 + (end ? 1 : 0), end ? 0 : 1)).toISOString().slice(0, 10).replace(/-/g, "");
    }
    return { from: day(first), to: day(last, true), as: year + "年" };
  }

  function around(now, first, last) {
    return { from: dayAfter(now.day, first), to: dayAfter(now.day, last) };
  }

  function dayAfter(day, count) {
    return new Date((dayNumber(day) + count) * 86400000).toISOString().slice(0, 10).replace(/-/g, "");
  }

  /** 最近一周, 三天内: before today for what was published, ahead for what ends, where it is not said. */
  function spanOf(said, now) {
    const unit = said[2] || said[3] || said[5] || said[6], count = said[1] || said[4], before = said[0] || "";
    const days = { 天: 1, 日: 1, 周: 7, 星期: 7, 礼拜: 7, 月: 30.4, 季度: 91.3, 年: 365.25 }[unit];
    const length = Math.round(days * (count === "半" ? 0.5 : count === "几" ? A_FEW : figure(count)));
    const past = around(now, -length, 0), ahead = around(now, 0, length);
    if (/^[未今接再还]/.test(before)) return relative(ahead);
    return relative(Object.assign(past, { ahead: /^[过前这]/.test(before) ? null : ahead, isNear: /近/.test(before) }));
  }

  /** {text, days}: the days of a text, and the text with a sign in the place of each. */
  function withDays(typed, told) {
    const today = todayOf(told), days = new Map();
    const now = {
      day: today, year: Number(today.slice(0, 4)), month: Number(today.slice(4, 6)),
      weekday: (dayNumber(today) + 3) % 7, years: told.years.map(function (one) { return one[0]; })
    };
    function signFor(found, words) {
      const sign = String.fromCharCode(1 + days.size);
      days.set(sign, Object.assign(found, { as: found.isRelative ? words : found.as }));
      return sign;
    }
    let text = typed.replace(SIGNS, " ");
    SHORT.forEach(function (one) { text = text.replace(one[0], one[1]); });
    CALENDAR.forEach(function (way) {
      text = text.replace(way.said, function (all, before) {
        const found = days.size < MOST_DAYS && way.means(Array.from(arguments).slice(2), now);
        return found ? before + signFor(found, all.slice(before.length)) : all;
      });
    });
    text = text.replace(new RegExp("(" + SIGN + ")[-~至到](" + SIGN + ")", "g"), function (_, first, last) {
      return signFor({ from: days.get(first).from, to: days.get(last).to, isSpan: true, as: days.get(first).as + " " + days.get(last).as });
    }).replace(new RegExp("(" + SIGN + ") ?(?:[以之]([前后])|(前|后(?!付)|以来|为止))", "g"), function (all, sign, side, other) {
      const one = days.get(sign), isBefore = /[前止]/.test(side || other);
      const end = one.isEnd || other === "为止" ? one.to : dayAfter(one.from, -1);
      const open = isBefore ? { from: FIRST_DAY, to: end } : { from: one.from, to: LAST_DAY };
      return signFor(Object.assign(open, { isSpan: true, as: one.as + all.slice(1) }));
    });
    return { text: text, days: days, today: today };
  }

  /* ---- facts ---- */

  const WHEN = "(" + SIGN + ") *[份内要会就将才新]*", GAP = "([^\u0001-\u0008]{1,10}?)", ON = "的?(?:日期?|时间)?[为是在于到至:： ]*(" + SIGN + ")";
  const FACTS = [
    // Prices, with the amounts as they are written here.
    { what: "price", said: /([0-9.]+)元?[-~至到]([0-9.]+)元(?:之间)?的?/, least: 1, most: 1 },
    { what: "price", said: /(?:不超过|不到|不高于|低于|少于|小于)([0-9.]+)元的?|([0-9.]+)元(?:以内|以下|之内|之下|内)的?/, most: 1 },
    { what: "price", said: /(?:超过|高于|多于|大于|不低于)([0-9.]+)元的?|([0-9.]+)元(?:以上|之上)的?/, least: 1 },
    { what: "price", said: /([0-9.]+)元(?:左右|上下)的?/, least: 0.75, most: 1.25 },
    { what: "price", said: /按([月天日年次条])(?:收费|计费|付费|扣费|算钱?)的?/ },
    { what: "cheap", said: /最?(?:便宜|省钱|划算|实惠|低价)点?的?|(?:价格|价钱|最)最?[低少]的/ },
    { what: "free", said: /(?:没有|没|无需?|不[用要带]?|免|零)(?:签|绑)?(?:合约|合同|协议|捆绑|绑定|在网要求)(?:期限?)?的?/ },
    // Days: said at once, after what it is said of, or before the day.
    { what: "dated", said: new RegExp(WHEN + BEGINS + "了?的?"), of: BEGUN },
    { what: "dated", said: new RegExp(WHEN + ENDS + "了?的?"), of: ENDED },
    { what: "dated", said: new RegExp(WHEN + GAP + "(?:上线|生效|推出|实施)了?的?"), of: BEGUN },
    { what: "dated", said: new RegExp(WHEN + GAP + "(?:下线|停[售办]|[到过]期|失效|结束|截止)了?的?"), of: ENDED },
    { what: "dated", said: new RegExp("(?:上线|生效|推出|实施|开始办理)" + ON + "的?"), of: BEGUN },
    { what: "dated", said: new RegExp("(?:下线|停[售办]|[到过]期|失效|结束|截[止至]|有效期?)" + ON + "的?"), of: ENDED },
    { what: "dated", said: new RegExp(WHEN + TELLS + "[了过]?的?"), of: PUBLISHED },
    { what: "dated", said: new RegExp(WHEN + "的?(?:有什么|有哪些)?新(?:出?的)?(?=[套活业优资公])"), of: PUBLISHED },
    { what: "newest", said: /(?:最新|新出|新推出|刚出|刚推出|最近|近期)(?:公布|发布|推出)?的?|新(?=套餐|活动|公告|业务)/ },
    { what: "dated", said: new RegExp(WHEN + GAP + "(?:公布|发布|公告)[了过]?的?"), of: PUBLISHED },
    { what: "dated", said: new RegExp("(?:公布|发布|公告)" + ON + "的?"), of: PUBLISHED },
    { what: "dated", said: new RegExp(WHEN + "的"), of: PUBLISHED, isLiteral: true },
    // 上个月: what happened then, of any kind.
    { what: "dated", said: new RegExp("^ *(" + SIGN + ")[份内里的 ?？]*$"), of: PUBLISHED + BEGUN + ENDED, isNow: true },
    // 2008年: what was published then.
    { what: "dated", said: new RegExp("^ *(" + SIGN + ")[份内里的 ?？]*$"), of: PUBLISHED, isOfYear: true },
    { what: "about", said: new RegExp(WHEN), of: PUBLISHED + BEGUN + ENDED, isLiteral: true },
    // 要取消 and 要停用 are what readers want to do themselves.
    { what: "ending", said: new RegExp("(?:" + COMING + ENDS + "|要(?:下线|停[售办]))了?的?") },
    // 惠州哪些快没了; not 话费快没了, which is what a reader has run out of.
    { what: "ending", said: new RegExp("(?:" + COMING + "|要)(?:没有?|停)了的?"), isOfOffers: true },
    { what: "announced", said: new RegExp("(?:" + COMING + "|" + NOT_YET + ")" + BEGINS + "的?") },
    { what: "superseded", said: /(?:已经?)?被?(?:新的)?(?:取代|代替|替代)了?的/ },
    // 潮州停售, 全球通 下线.
    { what: "leaving", said: /下线|停[售办]/ },
    { what: "ended", said: new RegExp("(?:已经?|早就?)" + ENDS + "了?的?|" + ENDS + "了?的|不[再能]?(?:办理?|卖|售)了?的|(?:以前|过去|从前)的|^ *(?:下线|停[售办])(?= +[^ ])| (?:下线|停[售办]) *$") },
    { what: "on_sale", said: /(?:目前|现在)?(?:在售|正?在卖|在办|(?:还能|还可以?|能|可以?)办理?(?=的))的?/ }
  ];
  const TENDENCIES = ["cheap", "newest", "about"], STATES = ["ending", "announced", "superseded", "leaving", "ended", "on_sale"];
  // 套餐停售 as 套餐 停售: nothing but a kind of plan, and no plan by its name.
  const KIND = "套餐|资费|业务|活动|(?:流量|短信|彩信|漫游|加装)包", ENDED_BESIDE = "下线|停[售办]", OFFERS = "套餐|资费|业务|活动|优惠|公告";
  const CLOSE = new RegExp("^( *(?:" + KIND + "|" + ENDED_BESIDE + "))(?=(?:" + KIND + "|" + ENDED_BESIDE + ") *$)");
  const WHETHER = /([有要用带签绑])[没不]\1(?:签|绑)?(?:合约|合同|协议|捆绑|绑?定|在网)/;
  // 在售和已下线有什么分别 asks what these words mean.
  const OF_WORDS = /什么意思|啥意思|[区分差]别|一回事/;

  /** 2008 年 3 月, 不超过 30 元, as the site writes it: without blanks around a number that has a unit; ¥15 and 15.00 元 as 15元. */
  function withUnits(query) {
    return query.replace(/¥ *([0-9.]+)(?: *元)?/g, "$1元").replace(/\.00?(?= *[元块])/g, "").replace(/([0-9]) +(?=[元块毛分年月日天周号个])/g, "$1").replace(/([\u3400-\u9fff]) +(?=[0-9.]+[元块毛分年月日天周号个])/g, "$1");
  }

  /** {facts, alone, ever, rest, said}: 30元以内的短信包 asks for 短信包, of those that cost no more. */
  function read(asked, told) {
    const typed = withUnits(asked), facts = [], found = withDays(inYuan(inMonths(typed.replace(CLOSE, "$1 "))), told), days = found.days;
    function spelled(text) {
      return text.replace(SIGNS, function (sign) { return spelled(days.get(sign).as); });
    }
    const said = spelled(found.text);
    let rest = found.text;
    FACTS.forEach(function (fact) {
      const paid = fact.what === "price" && PAID.exec(rest), text = paid ? rest.replace(PAID, "$1") : rest;
      const match = fact.said.exec(text);
      // 停了的卡还能用吗 and 有没有合约 ask about it, not for it.
      if (!match || fact.what === "free" && WHETHER.test(rest) || fact.what === "ended" && asks(rest, told) || fact.what === "leaving" && !isWhere(text.replace(match[0], " "), told) || fact.isOfOffers && !isOffer(text.replace(match[0], " "), told) || STATES.includes(fact.what) && OF_WORDS.test(typed)) return;
      const values = match.slice(1).filter(Boolean), when = fact.of && days.get(values.find(function (one) { return days.has(one); }));
      if (fact.isLiteral && (when.isYear || when.isRelative) || fact.isNow && !when.isRelative || fact.isOfYear && !when.isYear) return;
      const gap = fact.of ? values.find(function (one) { return !days.has(one); }) || "" : "";
      const left = fact.what === "about" ? rest : text.replace(match[0], " " + gap + " ");
      if (TENDENCIES.includes(fact.what) && !left.trim()) return;
      facts.push(Object.assign({ values: values, paid: paid ? paid[2] || paid[3] : values.find(isNaN) || "", when: when && meant(when, fact, match[0], found.today) }, fact));
      rest = left;
    });
    const when = facts.filter(function (fact) { return fact.what === "dated"; }), alone = when.length > 0 && !isAnything(rest, told);
    return {
      facts: facts, alone: alone, said: facts.length && !alone ? spelled(rest) : said,
      rest: facts.length && !alone ? spelled(rest) : typed,
      // A day alone stands in texts as well.
      exact: alone && when.every(function (fact) { return fact.when.isRelative || fact.when.isSpan || fact.isOfYear; }),
      // Who says when means notices of then, whatever became of them; who asks for those that end something, all.
      ever: when.length > 0 || /20[0-9]{2}(?:-[0-9]{2} |-[0-9]{2}-|年)|停[售办](?:公告|通知)/.test(said)
    };
  }

  /** Whether more is left than words that ask, and those for whatever stands here. */
  function isAnything(text, told) {
    return without(told.asking.concat(told.small), text).replace(/公告|业务|通知|[\s?？,，。!！有是]/g, "") !== "";
  }

  /** 潮州市, 全球通 汕头: nothing but places and brands. */
  function isWhere(text, told) {
    return text.trim() !== "" && withoutPlaces(text, told) === "";
  }

  /** 惠州有哪些套餐: what is on offer there, and nothing of one's own. */
  function isOffer(text, told) {
    const rest = without(told.asking.concat(told.small.filter(isOfNobody)), withoutPlaces(text, told));
    return rest.replace(new RegExp("(?:" + OFFERS + ")", "g"), "").replace(/[?？,，。!！有是都种个些]/g, "") === "";
  }

  function isOfNobody(word) {
    return !/[我你他她]/.test(word);
  }

  function withoutPlaces(text, told) {
    const names = told.values.city.concat(told.values.brand).flat();
    return without(names.map(function (name) { return folded(name, told); }), text).replace(/[市\s]/g, "");
  }

  function without(words, text) {
    return words.sort(function (one, other) { return other.length - one.length; })
      .reduce(function (rest, word) { return rest.split(word).join(""); }, text);
  }

  /** 最近三个月到期, 八月前下线: what ends, ends from now on. */
  function meant(when, fact, said, today) {
    if (fact.of === PUBLISHED) return when;
    if (when.ahead && (!when.isNear || /[到过]期|[要将会]/.test(said))) return Object.assign({}, when, when.ahead);
    return when.from === FIRST_DAY && when.to >= today ? Object.assign({}, when, { from: today }) : when;
  }

  /** 两年合约 as 24个月合约, as notices count. */
  function inMonths(query) {
    return query.replace(/([一两二三])年的?(?=合约|合同)|(合约|合同)([一两二三])年/g, function (_, before, bound, after) { return (bound || "") + 12 * figure(before || after) + "个月"; });
  }

  /** 八块钱 as 8元, 两毛五 as 0.25元, 98套餐 as 98元套餐. */
  function inYuan(query) {
    return query.replace(/月[租费](?=[^0-9]{0,2}[0-9.]+元)/, "每月").replace(BARE, "$1$2$3元").replace(YUAN, function (_, yuan, tenth, dime, cent) {
      return yuan ? figure(yuan) + (tenth ? "." + figure(tenth) + "0元" : "元") : "0." + figure(dime) + figure(cent || "0") + "元";
    });
  }

  /** The number that digits or words for them stand for: 十五, 两. */
  function figure(text) {
    if (/[0-9]/.test(text)) return text;
    let sum = 0, digit = 0;
    Array.from(text.replace("两", "二"), function (letter) {
      const ten = { 十: 10, 百: 100 }[letter];
      if (ten) sum += (digit || 1) * ten;
      digit = ten ? 0 : "零一二三四五六七八九".indexOf(letter);
    });
    return String(sum + digit);
  }

  /* ---- what fits ---- */

  /** A test for all that is said; what passes a fact scores more. */
  async function prefer(told, facts, status, found) {
    const tests = [];
    for (const fact of facts) {
      const worth = await worthOf(told, fact, status);
      const isTendency = TENDENCIES.includes(fact.what);
      // 打到美国哪个便宜: of what holds less of it, being cheap counts less.
      found.score.forEach(function (_, place) {
        found.score[place] += PREFERRED * worth[place] * (isTendency && found.cover ? found.cover[place] : 1);
      });
      if (!isTendency) tests.push(worth);
    }
    return function (place) { return tests.every(function (worth) { return worth[place] > 0; }); };
  }

  /** How well each document fits what is said, from 0 to 1. */
  async function worthOf(told, fact, status) {
    const count = told.documents;
    if (fact.what === "price" || fact.what === "cheap") return pricesFit(told, fact);
    if (fact.of) return datesFit(told, fact);
    if (fact.what === "leaving") return leavingFit(told, status);
    if (["superseded", "free", "ended"].includes(fact.what)) {
      const these = flags(listed((await lines(told, fact.what === "free" ? "free" : "superseded"))[0], count), count);
      // What another took the place of may go on under its name.
      return fact.what !== "ended" ? these : Float32Array.from(status.ended, function (ended, place) { return ended - (these[place] && REPLACED); });
    }
    if (fact.what === "newest") return Float32Array.from({ length: count }, function (_, place) { return place < told.pages ? 0 : SLIGHT * place / count; });
    return Float32Array.from({ length: count }, function (_, place) {
      const state = place < told.pages ? "" : statusOf(place, status, status.later);
      // What is to end is still on sale.
      return state === fact.what ? 1 : fact.what === "on_sale" && state === "ending" ? 0.9 : 0;
    });
  }

  /** What is to end, notices in force that end something, and then what has ended. */
  async function leavingFit(told, status) {
    const row = (await lines(told, "kind")).find(function (one) { return one.startsWith(ENDS_SOMETHING); });
    const telling = flags(row ? listed(row.slice(ENDS_SOMETHING.length), told.documents) : [], told.documents);
    return Float32Array.from(telling, function (tells, place) {
      return status.ended[place] ? REPLACED : status.ending[place] ? 1 : 0.9 * tells;
    });
  }

  /** Those that begin, end or are published on one of the days: each year's days are a file. */
  async function datesFit(told, fact) {
    const found = new Float32Array(told.documents), names = Object.keys(told.marks).filter(function (name) {
      const year = name.slice(5);
      return name.startsWith("days-") && year >= fact.when.from.slice(0, 4) && year <= fact.when.to.slice(0, 4);
    });
    const rows = (await Promise.all(names.map(function (name) { return lines(told, name); }))).flat();
    rows.forEach(function (row) {
      const parts = row.split("\t");
      if (!fact.of.includes(parts[1]) || parts[0] < fact.when.from || parts[0] > fact.when.to) return;
      const worth = fact.what === "dated" ? 1 : SLIGHT / (parts[1] === PUBLISHED ? 4 : 8);
      listed(parts[2], told.documents).forEach(function (place) { found[place] = Math.max(found[place], worth); });
    });
    return found;
  }

  /** Those of a price that was said; of the cheap ones the cheapest most, but no other words make up for it. */
  async function pricesFit(told, fact) {
    const found = new Float32Array(told.documents);
    const least = fact.least ? fact.least * fact.values[0] : 0, paid = fact.paid.replace("日", "天");
    const most = fact.most ? fact.most * fact.values[fact.values.length - 1] : Infinity;
    (await lines(told, "price")).forEach(function (row, at, rows) {
      const end = row.indexOf("\t"), price = row.slice(0, end).split("/"), amount = Number(price[0]);
      if (paid && price[1] !== paid) return;
      const worth = fact.what === "cheap" ? SLIGHT * (1 - at / rows.length) : amount >= least && amount <= most ? 1 : 0;
      listed(row.slice(end + 1), told.documents).forEach(function (place) { found[place] = Math.max(found[place], worth); });
    });
    return found;
  }

  return { read: read, prefer: prefer };
})();
