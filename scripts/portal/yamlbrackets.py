"""Find brackets and braces in a YAML text that do not hold what their author meant."""

import re
from collections.abc import Iterator
from dataclasses import replace

from portal.slips import Slip
from portal.yamllines import Line
from portal.yamlquotes import plain_start, quoted

# Lists whose items are sentences: only a new line or a semicolon ends one.
SENTENCES = {"restrictions", "measures"}
_BETWEEN_ITEMS = re.compile("[，、](?![^（()）]{0,200}+[）)]) *")
_FLOW = re.compile(r"(\[[^\[\]]*\]|\{[^{}]*\})\s*(#.*)?$")
_WIDE_IN_BRACES = re.compile(r"[{，,]\s*[a-z_]+\s*(?:：|:(?=[^\s/]))")
_RUN_ON = re.compile(r"(?<=[^\s,{\[:])(?<!:) +(?=[a-z]+(?:_[a-z]+)*: )")
_COLON_IN_BRACES = re.compile(r": ([^,{}\[\]\"']*: [^,{}\[\]\"']*[^,{}\[\]\"' ])")


def brackets(line: Line) -> Iterator[Slip]:
    """Brackets and braces without their pair."""
    value = line.value
    if value[:1] not in ("[", "{"):
        return
    closing = "]" if value[0] == "[" else "}"
    if _FLOW.fullmatch(value[1:-1]) and value.startswith("{{") and ": " in value:
        words = ("brackets-in-pairs", "花括号写了两层", f"写成 {value[1:-1]}")
        yield line.slip(line.value_start, words, line.with_value(value[1:-1]))
    elif value.startswith("{{"):
        yield plain_start(line)
    elif _FLOW.fullmatch(value):
        return
    elif _FLOW.fullmatch(value[:-1]) and value[-1] in "]},，、;；。":
        words = ("brackets-in-pairs", f"末尾多了一个 {value[-1]}", f"写成 {value[:-1]}")
        yield line.slip(len(line.text.rstrip()) - 1, words, line.with_value(value[:-1]))
    elif not _closes_below(line):
        yield plain_start(line) if closing in value else _unclosed(line, closing)


def inside_braces(line: Line) -> Iterator[Slip]:
    """Fields in braces whose colons or commas are not those of YAML."""
    value = line.value
    closed = _FLOW.fullmatch(value)
    if closed is None or value[0] != "{":
        return
    wide = _WIDE_IN_BRACES.search(closed[1])
    comma = re.search(r" *[，、；;] *(?=[a-z_]+: )", closed[1])
    colon = _COLON_IN_BRACES.search(closed[1])
    run_on = _RUN_ON.search(closed[1])
    torn = _torn(closed[1])
    if wide:
        meant = colons_spaced(closed[1])
        meant = re.sub(r"[，、；;] *(?=[a-z_]+:)", ", ", meant)
        words = ("half-width-colon", "花括号里的冒号不是半角冒号加空格", f"改成 {meant}")
        yield line.slip(line.value_start + wide.end() - 1, words, line.with_value(meant))
    elif comma:
        meant = re.sub(r" *[，、；;] *(?=[a-z_]+: )", ", ", closed[1])
        sign = comma[0].strip()
        words = ("half-width-comma", f"花括号里用了“{sign}”，几项会变成一项", f"改成 {meant}")
        yield line.slip(line.value_start + comma.start(), words, line.with_value(meant))
    elif run_on:
        meant = _RUN_ON.sub(", ", closed[1])
        words = ("half-width-comma", "花括号里两个字段之间缺逗号", f"改成 {meant}")
        yield line.slip(line.value_start + run_on.start(), words, line.with_value(meant))
    elif colon:
        meant = value.replace(colon[1], quoted(colon[1]), 1)
        fix = f"给这段文字加上半角引号：{quoted(colon[1])}"
        words = ("colon-is-kept", "花括号里的文字又有“: ”", fix)
        yield line.slip(line.value_start + colon.start(1), words, line.with_value(meant))
    elif torn and re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", torn[0]):
        meant = torn[0].replace(",", "")
        words = ("not-an-amount", f"“{torn[0]}”里的逗号把数字切成了两段", f"写成 {meant}")
        mended = line.with_value(value.replace(torn[0], meant, 1))
        yield line.slip(line.value_start + torn[1], words, mended)
    elif torn:
        message = f"花括号里的逗号把“{torn[0][:12]}”切成了两段"
        fix = f"把文字里的逗号改成全角“，”，或给整段加上半角引号：{quoted(torn[0])}"
        slip = line.slip(line.value_start + torn[1], ("half-width-comma", message, fix), None)
        yield replace(slip, stand_in=line.with_value(value.replace(torn[0], quoted(torn[0]), 1)))


def inside_brackets(line: Line) -> Iterator[Slip]:
    """Items in brackets with full-width commas between them."""
    value = line.value
    closed = _FLOW.fullmatch(value)
    if closed is None or value[0] != "[" or line.key in SENTENCES:
        return
    inner = closed[1][1:-1]
    wide = _BETWEEN_ITEMS.search(inner)
    if wide and not re.search("[,\"']", inner):
        mended = line.with_value("[" + _BETWEEN_ITEMS.sub(", ", inner) + "]")
        fix = "改成半角逗号加空格；若本是一项，给它加上引号"
        words = ("half-width-comma", f"方括号里用了“{wide[0]}”，几项会变成一项", fix)
        yield line.slip(line.value_start + 1 + wide.start(), words, mended)


def colons_spaced(written: str) -> str:
    """The fields between braces, each with a colon and a space behind its name."""
    return re.sub(r"([a-z_]+) *[：:] *", r"\1: ", written)


def _torn(braces: str) -> tuple[str, int] | None:
    """The text in braces that a comma of its own tears in two, and where that comma stands."""
    if re.search("[\"']", braces):
        return None
    flat = re.sub(r"\[[^\]]*\]", lambda found: "x" * len(found[0]), braces)
    found = re.search(r"(?<=: )([^:,]+)(, *[^:,}]+)+(?=, *\w+:|\})", flat)
    if found is None or braces[found.start()] == "[":
        return None
    return braces[found.start() : found.end()].rstrip(), found.end(1)


def _unclosed(line: Line, closing: str) -> Slip:
    message = f"“{line.value[0]}”没有成对"
    fix = f"在末尾补上 {closing}；若是文字，给整段加上半角引号"
    place = line.value_start + 1
    if line.value[-1] in "｝】］〕）)]}":
        meant = line.value[:-1] + closing
        words = (
            "brackets-in-pairs",
            f"末尾的“{line.value[-1]}”不是半角的 {closing}",
            f"写成 {meant}",
        )
        return line.slip(len(line.text.rstrip()) - 1, words, line.with_value(meant))
    return Slip(
        line.number,
        place,
        "brackets-in-pairs",
        message,
        fix,
        stand_in=line.with_value(line.value.rstrip(" ,，") + closing),
    )


def _closes_below(line: Line) -> bool:
    balance = line.value.count(line.value[0]) - line.value.count(
        "]" if line.value[0] == "[" else "}"
    )
    return (balance > 0 and line.has_children) or line.value.count("[") > 1 or "{" in line.value[1:]
