"""Turn the text an editor wrote into a value of a declared kind, or say what to write instead.

YAML scalars reach this module as text. A value known less exactly, or known not to exist, keeps
that: `无` and `未统计` become None, a partial date stays partial, an amount stays a decimal with
the digits as written. What a kind does not take it refuses with PydanticCustomError, as `wrong`
makes it.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from sys import intern
from typing import Any, ClassVar, LiteralString, Self

from pydantic_core import PydanticCustomError

from portal.records.advice import (
    IDENTIFIER,
    LIKE_NOTHING,
    Drafted,
    answer_advice,
    blank_advice,
    blank_left,
    date_advice,
    identifier_advice,
    nearest_choice,
    partial_date_advice,
    plain_word,
    tells_nothing,
    text_advice,
    unit_advice,
    word_advice,
)
from portal.records.quantities import DECIMAL, WHOLE, amount_advice, whole_number_advice

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Not -5 元 and +86: https://owasp.org/www-community/attacks/CSV_Injection; some programs make these
# signs out of full-width ones.
_FORMULA = re.compile(r"[=@＝＠]|[+＋－-](?!\s*[\d.])|[+＋－-].*([A-Za-z][(（]|[|!｜！])")
NOTHING = "无"
UNMEASURED = "未统计"
UNSTATED = "未注明"
UNLIMITED = "不限"
YES, NO = "是", "否"
HEADLINE_LENGTH = 40
TOO_MUCH = 100_000_000
_SHORT = 12
# A few days, amounts and ids stand in thousands of notices: each is understood and held once.
_remembered = lru_cache(4096)
_NAME_IT = "写上真的名称或编号"
MAY_GO = "；不是必填的，可以写 无"
FILL = f"写上内容{MAY_GO}"


def wrong(
    rule: LiteralString, message: str, fix: str, instead: str | None = None
) -> PydanticCustomError:
    """What a validator raises: a rule name, what is wrong (Chinese), what to write instead.

    `instead` is the value a machine may put there, when it means the same beyond doubt.
    """
    return _worded(rule, message, fix, instead)


def _worded(rule: str, message: str, fix: str, instead: str | None) -> PydanticCustomError:
    # The words travel in the context: pydantic would read braces in its own message as a template.
    context = {"message": message, "fix": fix, "instead": instead}
    return PydanticCustomError(rule, "{message}", context)


class Choice(StrEnum):
    """A word from a fixed list; `label` is what people read."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """The member for a word, with its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class PartialDate(str):
    """A date known to the day, the month or the year, written as far as it is known."""

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
    __slots__ = ()

    @property
    def first_day(self) -> date:
        """The first day it can mean."""
        year, month, day = (*map(int, self.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def last_day(self) -> date:
        """The last day it can mean."""
        year, month, day = (*map(int, self.split("-")), 0, 0)[:3]
        if day:
            return date(year, month, day)
        following = (year + 1, 1) if month in (0, 12) else (year, month + 1)
        return date.fromordinal(date(*following, 1).toordinal() - 1)


def text(value: object, if_empty: str = "写上内容；确实没有的，写 无") -> str:
    """Text with something in it, which no program reads as a formula where it fills a cell."""
    written = quoted(value, if_empty)
    is_drafted = type(value) is Drafted
    if not is_drafted and tells_nothing(written):
        raise wrong("no-placeholders", f"“{written}”不是内容，会照样登出来", if_empty)
    if not is_drafted and (left := blank_left(written)):
        message = f"“{short(written)}”里留着没有填的 {left}"
        raise wrong("no-placeholders", message, blank_advice(left))
    if written[0] in "=@+-＝＠＋－" and _FORMULA.match(written):
        message = f"“{short(written)}”以“{written[0]}”开头，下载的表格里会成为公式"
        raise wrong("text-is-no-formula", message, f"删去开头的“{written[0]}”，或在前面加上文字")
    return written


def quoted(value: object, if_empty: str = "写上内容；确实没有的，写 无") -> str:
    """Text with something in it, whatever was written."""
    if not isinstance(value, str):
        raise wrong("not-text", "这里要写一段文字，写成了列表或分组", text_advice(value))
    written = value.strip()
    if not written:
        raise wrong("empty-value", "这里是空的", if_empty)
    if written in LIKE_NOTHING:
        raise wrong("empty-value", f"“{written}”不是内容", if_empty)
    # Units, places, names of brands: ten thousand notices hold each of them once.
    return intern(written) if len(written) <= _SHORT else written


def titled(value: object) -> str:
    """The title of something: all things have one."""
    written = text(value, _NAME_IT)
    if written == NOTHING:
        raise wrong("empty-value", "这里不能写 无", _NAME_IT)
    return written


def headline(value: object) -> str:
    """Text that fits one line of a card."""
    written = titled(value)
    if len(written) > HEADLINE_LENGTH:
        message = f"有 {len(written)} 个字，最多 {HEADLINE_LENGTH} 个"
        raise wrong("too-long", message, f"缩短到 {HEADLINE_LENGTH} 个字以内，细节写进正文")
    return written


def day(value: object) -> date:
    """A calendar day."""
    return _day(text(value, FILL))


@_remembered
def _day(written: str) -> date:
    if not _DAY.fullmatch(written):
        raise wrong("not-a-date", f"“{short(written)}”不是日期", *date_advice(written))
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise wrong("no-such-day", f"没有“{written}”这一天", "查一查日历，改成真有的日期") from None
    return _within_reach(found, written)


def partial_date(value: object) -> PartialDate:
    """A date as far as it is known."""
    return _partial_date(text(value, FILL))


@_remembered
def _partial_date(written: str) -> PartialDate:
    if not PartialDate.PATTERN.fullmatch(written):
        raise wrong("not-a-date", f"“{short(written)}”不是日期", *partial_date_advice(written))
    found = PartialDate(written)
    try:
        _within_reach(found.first_day, written)
    except ValueError:
        raise wrong("no-such-day", f"没有“{written}”这一天", "查一查日历，改成真有的日期") from None
    return found


def amount(value: object, unit: str = "") -> Decimal:
    """A decimal with its digits as written: `0.15` stays 0.15, `59.00` stays 59.00."""
    return _amount(text(value, FILL), unit)


@_remembered
def _amount(written: str, unit: str) -> Decimal:
    if not DECIMAL.fullmatch(written):
        raise wrong("not-an-amount", f"“{short(written)}”不是数字", *amount_advice(written, unit))
    if written.startswith("-"):
        raise wrong("negative-amount", f"“{written}”小于零", "写零或更大的数")
    return Decimal(written)


def price_amount(value: object, unit: str = "") -> Decimal:
    """A decimal of zero or more."""
    found = amount(value, unit)
    if found >= TOO_MUCH:
        raise wrong("number-within-reason", f"“{found}”太大了", "查一查是不是多写了几位")
    return found


def whole_number(value: object, unit: str = "") -> int:
    """A whole number of zero or more."""
    written = text(value, FILL)
    if not WHOLE.fullmatch(written):
        message = f"“{short(written)}”不是整数"
        raise wrong("not-a-whole-number", message, *whole_number_advice(written, unit))
    return int(written)


def yes_or_no(value: object) -> bool:
    """`是` or `否`."""
    written = text(value, FILL)
    if written not in (YES, NO):
        raise wrong("not-yes-or-no", f"“{short(written)}”不是“是”或“否”", *answer_advice(written))
    return written == YES


def identifier(value: object) -> str:
    """Letters A–Z, a–z, digits and hyphens."""
    return _identifier(text(value, FILL))


@_remembered
def _identifier(written: str) -> str:
    if not IDENTIFIER.fullmatch(written):
        message = f"“{short(written)}”不能作编号"
        raise wrong("not-an-id", message, *identifier_advice(written))
    return written


def unit(value: object) -> str:
    """What a number counts, without a number in it."""
    written = text(value)
    meant, fix = unit_advice(written)
    if meant != written:
        raise wrong(
            "not-a-unit", f"“{short(written)}”不是单位", fix, meant if meant == "%" else None
        )
    return written


def unless(word: str, kind: Callable[[object], Any]) -> Callable[[object], Any]:
    """A kind that also takes `word`, which becomes None: known not to exist."""

    def value_or_none(value: object) -> Any:
        if value is None or value == word:
            return None
        try:
            return kind(value)
        except PydanticCustomError as error:
            said = dict(error.context or {})
            fix = f"写上内容；没有就写 {word}" if error.type == "empty-value" else said["fix"]
            if said["instead"] is None and error.type != "empty-value":
                fix = f"{fix}；没有就写 {word}"
            raise _worded(error.type, said["message"], fix, said["instead"]) from None

    return value_or_none


def one_of(choices: type[Choice]) -> Callable[[object], Choice]:
    """A word of the list; its Chinese label is told as the near miss."""

    by_word = {choice.value: choice for choice in choices}
    listing = "、".join(f"{c.value}（{c.label}）" for c in choices)

    def chosen(value: object) -> Choice:
        if isinstance(value, list):
            raise wrong("not-a-choice", "这里只写一个，写成了列表", f"从这些里选一个：{listing}")
        written = text(value, FILL)
        choice = by_word.get(written)
        if choice is not None:
            return choice
        by_label = {plain_word(c.label): c.value for c in choices}
        meant = by_label.get(plain_word(written)) or word_advice(written, by_word)[1]
        fix = f"写 {meant}" if meant else f"从这些里选一个：{listing}"
        if meant is None and (near := nearest_choice(plain_word(written), by_label)):
            fix = f"是不是 {near}（{by_word[near].label}）？不是就{fix}"
        raise wrong("not-a-choice", f"“{short(written)}”不在可选的范围里", fix, meant)

    return chosen


def one_word_of(*words: str) -> Callable[[object], str]:
    """A Chinese word of a fixed list."""

    def chosen(value: object) -> str:
        written = text(value, FILL)
        if written not in words:
            message = f"“{short(written)}”不在可选的范围里"
            raise wrong("not-a-choice", message, *word_advice(written, words))
        return written

    return chosen


def short(written: str) -> str:
    """The text as a message quotes it."""
    line = written.splitlines()[0] if written else ""
    return line if len(line) <= 24 else line[:24] + "……"


def _within_reach(found: date, written: str) -> date:
    if not 1949 <= found.year <= 2100:
        raise wrong("no-such-day", f"“{written}”的年份不对", "年份写 1949 到 2100 之间的四位数")
    return found
