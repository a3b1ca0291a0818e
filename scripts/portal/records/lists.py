"""Turn the lists that an editor wrote into values, or say what to write instead.

What a kind does not take it refuses with PydanticCustomError, as `values.wrong` makes it.
"""

import re
from collections.abc import Sequence

from portal.records.advice import Advice
from portal.records.values import NOTHING, text, wrong

ADD_ITEMS = "补上缺的，每项一行，行首写 - 和一个空格；写在方括号里的用半角逗号隔开"
_SAYS_NOTHING = frozenset({NOTHING, "[]"})
_NUMBER = re.compile(
    r"(?:[（(]?\d{1,2}[.、)）．](?!\d)|[①-⑳]|[（(]?[一二三四五六七八九十]{1,2}[、)）])\s*"
)
_ENUMERATED = re.compile(
    r"(?:^|(?<=[\s；;，,。]))(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[、.．)）](?!\d)|[①-⑳])"
)
_WORDS_APART = "[、，,;；]|(?:^| )-"
_SENTENCES_APART = "[;；]|(?:^| )-"
_BLANKS_APART = re.compile(
    r"[a-z][a-z\d-]*(?: +[a-z][a-z\d-]*)+|[\u4e00-\u9fff]{2,}(?: +[\u4e00-\u9fff]{2,})+"
)
_NOT_IN_BRACKETS = "(?![^（()）]{0,200}+[）)])"
_QUOTED = re.compile(r"[“”‘’＂「『]([^“”‘’＂「」『』]+)[“”‘’＂」』]")


def list_of_text(value: object, apart: str = _WORDS_APART) -> object:
    """A list; `无` and `[]` are the empty one. What stands `apart` in a text are its items."""
    if isinstance(value, str) and value.strip() in _SAYS_NOTHING:
        return ()
    if not isinstance(value, list | tuple):
        advice = _list_advice(value if isinstance(value, str) else "", apart)
        raise wrong("not-a-list", "这里要写列表", *advice)
    if NOTHING in value:
        fix = f"真有的就写上；没有就把 {NOTHING} 写在字段名的后面，不写成列表"
        raise wrong("empty-value", f"列表里的一项写了 {NOTHING}", fix)
    if len(value) > 1 and isinstance(value[0], str) and _NUMBER.match(value[0]):
        _without_numbers(value)
    return tuple(value)


def list_of_sentences(value: object) -> object:
    """A list whose items are sentences: commas are theirs, only a semicolon ends one."""
    return list_of_text(value, _SENTENCES_APART)


def alone(what: str, value: object) -> str:
    """One name or one word, where several are often written: `what` says of which kind."""
    written = text(value)
    parts = re.split(f"[、，,；;/]{_NOT_IN_BRACKETS}", written)
    several = [part.strip() for part in parts if part.strip()]
    if len(several) > 1:
        message = f"“{written}”是几个{what}，写成了一个"
        raise wrong("one-in-an-item", message, f"每个{what}一行：{as_items(several)}")
    if quoted := _QUOTED.fullmatch(written):
        message = f"{written} 外面的引号会成为{what}的一部分"
        raise wrong("quotes-are-meant", message, f"写成 {quoted[1]}", quoted[1])
    return written


def _without_numbers(items: list[object] | tuple[object, ...]) -> None:
    """Refuse items that all begin with a number: the list gives them marks of its own."""
    plain = [_NUMBER.sub("", str(item), count=1) for item in items]
    if all(_NUMBER.match(str(item)) for item in items) and all(plain):
        lines = "，".join(f"- {one}" for one in plain)
        raise wrong("list-dash", "每一项的前面又写了编号", f"删去编号，每项一行写成：{lines}")


def as_items(several: Sequence[str]) -> str:
    """How several items of a list are written, in lines and in brackets."""
    lines = "，".join(f"- {one}" for one in several)
    return f"{lines}；方括号里的写成 [{', '.join(several)}]"


def _list_advice(written: str, apart: str) -> Advice:
    """`全球通、神州行` is [全球通, 神州行]."""
    bare = re.sub(r"^\s*[【［\[(（]([^】］\])）]*)[】］\])）]\s*$", r"\1", written).strip(
        "【】［］[] "
    )
    if _ENUMERATED.match(bare):
        items = [one.strip(" 、，,；;。") for one in _ENUMERATED.split(bare)]
        lines = "，".join(f"- {one}" for one in items if one)
        return f"每项一行，行首写 - 和一个空格，不写编号：{lines}", None
    blanks = apart == _WORDS_APART and _BLANKS_APART.fullmatch(bare)
    parts = re.split(" +" if blanks else f"(?:{apart}){_NOT_IN_BRACKETS}", bare)
    items = [item.strip() for item in parts if item.strip()]
    if items and apart == _SENTENCES_APART and not re.search("[\\[\\]{}:#\"'&*]", "".join(items)):
        lines = "，".join(f"- {one}" for one in items)
        return f"每项一行，行首写 - 和一个空格：{lines}", None
    if items and not re.search("[\\[\\]{}:#\"'。？！*&]| - ", "".join(items)):
        meant = f"[{', '.join(items)}]"
        return f"每项一行，行首写 - 和一个空格；或写成 {meant}", None
    return "每项一行，行首写 - 和一个空格", None
