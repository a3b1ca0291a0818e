"""Find links in the lines of a Markdown body that will not become links."""

import re
from collections.abc import Iterator

from portal.bodyrows import Row
from portal.slips import Slip

_ADDRESS = r"(?P<address>(?:https?:|/|mailto:|tel:)[^\s()（）\[\]【】，。；、]*)"
_WORDS_IN_BRACKETS = r"(?P<picture>!)?\[(?P<words>[^\[\]]+)\]"
_IN_ROUND_BRACKETS = re.compile(
    r"(?P<picture>!)?\[(?P<words>[^\[\]]+)\]\((?P<address>(?:https?://|/|\\)[^()\n]*)\)"
)
_LINK_SLIPS = (
    (
        re.compile(rf"(?P<picture>！)\[(?P<words>[^\[\]]+)\]\({_ADDRESS}\)"),
        "half-width-links",
        "图片用了全角的叹号，不会成为图片",
    ),
    (
        re.compile(
            rf"{_WORDS_IN_BRACKETS}(?=https?://|mailto:|tel:|/[\w/-]*/){_ADDRESS}(?<=[\w/])"
            r"(?![^\s，。；、]*[\])])"
        ),
        "half-width-links",
        "链接的网址没有写在圆括号里，不会成为链接",
    ),
    (
        re.compile(rf"(?P<picture>!)?[(（](?P<words>[^()（）\[\]]+)[)）][\[【]{_ADDRESS}[\]】]"),
        "half-width-links",
        "链接的方括号和圆括号写反了",
    ),
    (
        re.compile(rf"{_WORDS_IN_BRACKETS}[ \u3000]+\({_ADDRESS}\)"),
        "half-width-links",
        "链接的方括号和圆括号之间有空格，不会成为链接",
    ),
    (
        re.compile(rf"{_WORDS_IN_BRACKETS}\({_ADDRESS}(?![^\n]*\))"),
        "half-width-links",
        "链接缺右括号",
    ),
)


def wide_links(row: Row) -> Iterator[Slip]:
    """Links with full-width brackets."""
    found = re.search(
        r"(!?)[\[【]([^\[\]【】]+)[\]】][（(]((?:https?:|/|mailto:|tel:)[^（）()\s]+)[）)]",
        row.text,
    )
    if found and re.search("[【】（）]", found[0]):
        meant = f"{found[1]}[{found[2]}]({found[3]})"
        mended = row.raw[: found.start()] + meant + row.raw[found.end() :]
        words = ("half-width-links", "链接用了全角括号，不会成为链接", f"改成 {meant}")
        yield row.slip(found.start(), *words, mended)


def spaced_links(row: Row) -> Iterator[Slip]:
    """An address with a space or a backslash: one reader makes a link of it, another none."""
    for found in _IN_ROUND_BRACKETS.finditer(row.text):
        address = re.sub(r"\s+[\"'“”].*", "", found["address"]).strip()
        if "\\" in address and not found["picture"]:
            fix = f"改成 [{found['words']}]({address.strip().replace(chr(92), '/')})"
            yield row.slip(found.start(), "links-are-safe", "链接的网址里有反斜杠", fix)
        elif re.search(r"\s", address):
            fix = "网址照浏览器地址栏里的整个复制；真有空格的，写成 %20"
            yield row.slip(found.start(), "links-are-safe", "链接的网址里有空格", fix)
        elif re.search(r"\s[“”]", found["address"]):
            meant = f"[{found['words']}]({address})"
            fix = f"改成 {meant}；引号和里面的字不要"
            yield row.slip(found.start(), "half-width-links", "链接的网址后面用了全角引号", fix)


def broken_links(row: Row) -> Iterator[Slip]:
    """Links that lack a bracket, have one too many, or have them the wrong way round."""
    for sign, words, message in _LINK_SLIPS:
        found = sign.search(row.text)
        if found:
            picture = "!" if found["picture"] else ""
            meant = f"{picture}[{found['words']}]({found['address']})"
            mended = row.raw[: found.start()] + meant + row.raw[found.end() :]
            yield row.slip(found.start(), words, message, f"改成 {meant}", mended)
