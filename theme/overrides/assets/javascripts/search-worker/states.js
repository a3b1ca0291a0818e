/* What may be shown: states of notices today, facets, and the facts that a query tells of. */
"use strict";

const ENDING_DAYS = 30, OLD_DAYS = 14;
// The starter's address tells the names of this file and of the parts that are loaded when they are needed.
const NAMES = self.location.search.slice(1).split("&");
// Where none of these stands, no price, day or state is told.
const FACTS = /[年周季¥元块毛近省束止废卖]|月(?![租费])|实惠|[上下]线|[有生失]效|[到过]期|[在不]售|[取替]代|代替|20[0-9]{2}[-./][01]?[0-9](?![0-9])|[0-9][日号套包]|[天日]|星期|礼拜|便宜|划算|[最价]低|最少|[新出刚即将快备][推公布出套活业要售办上生]|停|[快要就将]没有?了|马上没有?了|取消|推出|过去|最新|再售|[零没无不免].?.?[合捆绑协在]|执行|实施|开始|开通|起[卖办的]|[以之过从]前|不[再能]?办|办理?的|在办|按./;

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

/** The state that the words themselves ask for, as search-words.html calls it. */
function limitOf(facts, withEnded) {
  const state = facts.map(function (fact) { return fact.what; })
    .find(function (what) { return /^(?:ending|announced|superseded|leaving|ended|on_sale)$/.test(what); }) || "";
  return state === "leaving" && withEnded ? "left" : state;
}

/** 潮州停售 asks for nothing else of that place. */
function isLeaving(limit) {
  return limit === "leaving" || limit === "left";
}

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
