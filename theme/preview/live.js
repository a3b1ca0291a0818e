/* Preview only: reload when the site was built anew, show what must be mended over the last good page. */
(() => {
  "use strict";
  const shown = document.currentScript.dataset.built;
  const events = new EventSource("/__preview/events");
  events.addEventListener("built", (event) => {
    if (JSON.parse(event.data) !== shown) location.reload();
    document.getElementById("__preview")?.remove();
  });
  events.addEventListener("whole", () => {
    // Search knows of an edit only when all is made.
    if (document.querySelector("[data-search-results]")) location.reload();
  });
  events.addEventListener("findings", (event) => {
    document.getElementById("__preview")?.remove();
    const sheet = document.createElement("dialog");
    sheet.id = "__preview";
    sheet.style.cssText = "box-sizing:border-box;width:min(60rem,94vw);max-height:86vh;overflow:auto;" +
      "border:2px solid #b3261e;border-radius:8px;padding:1.5rem;background:#fff;color:#1a1a1a";
    const title = document.createElement("h2");
    // At the first start nothing was built yet, and there is no page below.
    const below = document.title ? "页面还是上一次的" : "改好、存好，页面就出来";
    title.textContent = `还不能发布：先改好下面这些（${below}）`;
    title.style.cssText = "margin:0 0 1rem;font-size:20px";
    const words = document.createElement("pre");
    words.textContent = JSON.parse(event.data);
    words.style.cssText = "margin:0;white-space:pre-wrap;font:15px/1.6 ui-monospace,monospace";
    const close = document.createElement("button");
    close.textContent = "先看页面";
    close.style.cssText = "margin-top:1rem;padding:.6rem 1.2rem;font-size:16px;border:1px solid";
    close.addEventListener("click", () => sheet.remove());
    sheet.append(title, words, close);
    document.body.append(sheet);
    sheet.showModal();
  });
})();
