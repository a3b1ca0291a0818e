"""Read YAML as text: every scalar stays the characters the author wrote.

No type is guessed (`20:00` stays 20:00, `010` stays 010) and nothing is resolved: a repeated key,
an anchor, an alias, a tag or a second document is a slip with its place.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from unicodedata import normalize

import yaml
from yaml._yaml import CParser

from portal import yamlplain
from portal.slips import Loc, Slip, Step, long_line, readable
from portal.yamlerrors import repeated, unreadable
from portal.yamlslips import slips

Value = str | list["Value"] | dict[str, "Value"]

DEEPEST = 20
# Every reading mends some hundred lines at most; who has more slips than that is told enough.
MOST_REREADS = 3
_PLAIN: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_PLAIN_TAGS = frozenset(_PLAIN.values())


@dataclass(frozen=True)
class Reading:
    """What a YAML text says: its value (None when it cannot be read) and its slips.

    `text` is the text as it was read: a line with a slip stands in it as it was meant.
    """

    text: str
    value: Value | None
    slips: list[Slip]


class _Loader(CParser):
    """libyaml's nodes with no idea of types: every scalar is a string."""

    def resolve(self, kind: type[yaml.Node], *_: object) -> str:
        """The plain tag of a node that has none of its own."""
        return _PLAIN[kind]

    def descend_resolver(self, *_: object) -> None:
        """Nothing: no type depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing, as above."""


def parse(text: str) -> tuple[Value | None, list[Slip]]:
    """The value of a YAML text with its slips; the value is None when it cannot be read."""
    reading = read(text)
    return reading.value, reading.slips


def read(text: str, rereads: int = MOST_REREADS) -> Reading:
    """What the text says, as far as it can be told behind the author's slips of the hand."""
    plain = yamlplain.value(text)
    return Reading(text, plain, []) if plain is not None else read_closely(text, rereads)


def read_closely(text: str, rereads: int = MOST_REREADS) -> Reading:
    """The same for any text, plain or not: by libyaml, and with a look for slips."""
    if long := long_line(text, "分成几行，长的文字写进正文"):
        return Reading(text, None, [long])
    faults = _silent_slips(text) if _trapped(text) else []
    text = readable(text, faults)
    unsafe = _unsafe(text)
    if unsafe:
        return Reading(text, None, [*faults, unsafe])
    try:
        node = compose(text)
    except yaml.YAMLError as error:
        return _read_on(text, faults, error, rereads)
    return _said(text, node, faults, rereads)


def sound(text: str) -> Value | None:
    """The value of a text with which nothing is wrong; None for any other, and soon."""
    plain = yamlplain.value(text)
    if plain is not None or _unsafe(text):
        return plain
    try:
        node = compose(text)
    except yaml.YAMLError:
        return None
    faults = _silent_slips(text) if _trapped(text) else []
    value = _plain(node, faults) if node else None
    return None if any(fault.severity == "error" for fault in faults) else value


def _read_on(text: str, faults: list[Slip], error: yaml.YAMLError, rereads: int) -> Reading:
    told = {fault.line for fault in faults}
    more = [slip for slip in slips(text) if slip.severity == "error" and slip.line not in told]
    stop = unreadable(error, text)
    if stop.rule in _NOT_SILENT and all(_follows(stop, slip) for slip in more):
        more = []
    faults = [*faults, *more]
    if not any(fault.severity == "error" for fault in faults):
        return Reading(text, None, [*faults, stop])
    text = readable(text, more)
    try:
        node = compose(text) if more and not _unsafe(text) else None
    except yaml.YAMLError:
        node = None
    return _said(text, node, faults, rereads) if node else Reading(text, None, faults)


def _follows(stop: Slip, slip: Slip) -> bool:
    """Whether a slip below the line where libyaml stopped only looks wrong because of it."""
    return slip.rule == stop.rule and slip.line > stop.line


def _said(text: str, node: yaml.Node | None, faults: list[Slip], rereads: int) -> Reading:
    if node is None:
        return Reading(text, "", faults)
    if isinstance(node, yaml.ScalarNode):
        # A text of one field whose colon is wrong is a scalar to YAML.
        told = [slip for slip in slips(text) if slip.severity == "error"]
        if told and not faults:
            again = readable(text, told)
            if again == text or not rereads:
                return Reading(text, "", told)
            return replace(read(again, rereads - 1), slips=told)
    found = list(faults)
    return Reading(text, _plain(node, found), found)


def _silent_slips(text: str) -> list[Slip]:
    return [slip for slip in slips(text) if slip.rule not in _NOT_SILENT]


# What may be right where YAML can read it: a long text that goes on in the next line.
_NOT_SILENT = frozenset({"every-line-has-a-field", "fields-line-up"})
_TRAPPED_LINE = re.compile(
    r"\n *(?:-[^\s-]|(?:- +)*[a-z_]+[ \t]*[：﹕∶︰=＝]|[－—–―−•·●▪【《<（(]|[\[{][a-z_]+[\]}])"
)
_DEEPER_ITEM = re.compile(r"^( *)- [^\n:\"']+\n\1 +- ", re.MULTILINE)
_LIST_IN_TEXT = re.compile(r"^( *)[a-z_]+: +[^\s|>#\[{'\"&][^\n]*\n\1 +- ", re.MULTILINE)
_TRAPPED_VALUE = re.compile(r": +(?:[“”＂‘!%@`|>,\]}?]|\{[^\n]*,|[^\n]*\{\{)")
_TRAPS = (
    " #",
    " //",
    " ＃",
    " <!--",
    " /*",
    "](",
    "<br",
    ":: ",
    "\t",
    "\\",
    "\u3000",
    "\u00a0",
    "&",
    "*",
    ":#",
    '"#',
    "'#",
)

_ONLY_CLOSED = re.compile(r": +[^\"'\s\[{|>][^\"\n]*\"\n")
_WIDE_COLON_IN_BRACES = re.compile(r": +\{(?:[^{}\n]*[,，])?\s*[a-z_]+\s*(?:：|:[^\s/])")
_WIDE_COMMA_IN_BRACKETS = re.compile(r"\[[^\[\]\n]*[，、]")


def _trapped(text: str) -> bool:
    """Whether the text may hold what YAML reads without a word, but not as it was meant."""
    return (
        any(sign in text for sign in _TRAPS)
        or ('"\n' in text and _ONLY_CLOSED.search(text) is not None)
        or (": {" in text and _WIDE_COLON_IN_BRACES.search(text) is not None)
        or ("[" in text and _WIDE_COMMA_IN_BRACKETS.search(text) is not None)
        or _TRAPPED_VALUE.search(text) is not None
        or _DEEPER_ITEM.search(text) is not None
        or _LIST_IN_TEXT.search(text) is not None
        or _TRAPPED_LINE.search("\n" + text) is not None
    )


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text that was read without a slip."""
    return _Loader(text).get_single_node()


class Places:
    """Where the fields of a YAML text stand; lines and columns count from 1."""

    def __init__(self, text: str) -> None:
        try:
            self._root = compose(text)
        except yaml.YAMLError:
            self._root = None

    def value(self, loc: Loc) -> tuple[int, int]:
        """The value at `loc`; its key when it is empty, its nearest parent when it is missing."""
        node, mark = self._root, self._root.start_mark if self._root else None
        for index, step in enumerate(loc):
            pair = _pair(node, step)
            if pair is None:
                break
            key, node = pair
            # An empty value is told at its key: there is nothing else to point at.
            ends = index == len(loc) - 1
            scalar = isinstance(node, yaml.ScalarNode)
            at_key = not _shown(node) or (ends and not scalar)
            mark = (key if at_key else node).start_mark
        return _line_and_column(mark)

    def key(self, loc: Loc) -> tuple[int, int]:
        """The key that ends `loc`; its nearest parent when it is missing."""
        node = self._root
        for index, step in enumerate(loc):
            pair = _pair(node, step)
            if pair is None:
                return self.value(loc)
            key, node = pair
            if index == len(loc) - 1:
                return _line_and_column(key.start_mark)
        return self.value(loc)


def _pair(node: yaml.Node | None, step: Step) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and the value at a step; an item of a list is its own key."""
    if isinstance(node, yaml.MappingNode):
        # The last of two equal keys is the one that was read.
        return next((pair for pair in reversed(node.value) if pair[0].value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _line_and_column(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _shown(node: yaml.Node) -> bool:
    return not isinstance(node, yaml.ScalarNode) or bool(node.value)


def _plain(node: yaml.Node, faults: list[Slip], in_list: bool = False) -> Value:
    if node.tag not in _PLAIN_TAGS:
        faults.append(
            _at(
                node,
                "no-tags",
                f"这里写了标签 {node.tag}",
                "去掉感叹号开头的标签；要显示感叹号就加引号",
            )
        )
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, faults, in_list=True) for item in node.value]
    value: dict[str, Value] = {}
    seen: dict[str, int] = {}
    again: list[tuple[int, yaml.Node, int]] = []
    blocks: set[int] = set()
    for at, (key, item) in enumerate(node.value):
        if not isinstance(key, yaml.ScalarNode):
            faults.append(_at(key, "key-is-a-word", "键不能是列表或分组", "冒号前写一个字段名"))
            continue
        name = _folded(key.value)
        if name in seen and item.start_mark.line > key.start_mark.line:
            blocks.add(key.start_mark.line)
        if name in seen:
            again.append((at, key, seen[name]))
        seen.setdefault(name, key.start_mark.line + 1)
        value[key.value] = _plain(item, faults)
    if again:
        faults += repeated(again, node.value[0][0].value, blocks, in_list)
    return value


@lru_cache(1024)
def _folded(name: str) -> str:
    return normalize("NFKC", name).lower()


def _at(node: yaml.Node, rule: str, message: str, fix: str) -> Slip:
    return Slip(node.start_mark.line + 1, node.start_mark.column + 1, rule, message, fix)


def _unsafe(text: str) -> Slip | None:
    """An anchor, an alias or too much depth, found in events: composing them could never end.

    libyaml composes recursively and dies of 100,000 brackets; its events come one by one.
    """
    if not _suspicious(text):
        return None
    depth = 0
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            line, column = _line_and_column(event.start_mark)
            anchor = getattr(event, "anchor", None)
            if anchor:
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                fix = f"要显示“{sign}”，给整段文字加上引号；重复的内容照样再写一遍"
                return Slip(line, column, "no-anchors", f"这里不能用 {sign}{anchor}", fix)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                fix = "去掉多余的括号或缩进"
                return Slip(line, column, "too-deep", f"嵌套超过 {DEEPEST} 层", fix)
    except yaml.YAMLError:
        return None  # composing stops at the same place and tells it
    return None


def _suspicious(text: str) -> bool:
    """Whether there may be an anchor, an alias, or nesting that the composer would die of."""
    if ("&" in text or "*" in text) and _ANCHOR.search(text):
        return True
    if sum(map(text.count, ("[", "{", "? ", "- "))) >= DEEPEST:
        return True
    return "\t" in text or ": : " in text or "\n" + " " * DEEPEST in text


_ANCHOR = re.compile(r"(^|[\s,\[{:-])[&*]\S", re.MULTILINE)
