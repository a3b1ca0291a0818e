"""Fill a draft from options and from answers: ask in Chinese, check each answer at once."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from portal import columns, services, shapes
from portal.drafts import Draft, with_value
from portal.findings import nearest
from portal.obstacles import ObstacleError
from portal.openplaces import opened
from portal.records.indicator import BEHIND
from portal.records.notice import Included
from portal.records.quantities import Quantity, quantity
from portal.records.values import NOTHING, UNMEASURED, YES
from portal.shapes import FieldShape
from portal.slips import Loc, at

Ask = Callable[[str], str]
QUALIFIER = "qualifier"
OF_THE_FIGURE = (QUALIFIER, "miss_reason", "remedy")


def with_options(draft: Draft, options: Mapping[str, str]) -> Draft:
    """The draft with the values of options such as `price.amount=58`.

    Raises ObstacleError for a name that no field has.
    """
    for name, text in options.items():
        loc = _loc(draft, name)
        field = columns.field_at(draft.kind, loc) if loc else None
        if loc is None or field is None:
            raise ObstacleError(f"没有“{name}”这个字段。", _meant(draft, name))
        count = columns.items_before(draft.values, loc)
        if count is not None:
            before = re.sub(r"[.．]\s*\d+.*", "", name)
            held = f"现在只有 {count} 项" if count else "现在一项也没有"
            raise ObstacleError(
                f"“{name}”的前面还有没写的项。", f"{held}，先写 {before}.{count + 1}"
            )
        draft = with_value(draft, loc, columns.value_of(field, text))
    return draft


def _meant(draft: Draft, name: str) -> str:
    """What to write instead of a name that no field has."""
    shown = columns.columns(draft.kind)
    keys = [".".join(str(s + 1 if isinstance(s, int) else s) for s in one.loc) for one in shown]
    names = [*(one.header for one in shown), *keys]
    within = [one for one in names if re.match(rf"{re.escape(name)}\.(1\.)?[^.\d]+$", one)]
    if within:
        return f"它分几项，一项一项写：{'、'.join(within)}"
    of_a_group = next((one for one in names if one.endswith(f".{name}")), None)
    found = of_a_group or nearest(name.replace(".0.", ".1."), names)
    return f"是不是“{found}”" if found else "字段的名字见 content/FIELDS.md"


def with_answers(draft: Draft, ask: Ask, given: Mapping[str, str]) -> Draft:
    """The draft with an answer to each of its questions but those that options have `given`."""
    done = {loc for name in given if (loc := _loc(draft, name))}
    while loc := next((one for one in draft.questions(draft.values) if one not in done), None):
        draft = _answered(draft, loc, ask)
        done.add(loc)
    return draft


def _answered(draft: Draft, loc: Loc, ask: Ask) -> Draft:
    field = columns.field_at(draft.kind, loc)
    if field is None:
        return draft
    proposed = at(draft.values, loc)
    shown = _question(draft, field, loc)
    again = shown.rpartition("\n")[2]
    while True:
        answer = ask(shown).strip()
        if not answer and (proposed is not None or not field.required):
            return draft
        figure = _figure(draft, loc, answer)
        plain = figure.number if figure and not figure.word else answer
        value = _value(draft, field, plain)
        wrong = _no_channel(draft, field, value) or _advice(draft, loc, value)
        if wrong is None:
            return _written(draft, loc, value, figure)
        if figure:
            wrong = wrong[0], f"写成 {_shown(figure)}，不写单位；单位不是“{figure.word}”的，先换算"
        shown = f"  {wrong[0]}。改法：{wrong[1]}。\n{again}"


def _figure(draft: Draft, loc: Loc, answer: str) -> Quantity | None:
    """The 近 95 of an answer, where both have a field; None for any other answer."""
    found = quantity(answer) if loc[-1] == "value" else None
    beside = columns.field_at(draft.kind, (*loc[:-1], QUALIFIER))
    return found if found and found.qualifier and beside else None


def _written(draft: Draft, loc: Loc, value: Any, figure: Quantity | None) -> Draft:
    """The draft with the answer; what was said of a figure that it replaces goes."""
    before = at(draft.values, loc)
    if loc[-1] == "value" and before not in (None, UNMEASURED, value):
        group = at(draft.values, loc[:-1])
        kept = {key: one for key, one in group.items() if key not in OF_THE_FIGURE}
        draft = with_value(draft, loc[:-1], kept)
    if figure:
        draft = with_value(draft, (*loc[:-1], QUALIFIER), figure.qualifier)
    return with_value(draft, loc, value)


def _shown(figure: Quantity) -> str:
    parts = figure.number, figure.qualifier
    return "".join(parts if figure.qualifier in BEHIND else reversed(parts))


def _question(draft: Draft, field: FieldShape, loc: Loc) -> str:
    proposed = at(draft.values, loc)
    group = columns.field_at(draft.kind, loc[:-1]) if len(loc) > 1 else None
    inside = len(loc) > 1 and isinstance(loc[-2], str)
    named = group.label if group else draft.called.get(str(loc[-2]), loc[-2]) if inside else ""
    owner = f"{named}." if inside else ""
    choices = "、".join(
        f"{word}（{label}）" if label else word for word, label in field.shape.choices
    )
    if _is_channels(field):
        choices = "、".join(f"{name}（{label}）" for name, label in draft.called.items())
    parts = [field.help, f"可以写：{choices}" if choices and choices != field.help else ""]
    example = field.example
    if _is_services(field):
        parts += [services.HOW, services.ITEMS]
        example = services.EXAMPLE
    if proposed is None and example is not None:
        parts.append(f"例：{columns.text_of(example)}")
    default = f"[{_text(field, proposed)}] " if proposed is not None else ""
    return f"{owner}{field.label}：{'；'.join(part for part in parts if part)}\n{default}> "


def _is_services(field: FieldShape) -> bool:
    return field.shape.record is Included


def _is_channels(field: FieldShape) -> bool:
    return field.key in ("sales_channels", "channels")


def _no_channel(draft: Draft, field: FieldShape, value: Any) -> tuple[str, str] | None:
    """What is wrong with an answer that names a channel which is not there."""
    named = value if _is_channels(field) and draft.called and isinstance(value, list) else []
    unknown = next((one for one in named if one not in draft.called), None)
    return (f"没有“{unknown}”这个渠道", "写上面列出的编号，几项用顿号隔开") if unknown else None


def _value(draft: Draft, field: FieldShape, answer: str) -> Any:
    """What to write for an answer; a line of services that cannot be read stays a text."""
    if _is_services(field) and answer != NOTHING:
        return services.services(answer) or answer
    value = columns.value_of(field, answer)
    if _is_channels(field) and isinstance(value, list):
        ids = {label: name for name, label in draft.called.items()}
        return [ids.get(one, one) for one in value]
    return value


def _text(field: FieldShape, value: Any) -> str:
    if _is_services(field) and isinstance(value, list):
        return services.one_line(value)
    return columns.text_of(value)


def _advice(draft: Draft, loc: Loc, value: Any) -> tuple[str, str] | None:
    """What is wrong with an answer, told as it would be told in the file."""
    if loc in (("id",), ("body",)):
        return columns.id_advice(str(value)) if loc == ("id",) else None
    if loc == ("includes",) and value != NOTHING and isinstance(value, str):
        return f"“{value}”看不懂", f"{services.HOW}，如 {services.EXAMPLE}"
    owner = shapes.owner_of(draft.kind.record, loc[:-1])
    if draft.values.get("draft") == YES:
        value = opened(value)
    told = shapes.advice(owner, str(loc[-1]), value) if owner else None
    field = columns.field_at(draft.kind, loc)
    if told is None or field is None:
        return told
    empty = columns.if_empty(draft.kind, loc, field) if not value else ""
    return told[0], empty or columns.in_a_cell(field, told[1])


def _loc(draft: Draft, name: str) -> Loc | None:
    found = (columns.loc_of(draft.kind, form.format(name)) for form in draft.short)
    return next((loc for loc in found if loc), None)
