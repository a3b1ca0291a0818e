"""The field guide for editors, content/FIELDS.md, from the records and the rules."""

from collections.abc import Iterator

from portal import shapes, skeletons
from portal.markers import BLOCKS, WORDS
from portal.records.files import KINDS, Kind
from portal.records.source import Source
from portal.rules import EACH, SINCE, TIMED, WHOLE, name_of
from portal.schema import GENERATED
from portal.shapes import FieldShape, Shape
from portal.writing_rules import WRITING_RULES

HEAD = f"""<!-- {GENERATED} -->
# 字段说明

`content/` 里有几类文件，每类有哪些字段、怎么写，都在这里。字段名（键）是英文小写，每个都有中文名。

- 日期写成 `2009-07-17`；允许不全的日期可以写到月（`2009-07`）或年（`2009`）。
- 数字照实写：`0.15` 就写 0.15，`59.00` 就写 59.00；单位另有一栏。
- 真没有的，写 `无`，不要空着，也不要删去：读者要看到“违约责任：无”。不是必填的字段都可以写 `无`，和不写一样。
- 列表每项一行，行首写 `-` 和一个空格。
- 新文件可以用 `python3 scripts/new.py` 写出来，写完运行 `python3 scripts/check.py`。
"""
RULES_HEAD = """## 规则

检查时每条提示的最后，方括号里是规则的名字。在这里找到同样的名字，就是那条规则。
"""


def field_guide() -> str:
    """The whole text of content/FIELDS.md."""
    parts = [HEAD, _contents(), *map(_kind_part, KINDS), _source_part(), RULES_HEAD, *_rule_parts()]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def rules() -> dict[str, str]:
    """Every rule by its name, as an editor reads it: those of records first, then of writing."""
    modules = [rule for each in EACH.values() for rule in each] + [*WHOLE, *TIMED, *SINCE]
    judged = {name_of(rule): (rule.__doc__ or "").strip() for rule in modules}
    return dict(sorted(judged.items())) | WRITING_RULES


def _contents() -> str:
    rows = [f"| [{kind.label}](#{kind.name}) | `content/{kind.example}` |" for kind in KINDS]
    return "\n".join(["| 写什么 | 放在哪里（例） |", "| --- | --- |", *rows])


def _kind_part(kind: Kind) -> str:
    shape = shapes.root_shape(kind.record)
    body = "字段写在两行 `---` 之间，后面是 Markdown 正文。" if kind.has_body else ""
    listed = "文件是一个列表，每项以 `-` 开头。" if shape.many else ""
    example = skeletons.annotated_example(kind)
    parts = [
        f'<a id="{kind.name}"></a>',
        f"## {kind.label}",
        f"{kind.about}。放在 `content/{kind.example}` 这样的地方。{listed}{body}",
        _table(shape),
        _choices(shape),
        _markers() if kind.name == "page" else "",
        "一份完整的例子：",
        f"```yaml\n{example}```",
    ]
    return "\n\n".join(part for part in parts if part)


def _markers() -> str:
    blocks = "、".join(f"`{{{{{name}}}}}`" for name in BLOCKS)
    words = "、".join(f"`{{{{{name}}}}}`" for name in WORDS)
    return (
        "正文里写标记，网站就在那里放上数据里的内容。"
        f"单独一行的：{blocks}。句子里的：{words}。别的名字没有。"
    )


def _source_part() -> str:
    shape = Shape(record=Source)
    intro = "每件事都要写明从哪里知道。报道、官方文件和规章要写标题、发布者和日期。"
    parts = ['<a id="source"></a>', "## 来源", intro, _table(shape), _choices(shape)]
    return "\n\n".join(part for part in parts if part)


def _table(shape: Shape) -> str:
    rows = [_row(key, field) for key, field in _all_fields(shape, "")]
    if not rows:
        return ""
    return "\n".join(
        ["| 键 | 中文名 | 必填 | 写什么 | 例 |", "| --- | --- | --- | --- | --- |", *rows]
    )


def _row(key: str, field: FieldShape) -> str:
    cells = (f"`{key}`", field.label, "是" if field.required else "", _what(field), _shown(field))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _what(field: FieldShape) -> str:
    notes = [field.help]
    if field.shape.record is Source:
        notes.append("见[来源](#source)")
    elif field.shape.record is not None and field.shape.lists:
        notes.append("列表，每项写下面几个字段")
    elif field.shape.record is not None:
        notes.append("换行缩进，写下面几个字段")
    elif field.shape.lists:
        notes.append("列表")
    if field.shape.instead and field.shape.instead not in field.help:
        notes.append(f"没有写 {field.shape.instead}")
    return "；".join(note for note in notes if note)


def _shown(field: FieldShape) -> str:
    example = field.example
    if example is None or field.shape.record is not None:
        return ""
    return f"`{'、'.join(example) if isinstance(example, list) else example}`"


def _choices(shape: Shape) -> str:
    blocks = []
    for key, field in _all_fields(shape, ""):
        if any(label for _, label in field.shape.choices):
            listed = [f"- `{word}`：{label}" for word, label in field.shape.choices]
            blocks.append("\n".join([f"`{key}`（{field.label}）可以写：", "", *listed]))
        elif field.shape.choices:
            words = "、".join(f"`{word}`" for word, _ in field.shape.choices)
            blocks.append(f"`{key}`（{field.label}）可以写：{words}。")
    return "\n\n".join(blocks)


def _all_fields(shape: Shape, before: str) -> Iterator[tuple[str, FieldShape]]:
    for field in shapes.fields(shape.record) if shape.record else ():
        key = before + field.key
        yield key, field
        if field.shape.record is not None and field.shape.record is not Source:
            step = f".{field.example}." if field.shape.keyed else "."
            yield from _all_fields(field.shape, key + step)


def _rule_parts() -> Iterator[str]:
    for name, rule in rules().items():
        yield f"### {name}\n\n{rule}"
