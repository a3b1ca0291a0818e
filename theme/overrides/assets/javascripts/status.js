/* Judge again, for today in China, where each notice stands and which results are late: a page may
   be older than the day.
   The rule is that of scripts/portal/facts/life.py; the words come from the page (#status-words).
   A site whose settings fix a day says so there (as_of); that day is then today. */
(() => {
  "use strict";
  const block = document.getElementById("status-words");
  if (!block) return;
  const { words, sentences, ending_days: endingDays, as_of: asOf, built } = JSON.parse(block.textContent);

  // China keeps UTC+8 all year, so no time zone table of the device is needed.
  const todayInChina = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
  const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 864e5);

  const judge = ({ effective, withdrawn, supersededOn, stops }, day) => {
    if (supersededOn && supersededOn <= day) return ["superseded", supersededOn];
    if (withdrawn && withdrawn <= day) return ["withdrawn", withdrawn];
    if (day < effective) return ["announced", stops || effective];
    const end = [supersededOn, withdrawn].filter(Boolean).sort()[0] || "";
    if (!end) return ["on_sale", ""];
    return [daysBetween(day, end) <= endingDays ? "ending" : "on_sale", end];
  };

  const sentence = (status, on, { supersededOn, stops }) => {
    if (status === "announced" && stops) return "announced_stops";
    const open = status === "on_sale" || status === "ending";
    const until = status === "on_sale" && on ? "_until" : "";
    return status + until + (open && on && on === supersededOn ? "_superseded" : "");
  };

  // A day that no line parts.
  const whole = (day) => Object.assign(document.createElement("time"), { textContent: day });

  const tell = (element, day) => {
    const [status, on] = judge(element.dataset, day);
    const days = element.querySelector(".status__days");
    if (days) {
      const [before, after] = sentences[sentence(status, on, element.dataset)]
        .replace("{days}", on && daysBetween(day, on))
        .split("{on}");
      const said = before + (after === undefined ? "" : on + after);
      // What stands there already stays: an old phone would lay out a hundred rows anew.
      if (days.textContent !== said) {
        days.textContent = before;
        if (after !== undefined) days.append(whole(on), after);
      }
    }
    if (status === element.dataset.status) return;
    element.querySelector(".status__word").textContent = words[status];
    const picture = element.querySelector("svg"); // of the status of the day before
    if (picture) picture.remove();
    element.querySelector(".status").classList.replace(`status--${element.dataset.status}`, `status--${status}`);
    element.dataset.status = status;
  };

  const OLD_DAYS = 31;
  const tellAll = () => {
    // A clock behind the day of the build is wrong.
    const day = asOf || [built, todayInChina()].sort()[1];
    document.querySelectorAll("[data-status]").forEach((element) => tell(element, day));
    // On paper the day must stand beside what was judged for it.
    document.querySelectorAll("[data-judged]").forEach((words) => {
      words.textContent = day;
    });
    document.querySelectorAll("[data-due]").forEach((mark) => {
      const late = day > mark.dataset.due;
      if (late !== Boolean(mark.textContent)) mark.textContent = late ? mark.dataset.late : "";
    });
    document.querySelectorAll("[data-begins]").forEach((mark) => {
      mark.hidden = mark.dataset.begins <= day;
    });
    document.querySelectorAll("[data-now-from]").forEach((mark) => {
      const { nowFrom: from, nowUntil: until } = mark.dataset;
      mark.hidden = day < from || Boolean(until && until <= day);
    });
    // What came since the build is not here: who reads an old copy is told, in the foot.
    document.querySelectorAll("[data-old]").forEach((words) => {
      words.hidden = daysBetween(built, day) <= OLD_DAYS;
    });
    const line = document.querySelector(".status-line");
    document.querySelectorAll("[data-once-ended]").forEach((words) => {
      words.hidden = !line || line.dataset.status !== words.dataset.onceEnded;
    });
  };
  tellAll();
  // A page kept open or brought back overnight is judged again; so is what a script adds.
  addEventListener("pageshow", tellAll);
  document.addEventListener("statuses-added", tellAll);
  document.addEventListener("visibilitychange", () => document.hidden || tellAll());
})();
