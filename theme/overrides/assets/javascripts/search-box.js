/* The header's search dialog: fires on every way of typing, says how much was found, never traps.
   The dialog itself is the theme's; its answers come from search-worker.js. */
(function () {
  "use strict";
  const input = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const words = document.querySelector("template[data-search-words]");
  const toggle = document.getElementById("__search");
  if (!input || !result || !words || !toggle) return;
  const meta = result.firstElementChild, list = result.lastElementChild;
  // What is on sale needs no word here.
  const status = Object.assign(JSON.parse(document.getElementById("status-words").textContent).words, { on_sale: "" });

  /* The theme listens to keys only; paste, dictation and input methods come as input. */
  function typed() {
    input.dispatchEvent(new Event("keyup"));
  }
  input.addEventListener("input", function (event) {
    if (!event.isComposing) typed();
  });
  input.addEventListener("compositionend", typed);

  function word(name, number) {
    return words.getAttribute("data-" + name).replace("{n}", number);
  }

  /* 4501 as 4,501, as the pages write it. */
  function grouped(number) {
    return number.replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  }

  function pageOfResults() {
    const address = new URL(words.getAttribute("data-href"), location.href);
    address.searchParams.set("q", input.value);
    return address.href;
  }

  /* ---- what the worker left to be said in words ---- */

  function tell() {
    const total = list.querySelector("[data-search-total]");
    list.querySelectorAll("[data-search-status]").forEach(mark);
    if (list.querySelector("[data-search-failed]")) tellFailure();
    else if (total) tellTotal(total);
  }

  function mark(place) {
    const texts = [status[place.getAttribute("data-search-status")] || ""];
    if (place.hasAttribute("data-search-sample")) texts.push(word("sample"));
    place.removeAttribute("data-search-status");
    const said = texts.filter(Boolean).join(" · ");
    place.className = "search-mark";
    place.textContent = said;
    place.hidden = !said;
    place.closest("a").tabIndex = 0;
    lower(place.closest("h1"));
  }

  /* The theme's headings are first ones, as the page's own. */
  function lower(heading) {
    const second = document.createElement("h2");
    while (heading.firstChild) second.appendChild(heading.firstChild);
    heading.replaceWith(second);
  }

  function tellTotal(place) {
    const note = place.getAttribute("data-search-note"), ended = place.getAttribute("data-search-ended");
    const total = place.getAttribute("data-search-total"), limit = place.getAttribute("data-search-limit");
    place.removeAttribute("data-search-total");
    let said = word("found", grouped(total));
    if (limit) said += word(place.getAttribute("data-search-how"), word("limit-" + limit));
    if (note) said += word("note", note);
    if (place.hasAttribute("data-search-over")) said += word("over");
    else if (Number(ended)) said += word("ended", grouped(ended));
    meta.textContent = said;
    const last = document.createElement("li"), link = document.createElement("a");
    last.className = "md-search-result__item search-all";
    link.className = "md-search-result__link";
    link.href = pageOfResults();
    // On Enter the theme weighs what stands first in every link.
    const text = document.createElement("span");
    text.setAttribute("data-md-score", "-1");
    text.textContent = word("all", grouped(total));
    link.appendChild(text);
    last.appendChild(link);
    list.appendChild(last);
  }

  /* An answer that did not come is said so; it is not "nothing found". */
  function tellFailure() {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = word("retry");
    again.addEventListener("click", function () {
      // The theme asks again only for another text.
      input.focus();
      input.value = / $/.test(input.value) ? input.value.replace(/ +$/, "") : input.value + " ";
      typed();
    });
    list.textContent = "";
    meta.textContent = word("failed");
    meta.appendChild(again);
  }

  /* Where the match stands in a page comes after the results: plain and marked pieces in turn. */
  if (typeof BroadcastChannel === "function") {
    new BroadcastChannel("search-excerpts").onmessage = function (event) {
      const place = list.querySelector("[data-search-excerpt=\"" + event.data.place + "\"]");
      if (!place || event.data.query !== input.value) return;
      place.textContent = "";
      event.data.excerpt.forEach(function (text, at) {
        const piece = document.createElement(at % 2 ? "mark" : "span");
        piece.textContent = text;
        place.appendChild(piece);
      });
    };
  }

  new MutationObserver(tell).observe(list, { childList: true });
  // What was typed last time gives way to what is typed now.
  toggle.addEventListener("change", function () { if (toggle.checked) input.select(); });

  /* ---- keys ---- */

  /* The theme closes on Tab and drops the focus on Escape; here Tab goes on to the results. */
  addEventListener("keydown", function (event) {
    if (!toggle.checked || event.isComposing) return;
    const inside = event.target.closest && event.target.closest("[data-md-component=search]");
    if (!inside) return;
    if (event.key === "Tab") {
      event.stopImmediatePropagation();
    } else if (event.key === "Escape") {
      event.stopImmediatePropagation();
      event.preventDefault();
      toggle.click();
    } else if (event.key === "Enter" && event.target === input && input.value.trim()) {
      // The theme opens the first result, which nobody chose: Enter goes to all of them.
      event.stopImmediatePropagation();
      event.preventDefault();
      location.href = pageOfResults();
    }
  }, true);
})();
