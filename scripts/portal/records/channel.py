"""Where customers are served: content/data/channels.yml and content/data/coverage.yml."""

from typing import Annotated

from pydantic import Field, PlainValidator, RootModel, ValidationInfo, field_validator

from portal.records.contacts import telephone
from portal.records.indicator import Qualifier
from portal.records.kinds import (
    Amount,
    Contact,
    Identifier,
    Partial,
    Record,
    Stated,
    Text,
    Title,
    Unit,
)
from portal.records.source import Source
from portal.records.values import Choice, one_of


class ChannelKind(Choice):
    """What kind of counter it is."""

    HALL = "hall", "服务厅"
    HOTLINE = "hotline", "热线"
    MANAGER = "manager", "客户经理"
    ONLINE = "online", "网上"
    SMS = "sms", "短信"
    KIOSK = "kiosk", "自助终端"


class Scale(Record):
    """How large a channel is, with its qualifier: 超过 1500 家."""

    figure: Amount = Field(title="数字", description="数字", examples=["1500"])
    qualifier: Qualifier | None = Field(
        None, title="限定词", description="超过、近、以上：照出处写", examples=["超过"]
    )
    unit: Unit = Field(title="单位", description="家、个、人 等", examples=["家"])
    on: Partial | None = Field(
        None, title="截至", description="数字是什么时候的", examples=["2009-07-17"]
    )


class Channel(Record):
    """One way to reach the operator."""

    id: Identifier = Field(title="渠道编号", description="定了就不改", examples=["hotline"])
    title: Title = Field(title="渠道", description="名称", examples=["10086 热线"])
    kind: Annotated[ChannelKind, PlainValidator(one_of(ChannelKind))] = Field(
        title="渠道类别", description="哪一类渠道", examples=["hotline"]
    )
    contact: Contact | None = Field(
        None,
        title="联系方式",
        description="电话号码、网址或短信号码；热线只写一个号码",
        examples=["10086"],
    )
    hours: Stated | None = Field(
        None, title="服务时间", description="什么时候有人", examples=["每天 8:00 到 20:00"]
    )
    scale: Scale | None = Field(None, title="规模", description="有多大")
    how: Text | None = Field(
        None, title="怎么用", description="客户要做什么", examples=["拨打后按语音提示选择"]
    )
    source: Source = Field(title="来源", description="出处")

    @field_validator("contact")
    @classmethod
    def _can_be_dialled(cls, contact: str | None, info: ValidationInfo) -> str | None:
        """A hotline is reached by one number: two of them, or its hours beside it, dial nobody."""
        dialled = info.data.get("kind") is ChannelKind.HOTLINE and contact is not None
        return telephone(contact) if dialled else contact


class Coverage(Record):
    """The share of an area that the network covers."""

    id: Identifier | None = Field(
        None,
        title="编号",
        description="定了就不改；不写就用范围的拼音，改范围的说法之前先写上它",
        examples=["villages"],
    )
    area: Text = Field(title="范围", description="哪里的覆盖", examples=["行政村"])
    value: Amount = Field(title="覆盖率", description="数字", examples=["99.68"])
    qualifier: Qualifier | None = Field(
        None, title="限定词", description="以上、超过、近：照出处写", examples=["以上"]
    )
    unit: Unit = Field(title="单位", description="通常是 %", examples=["%"])
    on: Partial | None = Field(
        None, title="截至", description="数字是什么时候的", examples=["2009-07-17"]
    )
    source: Source = Field(title="来源", description="出处")


class Channels(RootModel[tuple[Channel, ...]]):
    """The whole of channels.yml."""


class Coverages(RootModel[tuple[Coverage, ...]]):
    """The whole of coverage.yml."""
