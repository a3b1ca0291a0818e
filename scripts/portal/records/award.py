"""The operator's history of honours: content/data/awards.yml."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from portal.records.kinds import Identifier, PartialOrNothing, Record, Text, Texts, Title
from portal.records.lists import list_of_text
from portal.records.source import Source


class Award(Record):
    """One award, dated as far as it is known."""

    id: Identifier = Field(title="奖项编号", description="定了就不改", examples=["best-service-4"])
    title: Title = Field(title="奖项", description="奖的名称", examples=["最佳客户服务奖"])
    event: Text = Field(
        title="评选活动", description="评选或颁奖的名称", examples=["第四届最佳客户服务评选"]
    )
    session: Text | None = Field(None, title="届次", description="第几届", examples=["第四届"])
    on: PartialOrNothing = Field(
        title="日期",
        description="颁奖的日子；不知道写 无，并在 date_note 说明",
        examples=["2009-07-15"],
    )
    date_note: Text | None = Field(
        None, title="日期说明", description="日期不全时写清为什么", examples=["照报道写的颁奖当天"]
    )
    organisers: Texts = Field((), title="主办", description="主办单位", examples=[["中国信息协会"]])
    place: Text | None = Field(None, title="地点", description="颁奖的地方", examples=["北京"])
    recipient: Text = Field(title="获奖者", description="谁得的奖", examples=["广东移动"])
    citation: Text | None = Field(
        None, title="评语", description="评委给的评语", examples=["服务始终如一"]
    )
    source: Source = Field(title="来源", description="出处")


class First(Record):
    """Something the operator was the first to do."""

    id: Identifier | None = Field(
        None,
        title="编号",
        description="定了就不改；不写就用标题的拼音，改标题之前先写上它",
        examples=["call-centre"],
    )
    title: Title = Field(
        title="第一个", description="第一个做了什么", examples=["建立客户呼叫中心"]
    )
    on: PartialOrNothing = Field(
        title="日期", description="做到的日子；不知道写 无", examples=["无"]
    )
    note: Text | None = Field(None, title="说明", description="补充", examples=["报道没有写日期"])
    source: Source = Field(title="来源", description="出处")


class Awards(Record):
    """The whole of awards.yml."""

    awards: Annotated[tuple[Award, ...], BeforeValidator(list_of_text)] = Field(
        title="奖项", description="每个奖一项"
    )
    firsts: Annotated[tuple[First, ...], BeforeValidator(list_of_text)] = Field(
        (), title="多个第一", description="第一个做的事"
    )
