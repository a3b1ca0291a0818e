/* Tokens looked up: which documents hold them, and which in their head. */
"use strict";

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
