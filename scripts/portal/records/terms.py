"""Texts that hold codes, numbers or dates: names, numbers of plans, what a customer has to reckon with.

What a kind does not take it refuses with PydanticCustomError, as `values.wrong` makes it.
"""

import re

from portal.records.advice import digits_meant, half_width
from portal.records.quantities import DECIMAL
from portal.records.values import short, text, titled, wrong


def terms(value: object) -> str:
    """Text with codes, numbers or dates in it, all in half width: readers search and copy them."""
    written = text(value)
    if written == "0":
        raise wrong("empty-value", "“0”不是内容", "写上内容；确实没有的，写 无")
    if written.isascii() or (plain := half_width(written)) == written:
        return written
    message = f"“{short(written)}”里有全角的数字或字母"
    raise wrong("half-width-digits", message, f"写成 {plain}", plain)


def stated(value: object) -> str:
    """What a customer has to reckon with, in words: 0.15 alone says neither of what nor how much."""
    written = terms(value)
    if DECIMAL.fullmatch(written):
        message = f"只写了“{written}”，读者不知道是什么"
        raise wrong("number-says-of-what", message, "写成一句话，数字后面写单位")
    return written


def named(value: object) -> str:
    """The name or the number of something that has one."""
    titled(value)
    return terms(value)


def numbered(value: object) -> str:
    """The number of a plan, without a letter where a digit was meant."""
    written = named(value)
    plain = digits_meant(written)
    if plain != written:
        message = f"“{written}”里有字母 O、I、l 当了数字"
        raise wrong("digits-are-digits", message, f"写成 {plain}", plain)
    plain = written.rstrip("。，,；;、.")
    if plain != written:
        raise wrong("not-an-id", f"“{written}”的末尾有标点", f"写成 {plain}", plain)
    several = [part for part in re.split("[、，,;；]", written) if part.strip()]
    if len(several) > 1:
        message = f"“{short(written)}”是几个编号，写成了一个"
        raise wrong("one-in-an-item", message, "只写这一个方案的编号；几个方案各写一份公告")
    return written
