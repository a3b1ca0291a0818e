/* Pick two to four notices anywhere, see them side by side at /compare/?ids=A,B.
   The comparison reads the summary cards of the notices' own pages: nothing is said twice, and
   every word shown comes from those pages or from #compare-words. */
(() => {
  "use strict";
  const MOST = 4;
  const KEPT = "portal.compare";
  const { words, years } = JSON.parse(document.getElementById("compare-words").textContent);
  const one = (selector, within = document) => within.querySelector(selector);
  const told = (name, values = {}) =>
    words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const made = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const AMOUNT = /([\d.]+)( ?(?:元|角|分钟|秒|小时|条(?!件)|次(?![年月日])|折|兆|[%％]|[KMGT]B?(?![A-Z])))?/gi;
  const ID = /^[A-Za-z0-9](-?[A-Za-z0-9])*$/;
  // A Chinese keyboard writes wide letters, digits and commas, and dashes for the hyphen.
  const narrow = (text) => text.normalize("NFKC").replace(/ *[\u2010-\u2015\u2212\u30fc]+ */g, "-").trim();
  const written = (text) => narrow(text).split(/[,、;\s]+/);
  const distinct = (ids) => [...new Set(ids.filter((id) => ID.test(id)))];
  const tidy = (ids) => distinct(ids).slice(0, MOST);

  // What is picked lasts as long as the tab; on the comparison's page the address holds it.
  const remember = (ids) => {
    try { sessionStorage.setItem(KEPT, ids.join(",")); } catch (refused) { /* picked on this page only */ }
  };
  const remembered = () => {
    try { return tidy(written(sessionStorage.getItem(KEPT) || "")); } catch (refused) { return []; }
  };
  let picked = remembered();

  const table = one("[data-compare]");
  const tray = one("[data-compare-tray]");
  if (table) comparison(table);
  else if (tray) picking(tray);

  function picking(tray) {
    const go = one("[data-compare-go]", tray);
    const rows = [...document.querySelectorAll(".notice-row")];
    const plans = rows.map((row) => {
      const { href, textContent } = one("a", row);
      const [, id] = /\/([^/]+)\/(?:index\.html)?$/.exec(href) || [];
      return { id, name: textContent };
    });
    apart(plans).forEach(({ id, name }, at) => {
      rows[at].append(made("button", { type: "button", className: "button compare-pick no-print" }));
      rows[at].lastChild.dataset.comparePick = id;
      rows[at].lastChild.dataset.name = name;
    });
    const buttons = document.querySelectorAll("[data-compare-pick]");
    const show = () => {
      for (const button of buttons) {
        const { comparePick: id, name } = button.dataset;
        const said = words[picked.includes(id) ? "remove" : "add"];
        // Of a hundred buttons one changes: an old phone would lay out all rows anew.
        if (!button.hidden && button.textContent === said) continue;
        button.hidden = false;
        button.textContent = said;
        if (name) button.setAttribute("aria-label", `${button.textContent} ${name}`);
        // The name says what a press does; a pressed state beside it would say the opposite.
        button.classList.toggle("compare-pick--chosen", picked.includes(id));
      }
      tray.hidden = picked.length === 0;
      const sentence = picked.length === MOST ? "full" : "picked";
      one("[data-compare-count]").textContent = told(sentence, { count: picked.length });
      const address = new URL(go.href);
      address.search = `ids=${picked.join(",")}`;
      go.href = address;
    };
    const choose = (ids) => { picked = ids; remember(ids); show(); };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        const id = button.dataset.comparePick;
        if (picked.includes(id)) choose(picked.filter((other) => other !== id));
        else if (picked.length < MOST) choose([...picked, id]);
      });
    }
    one("[data-compare-clear]").addEventListener("click", () => { choose([]); if (buttons.length) buttons[0].focus(); });
    addEventListener("pageshow", () => choose(remembered()));
    show();
  }

  function comparison(place) {
    const form = one("[data-compare-form]", place);
    const state = one("[data-compare-state]", place);
    const result = one("[data-compare-result]", place);
    const field = one("input", form);
    let asked = 0, over = [];

    // Behind what is said, a way to the search for each of the words that nothing is called.
    const say = (name, text, unknown = []) => {
      state.dataset.compareState = name;
      state.textContent = text;
      for (const typed of unknown) {
        const address = new URL(`../search/?q=${encodeURIComponent(typed)}`, location.href);
        state.append(" ", made("a", { href: address.href, textContent: told("seek", { typed }) }));
      }
      if (name !== "loading") document.dispatchEvent(new Event("list-drawn"));
    };
    const fromAddress = () => {
      const ids = new URLSearchParams(location.search).get("ids");
      over = distinct(written(ids || "")).slice(MOST);
      return ids === null ? remembered() : tidy(written(ids));
    };
    const keep = (ids) => {
      picked = ids;
      remember(ids);
      const address = new URL(location.href);
      address.search = ids.length ? `ids=${ids.join(",")}` : "";
      history.replaceState(history.state, "", address);
    };
    const choose = (ids) => { keep(ids); return show(); };

    const fill = (...children) => { result.textContent = ""; result.append(...children); };
    // Of each picked id its notice, null where there is none, undefined where nobody answers.
    const show = async () => {
      const turn = ++asked;
      if (!picked.length) { fill(); return say("empty", told("none")); }
      say("loading", told("loading"));
      const found = await Promise.all(picked.map((id) => asWritten(id).catch(() => undefined)));
      if (turn !== asked) return;
      if (found.includes(undefined)) {
        say("error", told("error"));
        const again = made("button", { type: "button", className: "button", textContent: told("retry") });
        again.addEventListener("click", show);
        return fill(again);
      }
      const unknown = picked.filter((_, index) => !found[index]);
      const missing = unknown.map((id) => told("missing", { id }));
      if (over.length) missing.push(told("over", { most: MOST, ids: over.join("、") }));
      // One may be named by its id and by the number of its plan. What nothing is called would take a place
      // that nobody could give free: there is no head of a column to take it out by.
      const ids = found.map((plan) => plan && plan.id);
      const plans = found.filter((plan, index) => plan && ids.indexOf(plan.id) === index);
      keep(plans.map((plan) => plan.id));
      draw(plans, missing, unknown);
    };

    const draw = (found, missing, unknown) => {
      const plans = apart(found);
      const names = [];
      for (const { rows } of plans) {
        // What only this plan says stands where it says it.
        let place = 0;
        for (const name of rows.keys()) {
          if (!names.includes(name)) names.splice(place, 0, name);
          place = names.indexOf(name) + 1;
        }
      }
      const rows = names.map((name) => row(name, plans));
      const different = rows.filter((element) => element.classList.contains("differs")).length;
      // The roles are told, because in large text the parts of the table are no longer laid out as one.
      const frame = made("div", { className: "compare__table", tabIndex: 0, role: "region" },
        made("table", { role: "table" },
          made("thead", { role: "rowgroup" }, made("tr", { role: "row" },
            made("th", { scope: "col", role: "columnheader", textContent: words.item }),
            ...plans.map((plan) => head(plan)))),
          made("tbody", { role: "rowgroup" }, ...rows)));
      frame.setAttribute("aria-label", words.table);
      const notes = [...new Set([].concat(...plans.map((plan) => plan.notes)))].join("；");
      const note = made("p", { className: "soft", textContent: notes });
      const onPaper = made("p", { className: "print-only", textContent: told("paper", {
        plans: found.map(({ id, name }) => `${id}（${name}）`).join("、"),
        address: new URL(location.search, one("link[rel=canonical]").href).href,
      }) });
      fill(...(notes ? [note] : []), ...(plans.length ? [frame, onPaper] : []));
      document.dispatchEvent(new Event("statuses-added"));
      const count = { count: plans.length, rows: names.length, different };
      const sentences = plans.length > 1 ? [told("ready", count)] : plans.length ? [told("one")] : [];
      say(plans.length ? "ready" : "empty", [...missing, ...sentences].join(" "), unknown);
    };

    const head = (plan) => {
      const remove = made("button", { type: "button", className: "button", textContent: words.remove });
      remove.setAttribute("aria-label", `${words.remove} ${plan.name}`);
      remove.addEventListener("click", () => {
        choose(picked.filter((id) => id !== plan.id)).then(() => field.focus());
      });
      const name = made("a", { href: plan.address, textContent: plan.name });
      return made("th", { scope: "col", role: "columnheader" }, name, ...plan.status, remove);
    };

    // Shown where values stand one below the other; whoever hears the table is told the head of the column.
    const whose = ({ name }) => {
      const told = made("span", { className: "compare__plan", textContent: name });
      told.setAttribute("aria-hidden", "true");
      return told;
    };

    // What a cell says, however it is written: 58.00 元 is 58 元, and of lists the order says nothing.
    // Without a unit 2012.12.30 and 10.10 are days, and other ones than 2012.12.3 and 10.1.
    const shorter = (number) => {
      let end = number.length;
      while (number[end - 1] === "0") end -= 1;
      return number.slice(0, number[end - 1] === "." ? end - 1 : end);
    };
    const plain = ({ textContent }) => {
      const text = textContent.replace(/\s+/g, " ").trim();
      return text.replace(AMOUNT, (all, number, unit) =>
        (/^\d+\.\d+$/.test(number) && (unit || all === text) ? shorter(number) + (unit || "") : all));
    };
    const sense = (name, cell) => {
      if (words.lists.includes(name)) return plain(cell).split("、").sort().join("、");
      const copy = cell.cloneNode(true);
      for (const amount of copy.querySelectorAll(".price__amount")) amount.textContent = plain(amount);
      const ordered = (some) => [...some].sort((a, b) => (plain(a) < plain(b) ? -1 : 1));
      for (const list of copy.querySelectorAll("ul")) list.append(...ordered(list.children));
      for (const note of copy.querySelectorAll(".summary-card__note")) {
        const links = note.querySelectorAll("a");
        const texts = ordered(links).map(plain);
        links.forEach((link, at) => { link.textContent = texts[at]; });
      }
      return plain(copy);
    };

    const row = (name, plans) => {
      const cells = plans.map(({ rows }) => rows.get(name) || made("td", { role: "cell", textContent: words.absent[name] || words.nothing }));
      const texts = new Set(cells.map((cell) => sense(name, cell)));
      const title = made("th", { scope: "row", role: "rowheader", textContent: name });
      const differs = texts.size > 1;
      if (differs) title.append(made("span", { className: "compare__mark", textContent: words.differs }));
      plans.forEach((plan, at) => cells[at].prepend(whose(plan)));
      return made("tr", { role: "row", className: differs ? "differs" : "" }, title, ...cells);
    };

    // The notice of an id or of a plan's number as somebody wrote it; null for what none is called,
    // an error where nobody answers. What names no year is rather the number of a plan.
    const asWritten = async (typed) => {
      const datedId = years.some((year) => typed.includes(year));
      const first = datedId ? "" : await ofPlan(typed);
      for (const id of new Set(first ? [first] : [typed, typed.toUpperCase()])) {
        const plan = ID.test(id) && await notice(id);
        if (plan) return plan;
      }
      const last = datedId ? await ofPlan(typed) : "";
      return last ? notice(last) : null;
    };
    const refuse = (typed) => {
      const how = told("how", { example: form.dataset.example });
      field.setAttribute("aria-invalid", "true");
      say("refused", typed ? told("unknown", { typed }) + how : how, typed ? [typed] : []);
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (picked.length === MOST) return say("ready", told("full", { count: MOST }));
      const entered = field.value;
      const typed = narrow(entered);
      say("loading", told("loading"));
      // Where nobody answers, the comparison says so and can ask again.
      const plan = await asWritten(typed).catch(() => ({ id: typed }));
      if (!plan) return refuse(typed);
      if (field.value === entered) field.value = "";
      field.removeAttribute("aria-invalid");
      over = [];
      choose(tidy([...picked, plan.id]));
    });
    addEventListener("popstate", () => { picked = fromAddress(); show(); });
    choose(fromAddress());
  }

  // A plan and what it was before have one name: their numbers tell them apart.
  function apart(plans) {
    const ids = new Map();
    for (const { id, name } of plans) ids.set(name, (ids.get(name) || new Set()).add(id));
    return plans.map((plan) => (ids.get(plan.name).size === 1
      ? plan
      : Object.assign({}, plan, { name: `${plan.name} ${plan.id}` })));
  }

  // The page of a notice stands in the folder of its year, which most ids name.
  async function notice(id) {
    const likely = [...years.filter((year) => id.includes(year)), ...years.filter((year) => !id.includes(year))];
    for (const year of likely) {
      const address = new URL(`../notices/${year}/${id}/index.html`, location.href);
      const page = await pageAt(address);
      if (page && one(".summary-card", page)) return { id, ...read(address, page) };
      // What took its place elsewhere is read there.
      const moved = page && new URL(one("link[rel=canonical]", page).href).pathname.split("/").slice(-3);
      if (moved && years.includes(moved[0]) && moved[1] !== id) return notice(moved[1]);
    }
    return null;
  }

  // The id of the notice that a plan's number leads to: portal/artifacts/plan_numbers.py.
  async function ofPlan(typed) {
    const number = typed.normalize("NFKC").toUpperCase().replace(/\s+/g, "");
    const at = [...number].reduce((sum, sign) => (sum * 37 + sign.codePointAt(0)) % 61, 0);
    const answer = await fetch(new URL(`numbers/${at}.txt`, location.href));
    if (answer.status === 404) return "";
    if (!answer.ok) throw new Error(answer.status);
    const line = (await answer.text()).split("\n").find((one) => one.startsWith(`${number}\t`));
    return line ? line.slice(number.length + 1) : "";
  }

  async function pageAt(address) {
    const answer = await fetch(address);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  function read(address, page) {
    for (const link of page.querySelectorAll("[href]")) {
      link.setAttribute("href", new URL(link.getAttribute("href"), address));
    }
    const rows = new Map();
    for (const term of page.querySelectorAll(".summary-card dt")) {
      const cell = made("td", { role: "cell" });
      cell.append(...document.importNode(term.nextElementSibling, true).childNodes);
      rows.set(term.textContent, cell);
    }
    const line = one(".status-line", page);
    const status = line && document.importNode(line, true);
    // What all would say alike is said once, above them.
    const notes = status ? [...status.querySelectorAll(".status__basis:not(.status__basis--built), .sample-note")] : [];
    notes.forEach((note) => note.remove());
    return {
      address: address.href,
      name: one(".summary-card h2", page).textContent,
      status: status ? [status] : [],
      notes: notes.map((note) => note.textContent),
      rows,
    };
  }
})();
