/* Without a network: the pages that were read, their looks, the search parts used, and the way to
   complain. With one, every page comes from it: what is stored never stands before what is new. */
"use strict";
const EDITION = {{ edition | tojson }};
const EMERGENCY = {{ emergency | tojson }};
const OFFLINE = {{ offline | tojson }};
const NOTE = {{ note | tojson }};
const PLACE = {{ place | tojson }};
const SAMPLE = {{ sample | tojson }};
const AGES = [[60000, 60, " N 分钟前"], [3600000, 48, " N 小时前"], [86400000, Infinity, " N 天前"]];
const NOW = "刚才";
const [MOST_PAGES, PATIENCE_MS, FRESH_MS] = [60, 6000, 86400000];
const STORED = "X-Stored";
const [GONE, FAILED] = [[404, 410], 500];
const ROOT = new URL("./", self.location).href;
// What is stored belongs to a host, not to a folder of it: another portal beside this one keeps its own.
const [OURS, OWN] = [/^portal-(?:pages|assets)-/, ` ${new URL(ROOT).pathname}`];
const [PAGES, ASSETS] = [`portal-pages-1${OWN}`, `portal-assets-1${OWN}`];
const UNKEPT = /no-store|private/i;
const HASHED = new RegExp({{ hashed | tojson }});
const SHORT = /\/n\/([^/]+)\/?$/;
const LINKED = /\s(?:src|href)="([^"]*(?:assets|images)\/[^"]*)"/g;
const FOLDERS = ["assets/", "images/"];

self.addEventListener("install", (event) => {
  event.waitUntil(keepEmergency().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

// The first page is open before this worker is: it asks to be kept.
self.addEventListener("message", (event) => {
  if (event.data === "keep" && event.source) event.waitUntil(keep(event.source.url).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FOLDERS.some((folder) => request.url.startsWith(ROOT + folder))) event.respondWith(asset(event));
});

async function page(event) {
  const pages = await caches.open(PAGES);
  const stored = await pages.match(named(event.request.url));
  // What the browser itself has cached must not pass for new, whatever the server says of caching.
  const coming = fetch(event.request.url, { cache: "no-cache", redirect: "manual" });
  try {
    const response = await (stored ? patiently(coming) : coming);
    if (isPage(response)) event.waitUntil(store(event.request.url, response.clone()).then(refresh));
    if (GONE.includes(response.status)) event.waitUntil(pages.delete(named(event.request.url)));
    return stored && response.status >= FAILED ? noted(stored) : response;
  } catch {
    // An answer that comes too late for this visit is there for the next.
    event.waitUntil(coming.then((late) => isPage(late) && store(event.request.url, late)).catch(() => {}));
    return stored ? noted(stored) : (await leadsOn(event.request.url)) ?? unread();
  }
}

async function asset(event) {
  const assets = await caches.open(ASSETS);
  const url = event.request.url.split("#")[0];
  const stored = await assets.match(url);
  if (stored && HASHED.test(url.slice(ROOT.length))) return stored;
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(assets.put(url, response.clone()));
    return stored && response.status >= FAILED ? stored : response;
  } catch (error) {
    if (stored) return stored;
    throw error;
  }
}

// A network that answers nothing is no network.
const patiently = (coming) => Promise.race([
  coming,
  new Promise((_, give_up) => setTimeout(() => give_up(new Error("timeout")), PATIENCE_MS)),
]);

// Below the portal something else may stand that knows its readers: what it shows them stays unkept.
const isPage = (response) => response.ok && !UNKEPT.test(response.headers.get("Cache-Control") ?? "")
  && (response.headers.get("Content-Type") ?? "").startsWith("text/html");

function named(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  return url.href.replace(/index\.html$/, "");
}

async function keepEmergency() {
  await Promise.all([...EMERGENCY, OFFLINE].map((path) => keep(ROOT + path)));
}

async function keep(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!isPage(response)) return;
  const html = await response.clone().text();
  await store(address, response);
  const assets = await caches.open(ASSETS);
  const linked = [...html.matchAll(LINKED)].map((found) => new URL(found[1], named(address)).href);
  const missing = [];
  for (const url of new Set(linked)) if (url.startsWith(ROOT) && !(await assets.match(url))) missing.push(url);
  await Promise.all(missing.map((url) => assets.add(url).catch(() => {})));
}

async function store(address, response) {
  const headers = new Headers(response.headers);
  headers.set(STORED, new Date().toISOString());
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const pages = await caches.open(PAGES);
  // It takes the place of what had its address: never is there neither.
  await pages.put(named(address), new Response(await response.text(), { headers }));
  const read = (await byAge(pages)).filter((one) => !isEmergency(one.url));
  await Promise.all(read.slice(0, -MOST_PAGES).map((one) => pages.delete(one)));
}

// The oldest first. Not every browser moves to the end what is put in the place of another.
async function byAge(pages) {
  const found = [];
  for (const one of await pages.keys()) {
    found.push({ one, at: (await pages.match(one))?.headers.get(STORED) ?? "" });
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ one }) => one);
}

const isEmergency = (url) => [...EMERGENCY, OFFLINE].includes(url.slice(ROOT.length));

async function refresh() {
  const held = await (await caches.open(PAGES)).match(ROOT + OFFLINE);
  if (!held || Date.now() - Date.parse(held.headers.get(STORED)) > FRESH_MS) await keepEmergency();
}

// A new edition: what no stored page names any more goes.
async function tidy() {
  const pages = await caches.open(PAGES);
  const assets = await caches.open(ASSETS);
  const manifest = await assets.match(ROOT + "assets/search/manifest.json");
  const texts = manifest ? [await manifest.text()] : [];
  for (const one of await pages.keys()) texts.push(await (await pages.match(one)).text());
  for (const one of await assets.keys()) {
    const name = one.url.split("/").pop();
    const mark = one.url.includes("/search/files/") ? told(name.split(".").slice(-2)[0].slice(2)) : name;
    if (!texts.some((text) => text.includes(mark)) && name !== "manifest.json") await assets.delete(one);
  }
  const ours = [PAGES, ASSETS];
  for (const name of await caches.keys()) {
    if (OURS.test(name) && name.endsWith(OWN) && !ours.includes(name)) await caches.delete(name);
  }
}

// The six digits of a file's name as the search's list of files writes them.
const told = (digits) => btoa(String.fromCharCode(...digits.match(/../g).map((two) => parseInt(two, 16))));

async function noted(stored) {
  const html = await stored.text();
  const note = NOTE.replace(PLACE, age(Date.parse(stored.headers.get(STORED))));
  return answer(html.replace(/<body[^>]*>/, (body) => body + note), stored);
}

function age(since) {
  const passed = Math.max(0, Date.now() - since);
  if (passed < AGES[0][0]) return NOW;
  const [unit, , words] = AGES.find(([one, most]) => passed / one < most);
  return words.replace("N", Math.floor(passed / unit));
}

// A short address, as printed on paper, leads to the notice that was read; so does any without its last slash.
async function leadsOn(address) {
  const asked = named(address);
  const name = SHORT.exec(asked)?.[1];
  const held = (await (await caches.open(PAGES)).keys()).map((one) => one.url);
  const meant = (name && held.find((url) => url.endsWith(`/${name}/`) && !SHORT.test(url)))
    || held.find((url) => url === `${asked}/`);
  return meant && Response.redirect(meant);
}

// The page for what was not read stands for any address: its links are written from the root.
async function unread() {
  const pages = await caches.open(PAGES);
  const stored = await pages.match(ROOT + OFFLINE);
  if (!stored) return Response.error();
  const up = new URL(ROOT).pathname;
  const html = (await stored.text())
    .replace(/"\.\.\//g, `"${up}`)
    .replace('"base": ".."', `"base": "${up}"`);
  const list = (await links(pages)).join("");
  const shown = list ? html.replace('class="stored" hidden', 'class="stored"') : html;
  return answer(shown.replace('class="stored-pages">', (start) => start + list), stored, 503);
}

async function links(pages) {
  const made = [];
  for (const one of await byAge(pages)) {
    const html = await (await pages.match(one)).text();
    const title = /<h1[^>]*>([^]*?)<\/h1>/.exec(html)?.[1];
    const mark = html.includes(`<title>${SAMPLE}`) ? SAMPLE : "";
    const leadsOn = html.includes('http-equiv="refresh"');
    if (title && !leadsOn && one.url !== ROOT + OFFLINE) made.unshift(`<li><a href="${one.url}">${mark}${title}</a></li>`);
  }
  return made;
}

const answer = (html, stored, status = 200) =>
  new Response(html, { status, headers: new Headers(stored.headers) });
