/* The page of results: the address says what is asked, the worker answers, this shows it. */
(function () {
  "use strict";
  start();

  function start() {
    const root = document.querySelector("[data-search]");
    const config = document.getElementById("__config");
    const settings = JSON.parse(config.textContent);
    const site = new URL(settings.base.replace(/\/?$/, "/"), location.href);
    const form = root.querySelector("form");
    const results = root.querySelector("[data-search-results]");
    const narrowing = root.querySelector(".search-more");
    const item = root.querySelector("template[data-search-item]");
    const words = JSON.parse(document.getElementById("status-words").textContent).words;
    const FIELDS = ["q", "city", "brand", "kind", "audience", "year", "status", "sort"];
    const FIRST = 10, FURTHER = 50, TYPING = 250, PATIENCE = 20000, SETTLED = 200, NEAR = "400px";
    const TITLE = document.title;
    let worker = null, asked = 0, show = FIRST, timer = 0, watch = 0, listed = 0, counted = 0, seen = null, folded = false;

    function part(name) {
      return root.querySelector("[data-search-" + name + "]");
    }

    function rouse() {
      if (worker) return;
      worker = new Worker(new URL(settings.search, location.href));
      worker.onmessage = function (event) { hear(event.data); };
      worker.onerror = function () {
        if (isIdle()) worker = null;
        else failed();
      };
      worker.postMessage({ type: "soon" });
    }

    function ask(message) {
      rouse();
      clearTimeout(watch);
      watch = setTimeout(failed, PATIENCE);
      worker.postMessage(message);
    }

    /* ---- the address ---- */

    function fromAddress() {
      const given = new URLSearchParams(location.search);
      FIELDS.forEach(function (name) {
        const field = form.elements[name], value = (given.get(name) || "").trim();
        if (field.tagName === "SELECT") choose(field, value);
        else field.value = given.get(name) || "";
      });
      show = Math.max(FIRST, parseInt(given.get("show"), 10) || FIRST);
    }

    /** A value may be written as its label, and 广州 as 广州市; one that no notice has finds nothing. */
    function choose(field, value) {
      const known = Array.from(field.options).find(function (one) {
        return one.value === value || value && (label(one) === value || one.value + "市" === value);
      });
      if (known) field.value = known.value;
      else field.add(new Option(value, value, true, true));
    }

    function label(option) {
      return option.getAttribute("data-label") || option.text;
    }

    function state() {
      const found = {};
      FIELDS.forEach(function (name) { found[name] = form.elements[name].value; });
      return found;
    }

    function address(changes) {
      const given = Object.assign(state(), show > FIRST ? { show: String(show) } : {}, changes);
      const search = new URLSearchParams();
      Object.keys(given).forEach(function (name) { if (given[name].trim()) search.set(name, given[name]); });
      const text = search.toString();
      return location.pathname + (text ? "?" + text : "");
    }

    /* ---- asking ---- */

    function isIdle() {
      const now = state();
      return !FIELDS.some(function (name) { return name !== "sort" && now[name].trim(); });
    }

    /* In the history, among tabs and bookmarks, questions are told apart. */
    function entitle() {
      const words = form.elements.q.value.trim();
      document.title = words ? words + " - " + TITLE : TITLE;
    }

    function search() {
      clearTimeout(timer);
      entitle();
      if (isIdle()) {
        asked++;
        results.textContent = "";
        tell("ready", "");
        document.dispatchEvent(new Event("list-drawn"));
        return;
      }
      foldChoices();
      tell("loading", "loading");
      ask(Object.assign({ type: "search", id: ++asked, size: show }, state()));
    }

    /* On a phone the answer comes before choices that nobody made; folded once, they open by hand. */
    function foldChoices() {
      const made = FIELDS.some(function (name) { return name !== "q" && form.elements[name].value.trim(); });
      if (!folded && !made && matchMedia("(max-width: 47.99em)").matches) narrowing.open = false;
      folded = true;
    }

    /** One of: loading, total, nothing, failed; the state is what tests and styles read. */
    function tell(now, visible) {
      results.setAttribute("data-search-state", now);
      results.setAttribute("aria-busy", String(now === "loading"));
      ["loading", "total", "nothing", "failed"].forEach(function (name) { part(name).hidden = name !== visible; });
      if (visible !== "total") part("more").hidden = true;
      if (visible !== "total" && visible !== "nothing") part("ended").hidden = true;
    }

    function failed() {
      clearTimeout(watch);
      if (worker) worker.terminate();
      worker = null;
      asked++;
      results.textContent = "";
      tell("error", "failed");
    }

    function hear(message) {
      if (message.id !== asked) return;
      if (message.type === "found") found(message);
      else if (message.type === "failed") failed();
      else if (message.type === "counts") count(message.counts);
      else if (message.type === "excerpt") excerpt(message);
    }

    /* ---- showing ---- */

    function found(message) {
      clearTimeout(watch);
      const focused = Array.from(results.querySelectorAll("a")).indexOf(document.activeElement);
      results.textContent = "";
      message.items.forEach(function (one) { results.appendChild(shown(one)); });
      listed = message.items.length;
      part("count").textContent = String(message.total);
      part("note").hidden = !message.note;
      part("words").textContent = message.note;
      part("over").hidden = !message.isOver;
      showEnded(message);
      tell(message.total ? "ready" : "empty", message.total ? "total" : "nothing");
      showMore(message.total);
      lookAt(results.querySelectorAll("[data-place]"));
      const links = results.querySelectorAll("a");
      if (focused >= 0 && links.length) links[Math.min(focused, links.length - 1)].focus();
      document.dispatchEvent(new Event("list-drawn"));
    }

    /* Where the match stands is looked up only for results that the reader has before them. */
    function lookAt(rows) {
      if (seen) seen.disconnect();
      seen = new IntersectionObserver(function (entries) {
        entries.filter(function (entry) { return entry.isIntersecting; }).forEach(function (entry) {
          seen.unobserve(entry.target);
          const id = asked, place = Number(entry.target.getAttribute("data-place"));
          setTimeout(function () {
            if (worker && id === asked) worker.postMessage({ type: "excerpt", id: id, place: place });
          }, SETTLED);
        });
      }, { rootMargin: NEAR });
      rows.forEach(function (row) { seen.observe(row); });
    }

    function shown(one) {
      const row = document.importNode(item.content, true);
      const link = row.querySelector("a");
      link.href = new URL(one.address, site).href;
      fill(link, one.title);
      row.querySelector("li").setAttribute("data-place", one.place);
      const word = row.querySelector("[data-word]");
      word.textContent = words[one.status] || "";
      word.classList.add("status--" + one.status);
      word.hidden = !one.status;
      row.querySelector("[data-sample]").hidden = !one.sample;
      fill(row.querySelector("[data-number]"), one.number);
      row.querySelector("[data-areas]").textContent = one.areas;
      const day = row.querySelector("[data-published]");
      day.hidden = !one.published;
      day.querySelector("time").textContent = one.published.replace(/(....)(..)(..)/, "$1-$2-$3");
      fill(row.querySelector(".search-result__excerpt"), one.excerpt);
      return row;
    }

    /** Plain and marked pieces in turn. */
    function fill(element, pieces) {
      element.textContent = "";
      pieces.forEach(function (text, place) {
        const node = place % 2 ? document.createElement("mark") : document.createTextNode(text);
        if (place % 2) node.textContent = text;
        element.appendChild(node);
      });
    }

    function excerpt(message) {
      const row = results.querySelector("[data-place=\"" + message.place + "\"] .search-result__excerpt");
      if (row) fill(row, message.excerpt);
    }

    function showEnded(message) {
      const hidden = form.elements.status.value === "" && message.ended > 0 &&
        !message.items.some(function (one) { return one.status === "withdrawn" || one.status === "superseded"; });
      part("ended").hidden = !hidden;
      part("ended-count").textContent = String(message.ended);
      part("all").href = address({ status: "all" });
    }

    function showMore(total) {
      const more = part("more");
      more.hidden = listed >= total;
      more.querySelector("[data-number]").textContent = String(total);
      more.querySelector("[data-first]").hidden = show > FIRST;
      more.querySelector("[data-further]").hidden = show <= FIRST;
    }

    function count(counts) {
      Object.keys(counts).forEach(function (name) {
        Array.from(form.elements[name].options).forEach(function (option) {
          if (!option.value) return;
          if (!option.hasAttribute("data-label")) option.setAttribute("data-label", option.text);
          option.text = label(option) + "（" + (counts[name][option.value] || 0) + "）";
        });
      });
    }

    /* ---- the reader ---- */

    function change(push) {
      show = FIRST;
      history[push ? "pushState" : "replaceState"](null, "", address());
      search();
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      change(true);
    });
    form.addEventListener("change", function (event) {
      if (event.target.tagName === "SELECT") change(true);
    });
    form.elements.q.addEventListener("input", function (event) {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(function () { change(false); }, TYPING);
    });
    form.elements.q.addEventListener("focus", rouse);
    form.elements.q.addEventListener("compositionend", function () {
      clearTimeout(timer);
      timer = setTimeout(function () { change(false); }, TYPING);
    });
    form.elements.q.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !form.elements.q.value) return;
      event.preventDefault();
      form.elements.q.value = "";
      change(false);
    });
    part("retry").addEventListener("click", function () {
      form.elements.q.focus();
      search();
    });
    part("all").addEventListener("click", function (event) {
      event.preventDefault();
      form.elements.status.value = "all";
      form.elements.status.focus();
      change(true);
    });
    part("more").querySelector("button").addEventListener("click", function () {
      const before = listed;
      show += FURTHER;
      history.replaceState(null, "", address());
      search();
      goTo(before);
    });

    /** When further results have come, the first of them has the focus. */
    function goTo(place) {
      const coming = new MutationObserver(function () {
        const link = results.querySelectorAll("a")[place];
        if (!link) return;
        coming.disconnect();
        link.focus();
      });
      coming.observe(results, { childList: true });
    }

    // How many each choice would leave is looked up when somebody is about to choose.
    form.querySelector(".search-choices").addEventListener("focusin", function () {
      if (!worker || counted === asked || isIdle()) return;
      counted = asked;
      worker.postMessage(Object.assign({ type: "counts", id: asked }, state()));
    });

    addEventListener("popstate", function () {
      fromAddress();
      search();
    });
    fromAddress();
    search();
  }
})();
