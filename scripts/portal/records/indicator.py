"""How promises are measured: content/data/indicators.yml and content/data/results/PERIOD.yml."""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainValidator, RootModel, WithJsonSchema

from portal.records.advice import PERIOD, period_advice
from portal.records.kinds import (
    AmountOrNothing,
    AmountOrUnmeasured,
    Day,
    Decimals,
    Identifier,
    Record,
    Text,
    Title,
    Unit,
    WholeNumber,
)
from portal.records.quantities import QUALIFIERS
from portal.records.source import Source
from portal.records.values import Choice, one_of, one_word_of, text, wrong


class Direction(Choice):
    """Which side of the target is kept."""

    AT_LEAST = "at_least", "不低于"
    AT_MOST = "at_most", "不高于"


def period(value: object) -> str:
    """A quarter, `2009-q1` to `2009-q4`; raises PydanticCustomError for anything else."""
    written = text(value)
    if not re.fullmatch(PERIOD, written):
        raise wrong("not-a-period", f"“{written}”不是季度", *period_advice(written))
    return written


Qualifier = Annotated[
    str, PlainValidator(one_word_of(*QUALIFIERS)), WithJsonSchema({"enum": list(QUALIFIERS)})
]
Period = Annotated[
    str, PlainValidator(period), WithJsonSchema({"type": "string", "pattern": f"^{PERIOD}$"})
]


class Indicator(Record):
    """What is measured, how, and what was promised."""

    id: Identifier = Field(
        title="指标编号", description="只用字母、数字和连字符，定了就不改", examples=["first-reply"]
    )
    title: Title = Field(title="指标", description="指标的名称", examples=["投诉首次回复时限"])
    definition: Text = Field(
        title="定义",
        description="量的是什么，用客户听得懂的话",
        examples=["从登记投诉到第一次回复客户的时间"],
    )
    unit: Unit = Field(title="单位", description="%、小时、秒 等", examples=["小时"])
    direction: Annotated[Direction, PlainValidator(one_of(Direction))] = Field(
        title="方向", description="达标是不低于还是不高于目标", examples=["at_most"]
    )
    target: AmountOrNothing = Field(
        None,
        title="目标",
        description="目标数字，没有就写 无；公布过结果的，目标变了就另立一个指标，免得旧结果按新目标评判",
        examples=["48"],
    )
    target_from: Day | None = Field(
        None,
        title="目标起算日",
        description="目标从哪天起有效；这天以前就结束的季度只作对照，不判定",
        examples=["2009-06-01"],
    )
    target_source: Source | None = Field(None, title="目标来源", description="目标的出处")
    statistic: Text | None = Field(
        None, title="统计量", description="平均、最长、比例 等", examples=["最长"]
    )
    numerator: Text | None = Field(
        None, title="分子", description="比例的上面是什么", examples=["48 小时内首次回复的投诉件数"]
    )
    denominator: Text | None = Field(
        None, title="分母", description="比例的下面是什么", examples=["登记的投诉件数"]
    )
    exclusions: Text | None = Field(
        None, title="不计入", description="哪些情况不算", examples=["客户撤回的投诉"]
    )
    method: Text | None = Field(
        None, title="统计方法", description="怎么量的", examples=["由客服系统按登记时间自动统计"]
    )
    decimals: Decimals = Field(title="小数位数", description="结果写几位小数", examples=["1"])
    commitment: WholeNumber | None = Field(
        None, title="对应承诺", description="承诺的编号", examples=["3"]
    )


_CORRECTED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) *更正")


class Result(Record):
    """What was measured in one period."""

    value: AmountOrUnmeasured = Field(
        title="结果", description="量到的数字，没有统计写 未统计", examples=["46.5"]
    )
    qualifier: Qualifier | None = Field(
        None, title="限定词", description="超过、近、以上：数字不是正好时写", examples=["近"]
    )
    numerator: AmountOrNothing = Field(
        None, title="分子数", description="比例上面的数", examples=["992"]
    )
    denominator: AmountOrNothing = Field(
        None, title="分母数", description="比例下面的数", examples=["1000"]
    )
    note: Text | None = Field(
        None, title="说明", description="读数字时要知道的事", examples=["含台风期间"]
    )
    miss_reason: Text | None = Field(
        None, title="未达标原因", description="没达标必须写", examples=["台风造成基站停电"]
    )
    remedy: Text | None = Field(
        None, title="补救措施", description="没达标必须写", examples=["增配发电设备"]
    )

    @property
    def corrected_on(self) -> list[date]:
        """The days on which it was corrected, as its note says: 2009-11-02 更正，结果原为 46.0。"""
        found = []
        for written in _CORRECTED.findall(self.note or ""):
            with suppress(ValueError):
                found.append(date.fromisoformat(written))
        return found


class Results(Record):
    """All results of one quarter; the file name is the period."""

    period: Period = Field(title="时期", description="季度，同文件名", examples=["2009-q1"])
    published_on: Day = Field(
        title="公布日期", description="结果公布的日子", examples=["2009-04-20"]
    )
    results: dict[Identifier, Result] = Field(
        title="各项结果", description="每个指标编号下面写结果", examples=["first-reply"]
    )
    source: Source = Field(title="来源", description="这些结果的出处")


class Indicators(RootModel[tuple[Indicator, ...]]):
    """The whole of indicators.yml."""


# A qualifier moves the figure off the one written: 近 95 lies below 95, 超过 5 above 5, and 5 以上
# may lie above 5. How far, none of them says; 约 does not even say to which side.
BELOW = frozenset({"近"})
# These are written behind the figure, the others before it.
BEHIND = frozenset({"余", "多", "以上"})
ABOVE = frozenset({"超过", "余", "多", "以上"})


def kept(indicator: Indicator, result: Result) -> bool | None:
    """Whether the result keeps the target, by the decimals as written; None when that is not said."""
    if indicator.target is None or result.value is None:
        return None
    sides = _sides(result.value, result.qualifier, indicator.target)
    at_least = indicator.direction is Direction.AT_LEAST
    outcomes = {side >= 0 if at_least else side <= 0 for side in sides}
    return outcomes.pop() if len(outcomes) == 1 else None


def is_open(indicator: Indicator, result: Result) -> bool:
    """Whether there are a target and a figure, and nobody can tell whether the one keeps the other."""
    measured = indicator.target is not None and result.value is not None
    return measured and kept(indicator, result) is None


def _sides(value: Decimal, qualifier: str | None, target: Decimal) -> set[int]:
    """Where the figure may lie: -1 below the target, 0 on it, 1 above it."""
    written = (value > target) - (value < target)
    if qualifier is None:
        return {written}
    if qualifier in BELOW and written <= 0:
        return {-1}
    if qualifier in ABOVE and written >= 0:
        return {0, 1} if qualifier == "以上" and written == 0 else {1}
    return {-1, 0, 1}
