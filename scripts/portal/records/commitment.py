"""One promise of a year's edition: content/commitments/YEAR/NUMBER.md."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, PlainValidator

from portal.records.kinds import Day, Headline, Identifiers, Partial, Record, Sentences, Text
from portal.records.source import Source
from portal.records.values import Choice, one_of


class CommitmentState(Choice):
    """Whether the promise's own text is known and still stands."""

    PUBLISHED = "published", "已公布"
    AWAITING_TEXT = "awaiting_text", "原文未见，待运营方提供"
    ENDED = "ended", "已结束"


def unwritten(year: int, number: int) -> str:
    """What a promise of a new edition is called until somebody writes what it promises."""
    return f"{year} 年第 {number} 项承诺"


class Commitment(Record):
    """A promise to the customer; its number is the file name, its edition the folder."""

    title: Headline = Field(
        title="承诺",
        description="一句话写清答应了什么，最多 40 个字",
        examples=["首次回复投诉不超过 48 小时"],
    )
    benefit: Text | None = Field(
        None, title="客户得到什么", description="对客户的好处", examples=["让客户使用更放心"]
    )
    state: Annotated[CommitmentState, PlainValidator(one_of(CommitmentState))] = Field(
        title="状态", description="原文公布了没有，是否已经结束", examples=["published"]
    )
    from_: Partial = Field(
        alias="from",
        title="生效",
        description="从哪天起，不全知道就写到月或年",
        examples=["2009-01-01"],
    )
    until: Partial | None = Field(
        None, title="结束", description="到哪天为止", examples=["2009-12-31"]
    )
    owner: Text | None = Field(
        None, title="责任部门", description="谁负责兑现", examples=["客户服务部"]
    )
    measures: Sentences = Field(
        (),
        title="具体举措",
        description="为兑现做的事，每件一行",
        examples=[["投诉统一登记，到期提醒"]],
    )
    indicators: Identifiers = Field(
        (),
        title="考核指标",
        description="指标编号，见指标表（indicators.yml）",
        examples=[["first-reply"]],
    )
    if_missed: Text | None = Field(
        None,
        title="未兑现怎么办",
        description="没做到时客户能得到什么",
        examples=["次月返还当月月租"],
    )
    contacts: Identifiers = Field(
        (),
        title="联系渠道",
        description="渠道编号，见服务渠道表（channels.yml）",
        examples=[["hotline"]],
    )
    review_by: Day | None = Field(
        None, title="复核期限", description="哪天之前必须再核对一遍", examples=["2009-12-31"]
    )
    source: Source = Field(title="来源", description="这项承诺的出处")


def begins(commitments: Mapping[str, Commitment]) -> dict[int, date]:
    """The day in its year from which each edition holds: that of its first promise with words."""
    begun: dict[int, date] = {}
    for name, one in commitments.items():
        year, day = int(name.partition("/")[0]), one.from_.first_day
        counts = day.year == year and one.state is not CommitmentState.AWAITING_TEXT
        begun[year] = min(day if counts else date.max, begun.get(year, date.max))
    return {year: date(year, 1, 1) if day == date.max else day for year, day in begun.items()}


def holds_until(year: int, commitment: Commitment, begun: Mapping[int, date]) -> date:
    """The last day on which a promise of a year holds: until the next edition does.

    What was measured before that was told of this one, and stays: of a year without an edition of
    its own, and of the months before one that begins late in its year.
    """
    following = min((one for one in begun if one > year), default=None)
    last = begun[following] - timedelta(days=1) if following else date.max
    return min(last, commitment.until.last_day) if commitment.until else last
