"""Find quotes in a YAML text that do not do what their author meant."""

import re
from collections.abc import Iterator

from portal.slips import Slip
from portal.yamllines import Line

# A line break may be written \n, but C:\new is a folder.
_BAD_ESCAPE = re.compile(r'\\[^"\\n]|(?<=:)\\.')
ADD_QUOTES = "给整段加上半角引号：{}"
# Bold, code or a link, as bodies have it; of a link the address is what a field asks for.
_MARKED = re.compile(
    r"(?:\*\*?|`)(?P<words>[^*`\s:#&-][^*`:#]*)(?:\*\*?|`)|\[[^\[\]]*\]\((?P<address>https?://[^()\s]+)\)"
)
_COMPARED = re.compile(r"([<>]=?)\s*(\d+(?:\.\d+)?)\s*%?")
_COMMENT_BEHIND = re.compile(r"\s+#")


def quoted(value: str) -> str:
    """The value in quotes that hide nothing in it."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def plain_start(line: Line) -> Slip:
    """A text whose first sign means something to YAML."""
    compared = _COMPARED.fullmatch(line.value)
    if compared:
        message = f"值里写了大于、小于号“{compared[1]}”"
        words = ("value-starts-plainly", message, f"只写数字，写成 {compared[2]}")
        return line.slip(line.value_start, words, None)
    marked = _MARKED.fullmatch(line.value)
    meant = marked["words"] or marked["address"] if marked else quoted(line.value)
    fix = f"字段里不用 Markdown，写成 {meant}" if marked else ADD_QUOTES.format(meant)
    words = ("value-starts-plainly", f"值以“{line.value[0]}”开头", fix)
    return line.slip(line.value_start, words, line.with_value(meant))


def double_quotes(line: Line) -> Iterator[Slip]:
    """Double quotes with more of them inside, behind a backslash, or without their pair."""
    value = line.value
    if not value.startswith('"'):
        return
    bad = _BAD_ESCAPE.search(value)
    end = re.search(r'(?<!\\)(?:\\\\)*"', value[1:])
    rest = value[1 + end.end() :].strip() if end else ""
    if end and rest and not _COMMENT_BEHIND.match(value[1 + end.end() :]):
        mended = line.with_value(_requoted(value))
        fix = f"里面改用「」，或把外层换成单引号：{_requoted(value)}"
        yield line.slip(line.value_start, ("quotes-in-quotes", "引号里又有引号", fix), mended)
    elif end and bad:
        mended = line.with_value("'" + value[1:-1].replace("'", "''") + "'")
        words = ("plain-backslash", f"双引号里的“{bad[0]}”会变成别的字", "把双引号换成单引号")
        yield line.slip(line.value_start + bad.start(), words, mended)
    elif end is None and not line.spans:
        yield _unclosed(line, '"')


def single_quotes(line: Line) -> Iterator[Slip]:
    """Single quotes with more of them inside or without their pair."""
    value = line.value
    if not value.startswith("'"):
        return
    end = re.search(r"(?<!')(?:'')*'(?!')", value[1:])
    rest = value[1 + end.end() :].strip() if end else ""
    if end and rest and not _COMMENT_BEHIND.match(value[1 + end.end() :]):
        inner = value[1:-1] if value.endswith("'") else value
        meant = quoted(inner)
        fix = f"里面改用「」，或把外层换成：{meant}"
        yield line.slip(
            line.value_start,
            ("quotes-in-quotes", "引号里又有引号", fix),
            line.with_value(meant),
        )
    elif end is None and value != "''" and not line.spans:
        yield _unclosed(line, "'")


def closing_quote(line: Line) -> Iterator[Slip]:
    """A quote at the end of a text that none opens."""
    value = line.value
    if line.key and value.endswith('"') and value.count('"') == 1 and len(value) > 1:
        fix = f"删去末尾的引号；要显示就给整段加单引号：{quoted(value)}"
        words = ("quotes-in-pairs", '引号 " 没有成对，会原样显示', fix)
        yield line.slip(len(line.text.rstrip()) - 1, words, None)


def curly_quotes(line: Line) -> Iterator[Slip]:
    """Full-width quotes around the whole of a value."""
    value = line.value
    if len(value) > 2 and value[0] in "“”＂‘" and value[-1] in '“”＂’"' and line.key:
        if any(sign in value[1:-1] for sign in "“”＂‘’"):
            return
        message = f"“{line.key}”的值外面是全角引号，会原样显示"
        fix = f"不要显示就删去引号，写成 {value[1:-1]}；要显示就不用改"
        yield Slip(line.number, line.value_start + 1, "quotes-are-meant", message, fix, "notice")


def _unclosed(line: Line, quote: str) -> Slip:
    inner = line.value[1:].rstrip("”’＂ '\"")
    last = line.value[-1]
    fix = f"在末尾补上同样的半角引号，写成 {quote}{inner}{quote}"
    if last in "”’＂'\"“‘" and len(line.value) > 1:
        fix = f"把末尾的 {last} 换成 {quote}，写成 {quote}{inner}{quote}"
    words = ("quotes-in-pairs", f"引号 {quote} 没有成对", fix)
    return line.slip(line.value_start, words, line.with_value(quoted(inner)))


def _requoted(value: str) -> str:
    inner = value[1:-1] if value.endswith(('"', "”")) else value
    return "'" + inner.replace("'", "''") + "'"
