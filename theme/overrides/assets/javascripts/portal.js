/* Small comforts; every page reads and works without them.
   Written for the browsers of old phones too, as every script of a page: test_old_browsers.py. */
(() => {
  "use strict";
  const root = document.documentElement;
  const tool = (name) => document.querySelector(`[data-tool="${name}"]`);

  // Links name index.html so that they work from a folder; the address bar need not show it.
  if (location.protocol.startsWith("http") && location.pathname.endsWith("/index.html")) {
    const plain = location.pathname.slice(0, -"index.html".length);
    history.replaceState(history.state, "", plain + location.search + location.hash);
  }

  const remember = (key, value) => {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch (refused) { /* a reader who forbids storage chooses anew on every page */ }
  };

  // Large text: the button switches it on at 22 px, the steps choose another size.
  const showSize = () => {
    const size = root.dataset.large || "";
    tool("large").setAttribute("aria-pressed", String(size !== ""));
    for (const step of document.querySelectorAll(".text-size__step")) {
      step.setAttribute("aria-pressed", String(step.dataset.size === size));
    }
  };
  const choose = (size) => {
    if (size) root.dataset.large = size;
    else delete root.dataset.large;
    remember("portal.size", size);
    showSize();
  };
  tool("large").addEventListener("click", () => choose(root.dataset.large ? "" : "22"));
  for (const step of document.querySelectorAll("[data-size]")) {
    step.addEventListener("click", () => {
      choose(step.dataset.size);
      if (!step.dataset.size) tool("large").focus();
    });
  }
  showSize();

  for (const toggle of document.querySelectorAll('[data-tool="theme"]')) {
    toggle.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      remember("portal.theme", root.dataset.theme);
    });
  }

  // A table that fits its frame needs no stop for the keyboard, nor a region of its own, whose name would be
  // said before the table's; its size changes with the text's.
  const frames = document.querySelectorAll(".table-frame");
  const labels = [...frames].map((frame) => frame.getAttribute("aria-label"));
  if (frames.length && "ResizeObserver" in window) {
    const watch = new ResizeObserver(() => {
      const wide = [...frames].map((frame) => frame.scrollWidth > frame.clientWidth);
      frames.forEach((frame, at) => {
        const scrolled = { tabindex: "0", role: "region", "aria-label": labels[at] };
        for (const name in scrolled) wide[at] ? frame.setAttribute(name, scrolled[name]) : frame.removeAttribute(name);
      });
    });
    frames.forEach((frame) => { watch.observe(frame); watch.observe(frame.firstElementChild); });
  }

  // The menu is a panel under the header; Escape closes it.
  const menu = tool("menu");
  const showMenu = (open) => {
    menu.setAttribute("aria-expanded", String(open));
    menu.closest("header").classList.toggle("site-header--open", open);
  };
  menu.addEventListener("click", () => showMenu(menu.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.getAttribute("aria-expanded") !== "true") return;
    showMenu(false);
    menu.focus();
  });

  // The search dialog opens and closes with the engine's hidden switch.
  const opener = tool("search");
  const dialog = document.getElementById("search-dialog");
  const opened = document.getElementById("__search");
  const openSearch = (open) => { if (opened.checked !== open) opened.click(); };

  // The engine's script is a third of a page's weight and does nothing here but drive the dialog: it
  // comes when somebody is about to search.
  const engine = document.querySelector("script[data-src]");
  const told = dialog.querySelector("[role=status]");
  const preparing = told.textContent;
  const drive = () => {
    if (engine.dataset.comes) return;
    engine.dataset.comes = "yes";
    told.textContent = preparing;
    const script = document.createElement("script");
    script.src = engine.dataset.src;
    script.addEventListener("error", () => { script.remove(); tellMissing(); });
    document.body.append(script);
  };
  const tellMissing = () => {
    delete engine.dataset.comes;
    const field = dialog.querySelector("input");
    const words = document.querySelector("[data-search-words]").dataset;
    const made = (tag, more) => Object.assign(document.createElement(tag), { className: "button" }, more);
    const again = made("button", { type: "button", textContent: words.retry });
    again.addEventListener("click", () => { field.focus(); drive(); });
    const page = made("a", { href: words.href, textContent: words.page });
    page.addEventListener("click", () => { if (field.value) page.search = new URLSearchParams({ q: field.value }); });
    told.textContent = words.missing;
    told.append(again, page);
  };
  for (const sign of ["pointerenter", "focus", "click"]) opener.addEventListener(sign, drive);
  opened.addEventListener("change", () => {
    opener.setAttribute("aria-expanded", String(opened.checked));
    if (!opened.checked && dialog.contains(document.activeElement)) opener.focus();
  });
  opener.addEventListener("click", () => {
    openSearch(!opened.checked);
    if (opened.checked) dialog.querySelector("input").focus();
  });
  tool("close-search").addEventListener("click", () => { openSearch(false); opener.focus(); });
  // Who comes back finds the switch as they left it, and behind it no script that would answer; what
  // they opened themselves while the page came stays.
  addEventListener("pageshow", (event) => {
    if (event.persisted || opener.getAttribute("aria-expanded") === "false") openSearch(false);
  });
  dialog.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !dialog.contains(event.relatedTarget)) openSearch(false);
  });

  // The engine's single-letter shortcuts would catch a reader who dictates.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!typing && event.key.length === 1) event.stopPropagation();
  }, true);

  // A notice can be printed, and its plain words read aloud, where the browser is able to.
  const print = tool("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  const reader = tool("read-aloud");
  const text = document.querySelector("[data-read-aloud]");
  if (reader && text && "speechSynthesis" in window) {
    const done = () => reader.setAttribute("aria-pressed", "false");
    // What is written short is said in full: a voice would spell the strokes, and count 10086.
    const said = (written) => written.replace(/元\//g, "元每")
      .replace(/(\d{4})-0?(\d+)-0?(\d+)/g, "$1 年 $2 月 $3 日")
      .replace(/(拨打?|到) ?(\d{5,})/g, (_, verb, number) => `${verb} ${[...number].join(" ")}`);
    reader.hidden = false;
    reader.addEventListener("click", () => {
      const speaking = reader.getAttribute("aria-pressed") === "true";
      speechSynthesis.cancel();
      if (speaking) return done();
      reader.setAttribute("aria-pressed", "true");
      // Sentence by sentence: Chrome's voices from afar fall silent after a quarter of a minute.
      // What is about to begin or to end is said first, as it stands first on the page.
      const soon = document.querySelector('[data-status="announced"] .status__days, [data-status="ending"] .status__days');
      const first = (text.dataset.first || "") + (soon ? `${soon.textContent}。` : "");
      const sentences = said(first + text.innerText).match(/[^。]+。*/g);
      sentences.forEach((sentence, at) => {
        const words = new SpeechSynthesisUtterance(sentence);
        words.lang = "zh-CN";
        words.rate = 0.9;
        words.onerror = done;
        if (at === sentences.length - 1) words.onend = done;
        speechSynthesis.speak(words);
      });
    });
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }

  // What was read opens again without a network. The first page is open before the worker is.
  if (navigator.serviceWorker && location.protocol.startsWith("http")) {
    const base = JSON.parse(document.getElementById("__config").textContent).base;
    const workers = navigator.serviceWorker;
    const first = !workers.controller;
    workers.register(new URL(`${base.replace(/\/$/, "")}/sw.js`, location.href))
      .then(() => workers.ready)
      .then((ready) => { if (first) ready.active.postMessage("keep"); })
      .catch(() => { /* a reader who forbids storage reads with a network only */ });
  }
})();
