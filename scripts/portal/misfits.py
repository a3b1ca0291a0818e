"""What pydantic found in a record: one misfit with its place, and what is told of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_origin
from unicodedata import normalize

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portal.findings import nearest
from portal.records.quantities import quantity
from portal.shapes import advice, fields_of, item_example, owner_of, record_in
from portal.slips import Loc, Severity, Slip, at
from portal.yamltext import Value

# How pydantic ends the way to a key that is wrong itself.
KEY = "[key]"


@dataclass(frozen=True)
class Told:
    """One mistake in a record, in words; `at_key` says that the key is wrong, not its value.

    A machine may put `instead` in the place of what is `written`.
    """

    loc: Loc
    rule: str
    message: str
    fix: str
    at_key: bool = False
    written: str = ""
    instead: str | None = None
    severity: Severity = "error"


@dataclass(frozen=True)
class Misfit:
    """One of pydantic's errors: its kind, the way to the field, what the validator had to say.

    `beside` is the group of this field, or of the list of this item, as it is written.
    """

    record: type[BaseModel]
    type: str
    loc: Loc
    written: Any
    context: dict[str, Any]
    beside: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The field as the author knows it."""
        words = [step for step in self.loc if isinstance(step, str) and step != KEY]
        if words:
            return words[-1]
        return f"第 {int(self.loc[0]) + 1} 项" if self.loc else "文件"

    @property
    def names(self) -> Mapping[str, FieldInfo]:
        """The fields that may stand where this one does."""
        owner = owner_of(self.record, self.loc[:-1])
        return fields_of(owner) if owner else {}

    @property
    def group(self) -> Mapping[str, FieldInfo]:
        """The fields of the group that should stand there; none where no group should."""
        owner = owner_of(self.record, self.loc)
        return fields_of(owner) if owner else {}


def misfits_of(
    record: type[BaseModel], errors: Iterable[Mapping[str, Any]], value: Value
) -> list[Misfit]:
    """Pydantic's errors, each with what its author wrote around it."""
    return [
        Misfit(
            record,
            one["type"],
            tuple(one["loc"]),
            one["input"],
            one.get("ctx", {}),
            _beside(value, one["loc"]),
        )
        for one in errors
    ]


def unnamed_items(misfits: Sequence[Misfit]) -> list[Told]:
    """Items like `- 短信: {amount: 100}`: what the first field should say stands in its place."""
    found = []
    for extra in misfits:
        item, needed = extra.loc[:-1], [n for n, one in extra.names.items() if one.is_required()]
        lacking = [one.loc[-1] for one in misfits if one.type == "missing" and one.loc[:-1] == item]
        others = extra.beside.keys() - extra.names.keys()
        alone = len(others) == 1 and item and isinstance(item[-1], int)
        if extra.type == "extra_forbidden" and alone and len(needed) > 1 and lacking == needed:
            name = str(extra.loc[-1])
            message = f"“{name}”不是字段名"
            fix = (
                f"每项写成 {_item_meant(name, extra.written, needed) or item_example(extra.names)}"
            )
            found.append(Told(item, "not-a-group", message, fix))
    return found


def lone_items(misfits: Sequence[Misfit]) -> list[Told]:
    """Items of one field only: what lacks is told together, for the line may be one too many."""
    lacking: dict[Loc, list[str]] = {}
    for one in misfits:
        if one.type == "missing" and isinstance((one.loc[-2:-1] or ("",))[0], int):
            lacking.setdefault(one.loc[:-1], []).append(str(one.loc[-1]))
    others = {one.loc[:-1] for one in misfits if one.type != "missing"}
    held = {one.loc[:-1]: one.beside for one in misfits if one.type == "missing"}
    return [
        Told(
            item,
            "missing-field",
            f"这一项只写了“{next(iter(held[item]))}”，缺少：{'、'.join(names)}",
            f"在它的下面补上：{'、'.join(names)}；是多贴的一行，就删去",
        )
        for item, names in lacking.items()
        if len(names) > 1 and len(held[item]) == 1 and item not in others
    ]


def _item_meant(name: str, written: Any, needed: Sequence[str]) -> str:
    """The item with its name in a field of its own; empty when not all of it is known."""
    meant = {needed[0]: name}
    if isinstance(written, dict):
        meant |= written
    elif counted := re.fullmatch(r"(\d[\d.]*) *([^\d\s]\S*)|(\S+)", str(written)):
        parts = [part for part in counted.groups() if part]
        meant |= zip(needed[1:], parts, strict=False) if len(parts) == len(needed) - 1 else ()
    known = meant.keys() >= set(needed) and all(isinstance(one, str) for one in meant.values())
    return f"- {{{', '.join(f'{key}: {one}' for key, one in meant.items())}}}" if known else ""


def in_one_line(misfit: Misfit, needed: Sequence[str]) -> str:
    """The group in braces, where what is written is all it needs: 否, or a number and its unit."""
    owner, found = owner_of(misfit.record, misfit.loc), quantity(str(misfit.written))
    if owner is None or not isinstance(misfit.written, str) or not misfit.written:
        return ""
    values = {needed[0]: _as_choice(owner, needed[0], misfit.written)} if len(needed) == 1 else {}
    if list(needed) == ["amount", "unit"] and found and not found.qualifier:
        values = {"amount": found.number, "unit": found.word}
    fits = values and all(advice(owner, *one) is None for one in values.items())
    return "{" + ", ".join(f"{name}: {one}" for name, one in values.items()) + "}" if fits else ""


def _as_choice(owner: type[BaseModel], name: str, written: str) -> str:
    """What is written, or the word of the choice whose label it is."""
    told = advice(owner, name, written)
    word = re.fullmatch(r"写 (\w+)", told[1]) if told else None
    return word[1] if word else written[:40]


def _beside(value: Value, loc: Loc) -> Mapping[str, Any]:
    """What stands beside a field, or around what is no field in a group; empty for no group."""
    around = at(value, loc[:-1]), at(value, loc[:-2])
    return next((one for one in around if one and isinstance(one, dict)), {})


def other_list(misfit: Misfit) -> str | None:
    """The other list of the file whose items have the field: the item stands in the wrong one."""
    if len(misfit.loc) != 3 or not isinstance(misfit.loc[1], int) or meant_by(misfit):
        return None
    return next(
        (
            name
            for name, info in fields_of(misfit.record).items()
            if name != misfit.loc[0]
            and (item := record_in(info.annotation))
            and misfit.loc[2] in fields_of(item)
            and get_origin(info.annotation) is tuple
        ),
        None,
    )


def home_of(misfit: Misfit, misfits: list[Misfit]) -> Loc | None:
    """The group that lacks a field of this name: the field stands outside of it."""
    outer, name = misfit.loc[:-1], misfit.loc[-1]
    lacking = (other.loc for other in misfits if other.type == "missing" and other.loc[-1] == name)
    home = next((loc[:-1] for loc in lacking if len(loc) > 1 and loc[:-2] == outer), None)
    if home or same_name(misfit):
        return home
    here = [str(one.loc[-1]) for one in misfits if one.type == "missing" and one.loc[:-1] == outer]
    owner = owner_of(misfit.record, outer)
    alike = [one for one in here if str(name) in one or nearest(str(name), [one])]
    if owner and any(advice(owner, one, misfit.written) is None for one in alike):
        return None
    groups = {key: record_in(info.annotation) for key, info in misfit.names.items()}
    fitting = [key for key, group in groups.items() if group and name in fields_of(group)]
    fitting = [key for key in fitting if name not in (misfit.beside.get(key) or ())]
    written = list(misfit.beside)
    above = written[: written.index(name)][-1:] if name in written else []
    fitting = [key for key in fitting if key in above] or fitting
    return (*outer, fitting[0]) if len(fitting) == 1 else None


def beside_in(group: Any) -> str | None:
    """A field that stands in the group, or in the last item of the list, that another belongs to."""
    held = group[-1] if isinstance(group, list) and group else group
    return next(reversed(held), None) if isinstance(held, dict) else None


def meant_by(misfit: Misfit) -> str | None:
    """The field that was probably meant by an unknown name."""
    return _named_like(misfit) or _by_shape(misfit, _free(misfit))


def _free(misfit: Misfit) -> dict[str, str]:
    """The fields, with their labels, that may stand there and do not yet."""
    names = misfit.names.items()
    return {name: str(info.title) for name, info in names if name not in misfit.beside}


def _named_like(misfit: Misfit) -> str | None:
    written, free = normalize("NFKC", str(misfit.loc[-1])).lower(), _free(misfit)
    longer = [name for name in free if len(written) > 2 and name.startswith(written)]
    by_label = {label: name for name, label in free.items()}
    return (
        same_name(misfit)
        or (longer[0] if len(longer) == 1 else None)
        or nearest(written, free)
        or by_label.get(nearest(written, by_label) or "")
    )


def _by_shape(misfit: Misfit, free: Iterable[str]) -> str | None:
    """The one free field whose group, or items, have the fields that are written below the name."""
    written = misfit.written
    owner = owner_of(misfit.record, misfit.loc[:-1])
    items = written if isinstance(written, list) else [written]
    if owner is None or not items or not all(items):
        return None
    found = [name for name in free if advice(owner, name, written) is None]
    if not all(isinstance(one, dict) for one in items):
        # Any words fit a field of words: of a day or a number the field is known by what it takes.
        if not any(sign.isdigit() for sign in str(written)):
            return None
        found = [name for name in found if advice(owner, name, "…") is not None]
    return found[0] if len(found) == 1 else None


def paired(misfits: Sequence[Misfit]) -> dict[Loc, str]:
    """By the way to each unknown name the missing field that it would fit, where as many are missing."""
    unknown = [one for one in misfits if one.type == "extra_forbidden"]
    missing = [one.loc for one in misfits if one.type == "missing"]
    told = {one.loc: (*one.loc[:-1], meant_by(one)) for one in unknown}
    found: dict[Loc, str] = {}
    for group in dict.fromkeys(loc[:-1] for loc in missing):
        # A name that is only like that of a field which need not be there may mean another.
        strange = [one for one in unknown if one.loc[:-1] == group and not same_name(one)]
        strange = [one for one in strange if told[one.loc] not in missing]
        names = [loc[-1] for loc in missing if loc[:-1] == group and loc not in told.values()]
        if len(strange) == len(names):
            pairs = zip(strange, map(str, names), strict=True)
            found |= {one.loc: name for one, name in pairs if _may_be(one, name)}
    return found


def _may_be(unknown: Misfit, name: str) -> bool:
    """Whether what is written would fit the field; of a name like another's, any words say nothing."""
    owner = owner_of(unknown.record, unknown.loc[:-1])
    if owner is None or unknown.written in (None, ""):
        return False
    fits = advice(owner, name, unknown.written) is None
    return fits and (not meant_by(unknown) or advice(owner, name, "…") is not None)


def same_name(misfit: Misfit) -> str | None:
    """The field that the name means beyond doubt: its label, or other letters of the same name."""
    names = misfit.names
    written = normalize("NFKC", str(misfit.loc[-1])).strip(" :：“”‘’「」\"'*`")
    by_label = {re.sub(r"\s", "", str(info.title)): name for name, info in names.items()}
    plain = re.sub(r"[\s-]+", "_", written.lower())
    return by_label.get(re.sub(r"\s", "", written)) or (plain if plain in names else None)


def of_outer_group(misfit: Misfit) -> bool:
    """Whether an unknown field belongs one group further out."""
    if (
        misfit.type != "extra_forbidden"
        or not misfit.loc[1:]
        or not isinstance(misfit.loc[-2], str)
        or misfit.loc[-2] == misfit.loc[-1]
    ):
        return False
    outer = owner_of(misfit.record, misfit.loc[:-2])
    return outer is not None and misfit.loc[-1] in fields_of(outer) and not _named_like(misfit)


def written_twice(misfit: Misfit) -> bool:
    """Whether a group stands inside of itself."""
    doubled = misfit.type == "extra_forbidden" and misfit.loc[-1:] == misfit.loc[-2:-1]
    return doubled and isinstance(misfit.written, dict)


def beside_its_like(misfit: Misfit) -> bool:
    """Whether a group below an id stands inside of the group below another id."""
    held = misfit.written
    around = fields_of(misfit.record).get(str(misfit.loc[-3])) if misfit.loc[2:] else None
    keyed = around is not None and get_origin(around.annotation) is dict
    return keyed and isinstance(held, dict) and bool(held) and held.keys() <= misfit.names.keys()


def unfinished(
    slips: list[Slip], found: list[Told], rows: list[str]
) -> tuple[list[Slip], list[Told]]:
    """The slips and what is missing, where a line holds the first letters of what is missing."""
    for number, slip in enumerate(slips):
        word = rows[slip.line - 1].strip()
        begun = slip.rule == "every-line-has-a-field" and re.fullmatch("[a-z_]+", word)
        missing = [one for one in found if one.rule == "missing-field"]
        meant = [one for one in missing if begun and str(one.loc[-1]).startswith(word)]
        if meant:
            name = meant[0].loc[-1]
            fix = f"写成 {name}: 和它的内容；没有就写 无"
            told = replace(slip, message=f"“{word}”没有写完", fix=fix)
            slips = [*slips[:number], told, *slips[number + 1 :]]
            found = [one for one in found if one is not meant[0]]
    return slips, found
