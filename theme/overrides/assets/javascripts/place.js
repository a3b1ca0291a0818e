/* Back at a list that a script draws, the reader finds the place they left.
   The browser would look for it before the list is there. Whoever draws the list says "list-drawn"
   on the document. The place is told by a row, for what stands above it may come in another height. */
(() => {
  "use strict";
  const ROWS = "[data-search-results] > li, [data-compare-result] tr";
  const STILL = 400; // Safari refuses more than a hundred changes of the history in half a minute.
  let timer = 0, left = null;
  history.scrollRestoration = "manual";

  const topOf = (row) => row.getBoundingClientRect().top;
  const keep = () => {
    if (left) return;
    const rows = [...document.querySelectorAll(ROWS)];
    const row = rows.findIndex((one) => one.getBoundingClientRect().bottom > 0);
    const top = row < 0 ? scrollY : topOf(rows[row]);
    history.replaceState(Object.assign({}, history.state, { place: { row, top } }), "");
  };
  const recall = () => { left = history.state && history.state.place; };

  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, STILL);
  }, { passive: true });
  // Who goes on while the list is coming is not sent back.
  for (const sign of ["wheel", "pointerdown", "keydown", "input"]) {
    addEventListener(sign, () => { left = null; }, { capture: true, passive: true });
  }
  // Before another question takes the place of this one, or a page that of this page.
  for (const sign of ["click", "submit", "change"]) document.addEventListener(sign, keep, true);
  addEventListener("popstate", () => { clearTimeout(timer); recall(); });
  document.addEventListener("list-drawn", () => {
    if (!left) return;
    const row = document.querySelectorAll(ROWS)[left.row];
    if (row) scrollBy(0, topOf(row) - left.top);
    else scrollTo(0, left.top);
    left = null;
  });
  recall();
})();
