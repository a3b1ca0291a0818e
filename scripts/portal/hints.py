"""Advice for values that name something of another file or field: what its names look like."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import get_origin
from unicodedata import normalize

from portal.misfits import Misfit, Told
from portal.records.notice import PRICE_UNITS
from portal.records.quantities import in_unit, is_bound, quantity
from portal.shapes import fields_of, owner_of
from portal.slips import at
from portal.yamltext import Value


def with_example(misfit: Misfit, fix: str) -> str:
    """The advice for an id, or for a number that stands alone, with the example of its own field."""
    info = misfit.names.get(str(misfit.loc[-1])) if misfit.loc else None
    given = info.examples[0] if info and info.examples else None
    if misfit.type == "number-says-of-what" and given:
        return f"{fix}，如 {given}"
    return fix.replace(_AN_ID, given) if misfit.type == "not-an-id" and given else fix


def or_next_list(misfit: Misfit) -> str:
    """What to do where the name of the list that may follow is missing above an item."""
    of_none = misfit.type == "not-an-area" and misfit.context["fix"].startswith("从这些里选")
    if not of_none or misfit.loc[-1:] == (0,):
        return ""
    holder = owner_of(misfit.record, misfit.loc[:-2])
    fields = list(fields_of(holder).items()) if holder else []
    later = [name for name, _ in fields].index(str(misfit.loc[-2])) + 1 if fields else 0
    name, info = fields[later] if later < len(fields) else ("", None)
    if info is None or name in misfit.beside or get_origin(info.annotation) is not tuple:
        return ""
    return f"；写的是{info.title}，就在这一行的上面加一行 {name}:"


def hint(misfit: Misfit) -> str:
    """What to write where ids or numbers of something else stand, when that is not known.

    Of a figure with a qualifier: both, each in its own field; of a bound: that it is no figure.
    """
    if misfit.type == "not-an-amount":
        told = _bounded(misfit) or _qualified(misfit) or _price_amount(misfit)
        return told or _in_its_unit(misfit)
    if misfit.type == "not-a-choice" and not misfit.context.get("instead"):
        return _qualifier(misfit) or _price_unit(misfit)
    hints = {} if misfit.context.get("instead") else _HINTS.get(misfit.type, {})
    hint = next((hints[step] for step in reversed(misfit.loc) if step in hints), "")
    if misfit.type == "not-a-list" and isinstance(misfit.written, str):
        return (
            f"每项一行，行首写 - 和一个空格；{hint}" if hint and _HAN.search(misfit.written) else ""
        )
    alone = misfit.loc and isinstance(misfit.loc[-1], int)
    several = re.findall(r"[^\s,，、;；]+", str(misfit.written)) if alone else []
    apart = len(several) > 1 and all(one[0].isalpha() for one in several) and hint
    return f"几项之间用半角逗号隔开：[{', '.join(several)}]" if apart else hint


def _bounded(misfit: Misfit) -> str:
    """What to write for `不到 200`, which is no figure."""
    key, written = str(misfit.loc[-1]) if misfit.loc else "", str(misfit.written)
    numbers = re.findall(r"\d+(?:\.\d+)?", written)
    if not is_bound(written):
        return ""
    if key == "target" and len(numbers) == 1:
        return f"写成 {key}: {numbers[0]}；不低于、不高于写在 direction：at_least、at_most"
    if key not in _FIGURES or "qualifier" not in misfit.names:
        return ""
    return _BOUND_OF_A_RESULT if _is_result(misfit) else _BOUND_OF_A_FIGURE


def _qualified(misfit: Misfit) -> str:
    """What to write for `超过 200` where a qualifier has a field of its own; empty elsewhere."""
    key, found = str(misfit.loc[-1]) if misfit.loc else "", quantity(str(misfit.written))
    if key not in _FIGURES or "qualifier" not in misfit.names or not found or not found.qualifier:
        return ""
    unit = misfit.beside.get("unit")
    number = in_unit(found, unit) if isinstance(unit, str) else found.number
    if number is None:
        return f"unit 写的是 {unit}：换算成{unit}再写，“{found.qualifier}”写在 qualifier"
    if "qualifier" in misfit.beside:
        fix = f"写成 {key}: {number}，“{found.qualifier}”写在 qualifier"
    else:
        beside = "写在花括号里的，加在花括号里，用逗号隔开"
        fix = f"写成 {key}: {number}，另加一行 qualifier: {found.qualifier}；{beside}"
    if found.word and _is_result(misfit):
        return f"{_LOOK}：是 {found.word}，{fix}；不是，换算成它的单位"
    return fix


def _in_its_unit(misfit: Misfit) -> str:
    """What to write for `2 小时`, by the unit that is written beside it or in another file."""
    found, unit = quantity(str(misfit.written)), misfit.beside.get("unit")
    if not found or not found.word:
        return ""
    if _is_result(misfit) and misfit.loc[-1:] == ("value",):
        return f"{_LOOK}：是 {found.word}，写成 {found.number}；不是，换算成它的单位，只写数字"
    if "unit" not in misfit.names or not isinstance(unit, str) or not unit:
        return ""
    meant = in_unit(found, unit)
    if meant == found.number:
        return f"写成 {meant}（只写数字，单位另有一栏）"
    if meant:
        return f"写成 {meant}（unit 写的是 {unit}，数也以{unit}计，只写数字）"
    return f"unit 写的是 {unit}：换算成{unit}，只写数字；或把 unit 改对"


def _qualifier(misfit: Misfit) -> str:
    """What to write for `≥` or `左右` where a qualifier stands."""
    plain = normalize("NFKC", str(misfit.written)).strip()
    meant = _QUALIFIERS.get(plain) if misfit.loc[-1:] == ("qualifier",) else None
    return f"写成 {meant}" if meant else ""


def _price_amount(misfit: Misfit) -> str:
    """What to write for `58元` beside the unit `每月`: both are to be mended."""
    found, unit = quantity(str(misfit.written)), str(misfit.beside.get("unit", ""))
    whole = _per(unit) if misfit.loc[-2:] == ("price", "amount") else ""
    number = in_unit(found, whole) if found and found.word and whole not in ("", unit) else None
    return f"写成 {number}（只写数字），unit 写成 {whole}" if number else ""


def _price_unit(misfit: Misfit) -> str:
    """What to write for `每月` as the unit of a price, and for one that is counted in 分."""
    written, amount = str(misfit.written), str(misfit.beside.get("amount", ""))
    whole = _per(written) if misfit.loc[-2:] == ("price", "unit") else ""
    found = quantity(f"{amount}{written}") if whole else None
    number = in_unit(found, whole) if found else None
    if not number or not found or number == found.number or re.match("[每/]", written):
        return f"写成 {whole}" if whole else ""
    counted = re.split("[每/]", written)[0]
    return f"写成 {whole}；amount 是按{counted}写的，换算成元：{amount} 写成 {number}"


def _per(written: str) -> str:
    """The unit of a price that `每月`, `月` and `分/月` count by: 元/月; empty for none."""
    whole = f"元/{re.split('[每/]', normalize('NFKC', written))[-1].strip()}"
    return whole if whole in PRICE_UNITS else ""


def _is_result(misfit: Misfit) -> bool:
    """Whether the unit of the number stands in another file, with its indicator."""
    return "miss_reason" in misfit.names


def better(kind: str, found: Iterable[Told], value: Value) -> list[Told]:
    """What was told of a file of a kind, with advice that knows what stands there."""
    return [_of_corrections(kind, _of_a_lone_group(one, value)) for one in found]


def _of_corrections(kind: str, one: Told) -> Told:
    """Of corrections that only a notice lists: where the others tell of theirs."""
    where = _CORRECTED.get(kind)
    if one.rule != "unknown-field" or one.loc[-1:] != ("corrections",) or where is None:
        return one
    return replace(one, fix=f"删去 corrections 和它下面的几行，{where}")


def _of_a_lone_group(one: Told, value: Value) -> Told:
    """Of a group where a list is wanted: its only item lacks the dash."""
    group = at(value, one.loc) if one.rule == "not-a-list" else None
    if not isinstance(group, dict):
        return one
    name, first = next(iter(group.items()), ("", ""))
    if not isinstance(first, str) or len(group) < _FEWEST:
        return one
    written = f"- {name}: {first}"
    fix = f"“{name}”前面写 - 和一个空格：{written}；下面几行行首多空两格，和 {name} 对齐"
    return replace(one, message=f"{one.message}，这一项的行首缺 -", fix=fix)


_LOOK = "看 data/indicators.yml 里这个指标的 unit"
_BOUND_OF_A_RESULT = "这里写量到的那个数；只知道上限（下限）的，写 未统计，在 note 里说明"
_BOUND_OF_A_FIGURE = "这里写出处上的那个数；出处只说了上限（下限）的，删去这一组，写进说明的文字里"
_QUALIFIERS = {
    ">=": "以上", "≥": "以上", "不低于": "以上", "不少于": "以上", "至少": "以上", ">": "超过",
    "大于": "超过", "高于": "超过", "多于": "超过", "左右": "约", "上下": "约", "大约": "约", "≈": "约",
    "接近": "近", "将近": "近",
}  # fmt: skip
# What a qualifier is said of; of the parts of a share it is not.
_FIGURES = ("figure", "value")
_FEWEST = 2
_CORRECTED = {
    "results": "结果的更正写在那一项的 note，如 note: 2009-11-02 更正，结果原为 46.0，录入有误",
    "commitment": "承诺的更正写在正文：哪天改了什么、为什么",
    "page": "文章的更正写在正文：哪天改了什么、为什么",
}
_AN_ID = "GD2009-0137"
_CHANNELS = "写编号，就是 data/channels.yml 里的 id，如 服务厅写 hall、热线写 hotline"
_INDICATORS = "写编号，就是 data/indicators.yml 里的 id，如 first-reply"
_COMMITMENTS = "写承诺的编号，就是它的文件名，如 1"
_HINTS: dict[str, dict[str | int, str]] = {
    "not-an-id": {
        "sales_channels": _CHANNELS,
        "channels": _CHANNELS,
        "contacts": _CHANNELS,
        "indicators": _INDICATORS,
        "results": _INDICATORS,
        "supersedes": "写公告的编号，就是它的文件名，如 GD2009-0137",
    },
    "not-a-whole-number": {
        "commitments": _COMMITMENTS,
        "commitment": _COMMITMENTS,
    },
}
_HINTS["not-a-list"] = _HINTS["not-an-id"] | _HINTS["not-a-whole-number"]
_HAN = re.compile("[\u4e00-\u9fff]")
