"""What new.py is asked for: its options, and the files they lead to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from portal import asking, columns, drafts
from portal.asking import Ask
from portal.authoring import Authored, authored
from portal.checking import Checked
from portal.drafts import Draft
from portal.findings import as_text, has_errors, nearest
from portal.importing import imported
from portal.obstacles import ObstacleError
from portal.records.advice import PERIOD
from portal.spreadsheet import UnreadableSheetError, read
from portal.usage import Parser, number, pair, take_content

SUPERSEDES = ("supersedes",)


@dataclass(frozen=True)
class Order:
    """One run of new.py."""

    what: str
    content: Path
    no_ask: bool
    options: dict[str, str] = field(default_factory=dict)
    brand: str | None = None
    period: str = ""
    year: int = 0
    titles: tuple[str, ...] = ()
    file: Path = Path()
    first: bool = False


def parse(words: Sequence[str], description: str) -> Order:
    """The order that the words of the command give; ends the process when they give none."""
    found = vars(_parser(description).parse_args(words))
    pairs = found.pop("set", [])
    if found.get("id"):
        pairs = [*pairs, ("id", found["id"])]
    found.pop("id", None)
    return Order(**found, options=dict(pairs))


def made(order: Order, checked: Checked, today: date, ask: Ask | None) -> Authored:
    """The files of the order with all findings; asks again while answers lead to findings.

    Raises ObstacleError for a period, a brand or an option that cannot be meant, and for a
    sheet that cannot be read; OSError where its file cannot.
    """
    # A number that a draft has is taken as well.
    checked = replace(checked, portal=checked.with_drafts)
    if order.what == "import":
        return _imported(order, checked)
    drafted = [
        asking.with_options(draft, order.options) for draft in _drafts(order, checked, today, ask)
    ]
    while True:
        if ask is not None:
            drafted = [asking.with_answers(draft, ask, order.options) for draft in drafted]
        result = authored(order.content, checked, drafted)
        if ask is None or not has_errors(result.findings) or not _again(ask, result):
            return result


def _parser(description: str) -> Parser:
    shared = Parser(add_help=False)
    take_content(shared)
    shared.add_argument("--no-ask", action="store_true", help="不提问，只用选项里的值")
    values = Parser(add_help=False)
    values.add_argument(
        "--set",
        type=pair,
        action="append",
        default=[],
        metavar="字段=值",
        help="如 资费标准.金额=58",
    )
    parser = Parser(description=description)
    verbs = parser.add_subparsers(dest="what", required=True, metavar="要写什么", title="要写什么")

    def command(name: str, about: str, *parents: Parser) -> Parser:
        made: Parser = verbs.add_parser(name, help=about, description=about, parents=parents)
        return made

    one = command("notice", "一份资费公告", shared, values)
    one.add_argument("--id", help="公告编号；不写就接着最大的编号")
    one.add_argument("--brand", help="品牌：照这个品牌的上一份公告写；写了取代的，照被取代的那份写")
    one = command("award", "一个奖，或一个“第一”", shared, values)
    one.add_argument("--first", action="store_true", help="不是奖，是“多个第一”里的一项")
    one = command("results", "一个季度的结果", shared, values)
    one.add_argument("period", metavar="季度", help="季度，如 2009-q3")
    one = command("commitments", "一年的承诺", shared)
    one.add_argument("year", metavar="年份", type=number(1949, 2100), help="年份，如 2010")
    one.add_argument(
        "--title", action="append", dest="titles", default=[], help="一项承诺；可以写几次"
    )
    one = command("import", "从表格导入公告", shared)
    one.add_argument("file", metavar="文件", type=Path, help="xlsx 或 csv 文件")
    one = command("template", "写一个空的公告表格", shared)
    one.add_argument("file", metavar="文件", type=Path, help="要写的 xlsx 文件")
    return parser


def _drafts(order: Order, checked: Checked, today: date, ask: Ask | None) -> list[Draft]:
    if order.what == "results":
        if not re.fullmatch(PERIOD, order.period):
            raise ObstacleError(f"“{order.period}”不是季度。", "写成 年-q季度，如 2009-q3")
        return [drafts.results(checked, order.period, today)]
    if order.what == "commitments":
        return drafts.commitments(checked, order.year, order.titles)
    if order.what == "award":
        return [drafts.first(checked, today) if order.first else drafts.award(checked, today)]
    if older := _superseded(checked, order.options):
        return [drafts.notice(checked, today, order.brand, older)]
    if order.brand and (meant := _brand_meant(checked, order.brand)):
        fix = f"是不是 {meant}；真的是新品牌，就不写 --brand，写 --set 品牌={order.brand}"
        raise ObstacleError(f"没有“{order.brand}”这个品牌的公告。", fix)
    return [drafts.notice(checked, today, order.brand or _brand(checked, ask))]


def _superseded(checked: Checked, options: Mapping[str, str]) -> str | None:
    """The one notice that the options say is superseded; none when it is not there, or several are."""
    kind = columns.kind_named("notice")
    named = [text for name, text in options.items() if columns.loc_of(kind, name) == SUPERSEDES]
    return named[0].strip() if named and named[0].strip() in checked.portal.notices else None


def _brand(checked: Checked, ask: Ask | None) -> str | None:
    brands = _brands(checked)
    if ask is None or not brands:
        return None
    question = (
        f"品牌：照哪个品牌的上一份公告写？有：{'、'.join(brands)}；直接回车，就照最近的一份\n> "
    )
    answer = ask(question).strip()
    if meant := _brand_meant(checked, answer):
        again = f"没有“{answer}”这个品牌的公告，是不是 {meant}？是就直接回车；真的是新品牌，再写一遍\n> "
        answer = ask(again).strip() or meant
    return answer or None


def _brands(checked: Checked) -> list[str]:
    return sorted({brand for one in checked.portal.notices.values() for brand in one.brands})


def _brand_meant(checked: Checked, written: str) -> str | None:
    """The brand that was probably meant by a name that none has."""
    brands = _brands(checked)
    if not written or written in brands:
        return None
    # Of two signs, one that is wrong is half of the word.
    alike = [one for one in brands if len(one) == len(written) == 2 and {*one} & {*written}]
    return nearest(written, brands) or next(iter(alike), None)


def _again(ask: Ask, result: Authored) -> bool:
    told = as_text(result.findings)
    return ask(f"{told}\n再问一遍，直接回车；不写了，答 否\n> ").strip() != "否"


def _imported(order: Order, checked: Checked) -> Authored:
    try:
        sheet = read(order.file)
    except UnreadableSheetError as error:
        raise ObstacleError(f"{order.file} 不是读得出的表格。", str(error)) from None
    return imported(order.content, checked, sheet)
