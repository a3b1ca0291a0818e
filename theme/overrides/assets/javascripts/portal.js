/* Small comforts; every page reads and works without them. */
(() => {
  "use strict";
  // Links name index.html so that they work from a folder; the address bar need not show it.
  if (location.protocol.startsWith("http") && location.pathname.endsWith("/index.html")) {
    const plain = location.pathname.slice(0, -"index.html".length);
    history.replaceState(history.state, "", plain + location.search + location.hash);
  }
})();
