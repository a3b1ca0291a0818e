/* The worker that the theme starts on every page: it loads the search itself only when asked.
   Its own address tells the names of the others: search-starter.js?search-worker.js&search-sounds.js&search-facts.js */
"use strict";

(function () {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  let searching = null;

  function search() {
    if (!searching) {
      // What the index holds comes meanwhile: on a phone each wait for the server is long.
      if (!self.searchManifest) {
        self.searchManifest = fetch(new URL("../search/manifest.json", self.location.href), { cache: "no-cache" });
        self.searchManifest.catch(function () {});
      }
      importScripts(new URL(self.location.search.slice(1).split("&")[0] || "search-worker.js", self.location.href).href);
      searching = self.portalSearch;
    }
    return searching;
  }

  self.addEventListener("message", function (event) {
    const message = event.data;
    if (message.type === SETUP) {
      self.postMessage({ type: READY });
    } else if (message.type === QUERY && !message.data.trim()) {
      if (searching) searching.forget();
      self.postMessage({ type: RESULT, data: { items: [] } });
    } else {
      try {
        search().answer(message);
      } catch (failure) {
        if (message.type === "soon") return;
        if (message.type !== QUERY) self.postMessage({ type: "failed", id: message.id });
        else self.postMessage({ type: RESULT, data: { items: [[{
          location: "search/?q=" + encodeURIComponent(message.data), score: 0, terms: {},
          title: "<span data-search-failed></span>", text: ""
        }]] } });
      }
    }
  });
})();
