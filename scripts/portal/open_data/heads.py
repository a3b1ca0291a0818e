"""What published data says of a record beside its own fields: its identity, place and standing.

Declared like the records, so that labels, schemas, headers and the dictionary come from here too.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from portal.facts.life import Status
from portal.facts.promises import Verdict
from portal.records.advice import PERIOD
from portal.records.indicator import Direction, Indicator, Period
from portal.records.kinds import AmountOrNothing, Day, FollowedAddress, Identifier, Record
from portal.records.notice import BODY_LABEL, ID_LABEL, REVISION_LABEL
from portal.records.source import Source

SAMPLE = Field(title="示例", description="是的，只是示例，不是真实的资费或结果")
QUARTER = Field(title="时期", description="季度")
PUBLISHED_ON = Field(title="公布日期", description="结果公布的日子")
VERDICT = Field(title="判定", description="和目标相比")
INDICATOR: Mapping[str, Any] = Indicator.model_fields
PromiseId = Annotated[str, WithJsonSchema({"pattern": r"^\d{4}/[1-9]\d?$"})]
ResultId = Annotated[str, WithJsonSchema({"pattern": f"^{PERIOD}/[A-Za-z0-9-]+$"})]
Revision = Annotated[int, WithJsonSchema({"minimum": 1})]
URL: Any = Field(title="网址", description="这一条在本站的网址，一直不变")


class NoticeHead(Record):
    """What a notice is called, where it stands and how it stands on the day."""

    id: Identifier = Field(title=ID_LABEL, description="公告的编号，定了就不改，也不再给别的公告")
    url: FollowedAddress = URL
    short_url: FollowedAddress = Field(title="短网址", description="印在纸上的网址，一直不变")
    sample: bool = SAMPLE
    status: Status = Field(title="状态", description="数据日期这一天的状态")
    status_on: Day | None = Field(
        None, title="状态日期", description="和状态相关的日子，没有就空着"
    )
    revision: Revision = Field(title=REVISION_LABEL, description="首次公布是 1，每更正一项加 1")
    superseded_on: Day | None = Field(
        None, title="被取代日期", description="取代它的公告上线的日子"
    )
    superseded_by: tuple[Identifier, ...] = Field(
        title="被谁取代", description="取代它的公告的编号"
    )


class PromiseHead(Record):
    """What a promise is called, where it stands and whether it was kept last."""

    id: PromiseId = Field(title="承诺编号", description="年份和第几项")
    url: FollowedAddress = URL
    sample: bool = SAMPLE
    verdict: Verdict | None = Field(None, title="最近结果", description="最近一个季度是否达标")
    verdict_is_sample: bool = Field(
        title="最近结果是示例", description="是的，这个判定是示例，承诺本身可以是真的"
    )


class Text(Record):
    """The body of a record that has one."""

    body: str = Field(title=BODY_LABEL, description="Markdown 正文")


class SampleHead(Record):
    """Whether an item is only a sample."""

    sample: bool = SAMPLE


class QuarterHead(Record):
    """What is measured in a quarter, and what was promised."""

    title: str = INDICATOR["title"]
    period: Period = QUARTER
    unit: str = INDICATOR["unit"]
    direction: Direction = INDICATOR["direction"]
    target: AmountOrNothing = INDICATOR["target"]


class QuarterTail(Record):
    """What the result of a quarter says, and since when it is known."""

    verdict: Verdict = VERDICT
    published_on: Day = PUBLISHED_ON
    sample: bool = SAMPLE


class ResultHead(Record):
    """Which indicator was measured when, and what the result says."""

    id: ResultId = Field(title="结果编号", description="季度和指标编号")
    period: Period = QUARTER
    published_on: Day = PUBLISHED_ON
    indicator: Identifier = Field(title="指标编号", description="见指标表")
    sample: bool = SAMPLE
    verdict: Verdict = VERDICT


class Origin(Record):
    """Where a result comes from."""

    source: Source = Field(title="来源", description="这些结果的出处")
