"""Word what pydantic found in a record for the person who wrote the file."""

import re
from collections.abc import Callable
from typing import get_origin

from pydantic import BaseModel, ValidationError

from portal import shapes
from portal.hints import hint, or_next_list, with_example
from portal.misfits import (
    KEY,
    Misfit,
    Told,
    home_of,
    in_one_line,
    lone_items,
    meant_by,
    misfits_of,
    of_outer_group,
    other_list,
    paired,
    unnamed_items,
    written_twice,
)
from portal.records.lists import ADD_ITEMS
from portal.records.values import MAY_GO, NOTHING
from portal.shapes import fields_of, owner_of, record_in
from portal.slips import Loc
from portal.strangers import mistaken, outside, stranger
from portal.yamlquotes import quoted
from portal.yamltext import Value

# More than anybody reads; to word 40,000 would take minutes.
MOST = 200
# Where 无 is often written though the field takes none.
_MAY_LACK = frozenset({"not-a-date", "not-an-amount", "not-an-address", "not-a-telephone-number"})
_DATED = ("source", "on")
_OF_AN_ITEM = frozenset({"list-dash", "empty-value"})
_GROUP_TYPES = ("model_type", "model_attributes_type", "dict_type")


def told(record: type[BaseModel], error: ValidationError, value: Value) -> list[Told]:
    """Every mistake of a record, worded; a field under a mistyped name is not missing as well."""
    misfits = misfits_of(record, error.errors(include_url=False)[:MOST], value)
    unnamed, lone = unnamed_items(misfits), lone_items(misfits)
    apart = {item.loc for item in (*unnamed, *lone)}
    misfits = [one for one in misfits if one.loc[:-1] not in apart]
    unindented = {
        (*misfit.loc[:-1], name)
        for misfit in misfits
        if misfit.type in _GROUP_TYPES and misfit.written == ""
        for name in tuple(misfit.group)
    }
    unindented |= _below_keyed(misfits)
    one_line = [one.loc for one in misfits if one.type == "not-a-list" and len(one.loc) == 1]
    flat = [loc for loc in one_line if isinstance(loc[0], int)]
    meant = {
        (*misfit.loc[:-1], name)
        for misfit in misfits
        if misfit.type == "extra_forbidden" and (name := meant_by(misfit))
    }
    homes = {
        misfit.loc: home
        for misfit in misfits
        if misfit.type == "extra_forbidden" and (home := home_of(misfit, misfits))
    }
    meant |= {(*home, loc[-1]) for loc, home in homes.items()}
    meant |= {(*one.loc[:-2], one.loc[-1]) for one in misfits if of_outer_group(one)}
    pairs = {loc: name for loc, name in paired(misfits).items() if loc not in homes}
    meant |= {(*loc[:-1], name) for loc, name in pairs.items()}
    echoes = _echoes(misfits)
    ahead = unnamed[:1] + lone
    return ahead + [
        outside(misfit, homes[misfit.loc])
        if misfit.loc in homes
        else _ungrouped(misfit)
        if misfit.loc in flat
        else mistaken(misfit, pairs[misfit.loc])
        if misfit.loc in pairs
        else _WORDS.get(misfit.type, _by_kind)(misfit)
        for misfit in misfits
        if (misfit.type != "missing" or misfit.loc not in meant)
        and (misfit.type not in ("extra_forbidden", *_GROUP_TYPES) or misfit.loc not in unindented)
        and (misfit.type != "not-a-list" or misfit.loc not in flat[1:])
        and misfit not in echoes
    ]


def _below_keyed(misfits: list[Misfit]) -> set[Loc]:
    """The groups that stand beside the field below which they belong, each with its id."""
    empty = [one for one in misfits if one.type in _GROUP_TYPES and one.written == ""]
    keyed = [one for one in empty if _keyed(one)]
    extra = [one for one in misfits if one.type == "extra_forbidden"]
    return {
        one.loc
        for holder in keyed
        for one in extra
        if one.loc[:-1] == holder.loc[:-1]
        and isinstance(one.written, dict)
        and one.written.keys() <= holder.group.keys()
    }


def _echoes(misfits: list[Misfit]) -> list[Misfit]:
    """All but the first field of an item in the wrong list; all but the first item of one line."""
    astray = [one for one in misfits if one.type == "extra_forbidden" and other_list(one)]
    items = {one.loc[:-1] for one in astray}
    astray += [
        one
        for one in misfits
        if one.type == "extra_forbidden" and one.loc[:-1] in items and one not in astray
    ]
    lines = [one for one in misfits if one.type in _GROUP_TYPES and isinstance(one.written, str)]
    lines = [one for one in lines if one.loc and isinstance(one.loc[-1], int)]
    twice = [one.loc[:-1] for one in misfits if written_twice(one)]
    within = [one for one in misfits if one.type == "missing" and one.loc[:-1] in twice]
    return within + [
        one
        for alike in (astray, lines)
        for at, one in enumerate(alike)
        if one.loc[:-1] in {x.loc[:-1] for x in alike[:at]}
    ]


def _ungrouped(misfit: Misfit) -> Told:
    """A word that stands alone where each item is a list."""
    root = misfit.record.model_fields["root"]
    bare = str(misfit.written).strip("【】［］〔〕（）()「」 ")
    words = [one for one in re.split(r"[、，,;；=＝/\s]+", bare) if one]
    fix = f"一项里写一组词，如 - [{', '.join(root.examples[0] if root.examples else ())}]"
    if len(words) > 1 and not re.search(r"[\[\]{}:#]", str(misfit.written)):
        fix = f"写成 - [{', '.join(words)}]"
    return Told(misfit.loc, misfit.type, f"“{misfit.name}”：这里要写一组词，不是一个", fix)


def _by_kind(misfit: Misfit) -> Told:
    owner = owner_of(misfit.record, misfit.loc[:-1])
    key = str(misfit.loc[-1]) if misfit.loc else ""
    if owner and (word := shapes.word_instead(owner, key, misfit.written)):
        message = f"“{misfit.name}”写了“{misfit.written}”，约定的写法是 {word}"
        return Told(misfit.loc, "empty-value", message, f"写 {word}", False, misfit.written, word)
    if "fix" in misfit.context:
        message = f"“{misfit.name}”：{misfit.context['message']}"
        written = misfit.written if isinstance(misfit.written, str) else ""
        instead = misfit.context.get("instead") if written else None
        at_key = misfit.loc[-1:] == (KEY,)
        loc = misfit.loc[:-1] if at_key else misfit.loc
        if isinstance(misfit.written, list) and misfit.written and misfit.type in _OF_AN_ITEM:
            loc = (*loc, misfit.written.index(NOTHING) if NOTHING in misfit.written else 0)
        fix = hint(misfit) or _or_without(misfit) + or_next_list(misfit)
        fix = with_example(misfit, fix)
        if misfit.type == "not-a-list" and (group := misfit.group):
            fix, instead = f"换行写，每项写成 {shapes.item_example(group)}；没有就写 无", None
        return Told(loc, misfit.type, message, fix, at_key, written, instead)
    message = f"“{misfit.name}”的写法不对"
    return Told(misfit.loc, misfit.type.replace("_", "-"), message, "照 FIELDS.md 里的例子改")


def _or_without(misfit: Misfit) -> str:
    """What to write, and where nothing may be there, the word that says so."""
    fix: str = misfit.context["fix"]
    info = misfit.names.get(str(misfit.loc[-1])) if misfit.loc else None
    if misfit.type == "empty-value" and misfit.loc and isinstance(misfit.loc[-1], int):
        return "写上内容，或删去这一行"
    if info and info.is_required():
        fix = fix.replace(MAY_GO, "")
    if info is None or "没有就" in fix or _WITHOUT.search(info.description or ""):
        return fix
    if misfit.type in ("empty-value", "no-placeholders") and "必须写" in (info.description or ""):
        return f"写上内容：{info.description}"
    if misfit.type in ("empty-value", "no-placeholders"):
        return "写上内容" if info.is_required() else "写上内容；没有就写 无"
    nothing = isinstance(misfit.written, str) and not re.search(r"\d", misfit.written)
    # Of a source's fields, a rule says which may lack.
    may_lack = misfit.type in _MAY_LACK and not (info.is_required() or misfit.loc[-2:] == _DATED)
    return f"{fix}；没有就写 无" if may_lack and nothing else fix


def _missing(misfit: Misfit) -> Told:
    owner = owner_of(misfit.record, misfit.loc[:-1])
    name = str(misfit.loc[-1])
    info = fields_of(owner).get(name) if owner else None
    label = f"（{info.title}）" if info else ""
    example = info.examples[0] if info and info.examples else None
    group = record_in(info.annotation) if info else None
    within = [key for key, one in fields_of(group).items() if one.is_required()] if group else []
    fix = f"加一行 {name}:，下面另起几行，缩进两格写：{'、'.join(within)}"
    if isinstance(example, list):
        items = "、".join(f"- {item}" for item in example)
        fix = f"加一行 {name}:，下面每项一行，缩进两格，如 {items}"
    elif isinstance(example, str):
        without = _WITHOUT.search(info.description or "") if info else None
        shown = quoted(example) if example[:1] in "%@`*&!|>[{" else example
        fix = f"加一行 {name}: 值，如 {name}: {shown}"
        fix += f"；{without[1]}，就写 {name}: 无" if without and example != "无" else ""
        # Who writes a group in braces has no line to add it on.
        fix += "；这一组写在花括号里的，加在花括号里，用逗号隔开" if misfit.loc[1:] else ""
    return Told(misfit.loc, "missing-field", f"缺少“{name}”{label}", fix)


def _not_a_group(misfit: Misfit) -> Told:
    names = tuple(misfit.group)
    listing = "、".join(names)
    message = f"“{misfit.name}”下面要分行写几个字段"
    fix = f"换行，每个字段一行，行首缩进两格，可以写：{listing}"
    needed = [name for name, info in misfit.group.items() if info.is_required()]
    if misfit.written == "" and not _keyed(misfit):
        message = f"“{misfit.name}”下面没有字段，或者下面的字段没有缩进"
        fix = f"下面的字段行首比这一行多缩进两格，可以写：{listing}"
    elif misfit.written == "":
        message = f"“{misfit.name}”下面没有内容，或者下面的各行没有缩进"
        fix = f"下面每个编号的行首多空两格，编号下面的各行一起移；编号下面可以写：{listing}"
    elif _keyed(misfit):
        message = f"“{misfit.name}”下面要按编号分开写"
        fix = f"每个编号单独一行，行首缩进两格；它的下面再缩进两格写：{listing}"
    elif isinstance(misfit.written, str) and misfit.loc and isinstance(misfit.loc[-1], int):
        message = f"“{misfit.written[:24]}”是一行文字，这里每项要分开写几个字段"
        fix = f"每项写成 {shapes.item_example(misfit.group)}"
    elif isinstance(misfit.written, str) and re.fullmatch(r"\{.*\}", misfit.written):
        fix = f"外面的引号删去，写成 {misfit.name}: {misfit.written[:80]}"
    elif meant := in_one_line(misfit, needed):
        fix = f"写成 {misfit.name}: {meant}"
    elif example := shapes.group_example(misfit.group):
        fix += f"；如 {misfit.name}: {example}"
    if not isinstance(misfit.written, list) or not misfit.written:
        return Told(misfit.loc, "not-a-group", message, fix)
    message = f"“{misfit.name}”下面写成了列表，行首多了 -"
    listing += "；写在方括号里的，把方括号改成花括号"
    advice = (
        f"删去 -；{fix}" if _keyed(misfit) else f"删去 -，下面的字段左边对齐；可以写：{listing}"
    )
    return Told((*misfit.loc, 0), "not-a-group", message, advice)


def _keyed(misfit: Misfit) -> bool:
    """Whether groups below ids should stand there."""
    info = misfit.names.get(str(misfit.loc[-1])) if misfit.loc else None
    return info is not None and get_origin(info.annotation) is dict


def _not_a_list(misfit: Misfit) -> Told:
    fix = "换行写，每项一行，行首写 - 和一个空格；一项也没有就写 []"
    return Told(misfit.loc, "not-a-list", f"“{misfit.name}”：这里要写列表", fix)


def _too_short(misfit: Misfit) -> Told:
    message = f"“{misfit.name}”至少要有 {misfit.context.get('min_length', 1)} 项"
    words = str(misfit.written[0]).split() if misfit.written else []
    fix = ADD_ITEMS + ("；没有可补的，删去这一组" if isinstance(misfit.loc[-1], int) else "")
    if len(words) > 1:
        fix = f"几项之间用半角逗号隔开：[{', '.join(words)}]"
    return Told(misfit.loc, "too-few-items", message, fix)


def _too_large(misfit: Misfit) -> Told:
    message = f"“{misfit.name}”：{misfit.written} 太大了，最多 {misfit.context['le']}"
    fix = f"写不超过 {misfit.context['le']} 的数；查一查是不是多写了几位"
    return Told(misfit.loc, "number-within-reason", message, fix)


_WITHOUT = re.compile(r"(没有|不知道)\S{0,4}写 无")
_WORDS: dict[str, Callable[[Misfit], Told]] = {
    "missing": _missing,
    "extra_forbidden": stranger,
    "too_short": _too_short,
    "less_than_equal": _too_large,
    "tuple_type": _not_a_list,
    **dict.fromkeys(_GROUP_TYPES, _not_a_group),
}
