"""Drafts of new files: the values proposed from what is there, and what is still to be asked."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from portal import columns, shapes, skeletons, sources, yamltext
from portal.checking import Checked
from portal.numbering import next_id, next_plan
from portal.quarters import ends_before, last_day
from portal.records.commitment import unwritten
from portal.records.files import Kind
from portal.records.indicator import Indicator, Result, kept
from portal.records.notice import NoticeKind
from portal.records.source import CITED
from portal.records.values import NOTHING, YES
from portal.slips import Loc

Values = dict[str, Any]
# What a notice says that has nothing of its own kind before it.
FIRST_NOTICE = {
    "kind": "plan", "audience": "personal", "scope": "province", "areas": ["全省"],
    "withdrawn_on": "无", "overage": "无", "eligibility": "无", "lock_in": "无",
    "contract_months": "0", "auto_renew": {"renews": "否"}, "liability": "无", "restrictions": "无",
    "source": {"kind": "pending"},
}  # fmt: skip
# What belongs to one notice only, or is not asked for: it is never taken over from the last, or
# what nobody looked at would be published.
OWN = ("draft", "title", "filing_number", "supersedes", "corrections", "commitments")
# What belongs to one plan only: a notice takes it over from the one that it supersedes.
OF_THE_PLAN = ("billing_rule", "largest_penalty", "other", "plan_name", "promotion")


@dataclass(frozen=True)
class Draft:
    """A file that is not yet there: its kind, its values so far and the fields to ask for.

    `short` are the forms in which an option may name a field: `first-reply` is enough for
    `results.first-reply.value`. `called` says what an id stands for.
    """

    kind: Kind
    values: Values
    path: str = ""
    questions: Callable[[Values], Sequence[Loc]] = lambda _: ()
    short: tuple[str, ...] = ("{}",)
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where the file belongs; that of a notice follows from its number and its day."""
        return self.path or notice_path(str(self.values["id"]), self.values.get("published_on"))

    @property
    def text(self) -> str:
        """The text of the file."""
        return skeletons.document(self.kind, self.values, str(self.values.get("body", "")))


def with_value(draft: Draft, loc: Loc, value: Any) -> Draft:
    """The draft with one value written."""
    values = _copied(draft.values)
    columns.put(values, loc, value)
    return replace(draft, values=values)


def notice_path(name: str, published_on: object) -> str:
    """The place of a notice: the folder is the year of its publication."""
    year = re.match(r"\d{4}", str(published_on), re.ASCII)
    return f"notices/{year[0] if year else '0000'}/{name}.md"


def notice(
    checked: Checked, today: date, brand: str | None = None, older: str | None = None
) -> Draft:
    """A notice with the next number, today's dates and the values of the last of the same brand.

    One that supersedes an `older` notice goes on with the plan of that.
    """
    last = older or _last_notice(checked, brand)
    values = _copied(FIRST_NOTICE)
    values["sales_channels"] = list(checked.portal.channels)[:1]
    if last:
        values |= _values_at(checked, checked.portal.of("notice")[last].path)
    for key in (*OWN, "withdrawn_on", *(() if older else OF_THE_PLAN)):
        values.pop(key, None)
    plans = [one.plan_number for one in checked.portal.notices.values()]
    days = checked.portal.site.notice_days if checked.portal.of("site") else 0
    values |= {
        "id": next_id(_notice_ids(checked), today.year, _last_notice(checked, None)),
        "published_on": today.isoformat(),
        "effective_on": (today + timedelta(days=days)).isoformat(),
        "withdrawn_on": "无",
        "source": _own_source(values["source"]),
    }
    if older:
        values["kind"] = NoticeKind.CHANGE.value
    else:
        values["plan_number"] = next_plan(plans, today.year)
        values["auto_renew"] = {"renews": values["auto_renew"]["renews"]}
        if isinstance(values.get("price"), dict):
            values["price"] = {key: values["price"][key] for key in ("amount", "unit")}
        if brand:
            values["brands"] = [brand]
    kind = columns.kind_named("notice")
    needed = {column.loc for column in columns.columns(kind) if column.required}
    proposed: set[Loc] = {("brands",), ("includes",), ("cancel", "channels")}
    order = [column.loc for column in columns.columns(kind)]
    order.insert(order.index(("overage",)), ("includes",))
    order.append(("body",))

    def questions(now: Values) -> list[Loc]:
        asked = needed | proposed | {*_consequent(now), ("body",)}
        return list(dict.fromkeys(loc for loc in order if loc in asked))

    called = {name: channel.title for name, channel in checked.portal.channels.items()}
    return Draft(kind, values, questions=questions, called=called)


def results(checked: Checked, period: str, today: date) -> Draft:
    """The results of a quarter, every indicator 未统计 until its figure is written."""
    indicators = checked.portal.indicators
    over = last_day(period) + timedelta(days=1)
    values: Values = {
        "period": period,
        "published_on": max(today, over).isoformat(),
        "results": {name: {"value": "未统计"} for name in indicators},
        "source": {"kind": "pending"},
    }

    def questions(written: Values) -> list[Loc]:
        asked: list[Loc] = [("published_on",)] if today < over else []
        for name, indicator in indicators.items():
            judged = not ends_before(period, indicator.target_from)
            held = written["results"].get(name, {})
            fields = ["value", *(_explained(indicator, held) if judged else ())]
            asked += [("results", name, field) for field in fields]
        return [*asked, ("source", "kind"), *_cited(written)]

    path = f"data/results/{period}.yml"
    return Draft(
        columns.kind_named("results"),
        values,
        path,
        questions,
        ("{}", "results.{}", "results.{}.value"),
        {name: _measure(indicator, period) for name, indicator in indicators.items()},
    )


def _measure(indicator: Indicator, period: str) -> str:
    """What is to be written down: `投诉首次回复时限（小时，目标不高于 48）`."""
    target = ""
    if indicator.target is not None:
        target = f"，目标{indicator.direction.label} {indicator.target}"
        if ends_before(period, indicator.target_from):
            target += f"，{indicator.target_from} 起算，这一季度不判定"
    return f"{indicator.title}（{indicator.unit}{target}）"


def commitments(checked: Checked, year: int, titles: Sequence[str]) -> list[Draft]:
    """The promises of a new year, as many as last year's; their text is still awaited."""
    editions = {name.split("/")[0] for name in checked.portal.commitments}
    last = max((one for one in editions if int(one) < year), default="")
    count = sum(name.startswith(f"{last}/") for name in checked.portal.commitments if last)
    titles = titles or [unwritten(year, number + 1) for number in range(count or 8)]
    kind = columns.kind_named("commitment")
    drafts = []
    for number, title in enumerate(titles, 1):
        # Published at once, a new edition without its text would stand in the place of the old.
        values: Values = {"draft": YES, "title": title}
        values |= {"state": "awaiting_text", "from": str(year)}
        values["source"] = {"kind": "pending"}
        place = f"commitments/{year}/{number}.md"
        drafts.append(Draft(kind, values, place, lambda _: [("title",)]))
    return drafts


def award(checked: Checked, today: date) -> Draft:
    """One more award; the draft is the whole file with that one item, to be added to the others."""
    item = _numbered("award", {award.id for award in checked.portal.awards.awards}, today)
    if checked.portal.of("site"):
        item["recipient"] = checked.portal.site.operator
    return _one_more("awards", item, ("title", "event", "on", "date_note", "recipient", "id"))


def first(checked: Checked, today: date) -> Draft:
    """One more thing that was done before anybody else, to be added to those of the same file."""
    item = _numbered("first", {str(first.id) for first in checked.portal.firsts}, today)
    return _one_more("firsts", item, ("title", "on", "note", "id"))


def _numbered(word: str, taken: Collection[str], today: date) -> Values:
    """An item with an id of its own: `award-2009-1`. Its day is asked for: nobody may guess one."""
    numbers = (f"{word}-{today.year}-{number}" for number in range(1, len(taken) + 2))
    own = next(name for name in numbers if name not in taken)
    return {"id": own, "source": {"kind": "pending"}}


def _one_more(group: str, item: Values, asked: Sequence[str]) -> Draft:
    kind = columns.kind_named("awards")

    def questions(now: Values) -> list[Loc]:
        written = now[group][0]
        dated = written.get("on") != NOTHING
        source: list[Loc] = [("source", "kind"), *_cited(written)]
        keys = [key for key in asked if not (dated and key in ("date_note", "note"))]
        return [(group, 0, *loc) for loc in [*((key,) for key in keys), *source]]

    return Draft(kind, {group: [item]}, kind.example, questions, ("{}", f"{group}.1.{{}}"))


def _consequent(values: Values) -> list[Loc]:
    """What has to be asked because of what was answered."""
    bound = values.get("contract_months") != "0" and values.get("liability") != NOTHING
    renewed = values.get("auto_renew", {}).get("renews") == YES
    return [
        *([("largest_penalty",)] if bound else ()),
        *([("auto_renew", "term")] if renewed else ()),
        *_cited(values),
    ]


def _cited(values: Values) -> list[Loc]:
    """What a source must be named with, when it is one that can be cited."""
    cited = values["source"].get("kind") in CITED
    return [("source", key) for key in ("title", "publisher", "on")] if cited else []


def _notice_ids(checked: Checked) -> list[str]:
    paths = [path for path in checked.sources if path.startswith("notices/")]
    return [path.rpartition("/")[2].removesuffix(".md") for path in paths]


def _last_notice(checked: Checked, brand: str | None) -> str | None:
    held = checked.portal.notices
    same = [name for name, one in held.items() if brand is None or brand in one.brands]
    return max(same, key=lambda name: (held[name].published_on, name), default=None)


def _values_at(checked: Checked, path: str) -> Values:
    text, _ = sources.decode(checked.sources[path])
    cut = sources.split(text)
    value, _ = yamltext.parse(cut.front if cut else text)
    return value if isinstance(value, dict) else {}


def _own_source(source: Values) -> Values:
    """A sample begets a sample; any other notice cites what it stands in, not what the last did."""
    return {"kind": "sample"} if source.get("kind") == "sample" else {"kind": "pending"}


def _explained(indicator: Indicator, written: Values) -> list[str]:
    """The fields that a miss needs."""
    measured = {key: written[key] for key in ("value", "qualifier") if key in written}
    if shapes.advice(Result, "value", measured.get("value")):
        return []
    missed = kept(indicator, Result.model_validate(measured)) is False
    return ["miss_reason", "remedy"] if missed else []


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
