"""Read YAML as text: every scalar stays the characters the author wrote.

No type is guessed (`20:00` stays 20:00, `010` stays 010) and nothing is resolved: a repeated key,
an anchor, an alias, a tag or a second document is a fault with its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import yaml
from yaml._yaml import CParser

Value = str | list["Value"] | dict[str, "Value"]
Step = str | int
Loc = tuple[Step, ...]

DEEPEST = 20
LARGEST_BYTES = 512 * 1024
_PLAIN: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_PLAIN_TAGS = frozenset(_PLAIN.values())


@dataclass(frozen=True)
class Fault:
    """What is wrong at a line and column (both from 1) of a YAML text."""

    line: int
    column: int
    rule: str
    message: str
    fix: str


class _Loader(CParser):
    """libyaml's nodes with no idea of types: every scalar is a string."""

    def resolve(self, kind: type[yaml.Node], *_: object) -> str:
        """The plain tag of a node that has none of its own."""
        return _PLAIN[kind]

    def descend_resolver(self, *_: object) -> None:
        """Nothing: no type depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing, as above."""


def parse(text: str) -> tuple[Value | None, list[Fault]]:
    """The value of a YAML text with its faults; the value is None when it cannot be read."""
    faults = list(_forbidden(text))
    if faults:
        return None, faults
    try:
        node = _compose(text)
    except yaml.YAMLError as error:
        return None, [_syntax_fault(error)]
    if node is None:
        return "", []
    found: list[Fault] = []
    value = _plain(node, found)
    return value, found


def place(text: str, loc: Loc) -> tuple[int, int]:
    """Line and column (from 1) of the value at `loc`; of its nearest parent when it is missing."""
    node = _compose(text)
    mark = node.start_mark if node else yaml.Mark("", 0, 0, 0, None, 0)
    for index, step in enumerate(loc):
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                break
            last = index == len(loc) - 1
            # An empty value is told at its key: there is nothing else to point at.
            mark = pair[0].start_mark if last or not _shown(pair[1]) else pair[1].start_mark
            if last and _shown(pair[1]) and isinstance(pair[1], yaml.ScalarNode):
                mark = pair[1].start_mark
            node = pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value)
        ):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return mark.line + 1, mark.column + 1


def key_place(text: str, loc: Loc) -> tuple[int, int]:
    """Line and column (from 1) of the key that ends `loc`."""
    node = _compose(text)
    for index, step in enumerate(loc):
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    if index == len(loc) - 1:
                        return key.start_mark.line + 1, key.start_mark.column + 1
                    node = value
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    return place(text, loc)


def _shown(node: yaml.Node) -> bool:
    return not isinstance(node, yaml.ScalarNode) or bool(node.value)


def _compose(text: str) -> yaml.Node | None:
    return _Loader(text).get_single_node()


def _plain(node: yaml.Node, faults: list[Fault]) -> Value:
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
        return [_plain(item, faults) for item in node.value]
    value: dict[str, Value] = {}
    seen: dict[str, int] = {}
    for key, item in node.value:
        if not isinstance(key, yaml.ScalarNode):
            faults.append(_at(key, "key-is-a-word", "键不能是列表或分组", "冒号前写一个字段名"))
            continue
        name = _folded(key.value)
        if name in seen:
            message = f"“{key.value}”写了两次（第一次在第 {seen[name]} 行）"
            faults.append(_at(key, "repeated-field", message, "留一行，删去另一行"))
        seen.setdefault(name, key.start_mark.line + 1)
        value[key.value] = _plain(item, faults)
    return value


@lru_cache(1024)
def _folded(name: str) -> str:
    return normalize("NFKC", name).lower()


def _at(node: yaml.Node, rule: str, message: str, fix: str) -> Fault:
    return Fault(node.start_mark.line + 1, node.start_mark.column + 1, rule, message, fix)


def _forbidden(text: str) -> Iterator[Fault]:
    """Anchors, aliases and depth, found in events: composing them could crash or never end.

    libyaml composes recursively and dies of 100,000 brackets; its events come one by one.
    """
    if not _suspicious(text):
        return
    depth = 0
    parser = CParser(text)
    try:
        while True:
            event = parser.get_event()
            if event is None or isinstance(event, yaml.StreamEndEvent):
                return
            place_of = _place_of(event)
            anchor = getattr(event, "anchor", None)
            if anchor:
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                message = f"这里不能用 {sign}{anchor}"
                yield Fault(*place_of, "no-anchors", message, f"要显示“{sign}”，给整段文字加上引号")
                return
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                yield Fault(*place_of, "too-deep", f"嵌套超过 {DEEPEST} 层", "去掉多余的括号或缩进")
                return
    except yaml.YAMLError as error:
        yield _syntax_fault(error)


def _suspicious(text: str) -> bool:
    """Whether there may be an anchor, an alias, or nesting that the composer would die of."""
    if ("&" in text or "*" in text) and _ANCHOR.search(text):
        return True
    if text.count("[") + text.count("{") + text.count("? ") >= DEEPEST:
        return True
    return "- " * DEEPEST in text or "\n" + " " * DEEPEST in text


_ANCHOR = re.compile(r"(^|[\s,\[{:-])[&*]\S", re.MULTILINE)


def _place_of(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax_fault(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault(
        line,
        column,
        "yaml-syntax",
        "这里的写法读不懂",
        "检查冒号后有没有空格、引号是否成对、缩进是否对齐",
    )
