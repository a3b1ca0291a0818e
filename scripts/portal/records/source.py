"""Where a fact comes from: the record that every other record cites."""

from typing import Annotated

from pydantic import Field, PlainValidator, model_validator

from portal.records.kinds import FollowedAddress, Partial, Record, Text
from portal.records.values import Choice, one_of, wrong


class SourceKind(Choice):
    """How a fact is known; `sample` is no fact and shows 示例 wherever it appears."""

    REPORT = "report", "报道"
    OFFICIAL = "official", "官方"
    RULE = "rule", "规章"
    SAMPLE = "sample", "示例"
    PENDING = "pending", "待提供"


CITED = (SourceKind.REPORT, SourceKind.OFFICIAL, SourceKind.RULE)


class Source(Record):
    """A citation; a report, an official text or a rule is named with title, publisher and day."""

    kind: Annotated[SourceKind, PlainValidator(one_of(SourceKind))] = Field(
        title="来源类别",
        description="这件事从哪里知道：报道、官方文件、规章；示例是演示数据；待提供是还没有来源",
        examples=["report"],
    )
    title: Text | None = Field(
        None, title="来源标题", description="文章或文件的名称", examples=["关于公布资费的通知"]
    )
    publisher: Text | None = Field(
        None, title="发布者", description="报社、网站或部门", examples=["示例日报"]
    )
    on: Partial | None = Field(
        None,
        title="来源日期",
        description="发布的日子，不全知道就写到月或年",
        examples=["2009-07-17"],
    )
    url: FollowedAddress | None = Field(
        None,
        title="来源网址",
        description="原发布者的网址，照实写；没有 https 的写 http",
        examples=["https://example.com/a"],
    )

    @model_validator(mode="after")
    def _is_named(self) -> "Source":
        missing = [name for name in ("title", "publisher", "on") if getattr(self, name) is None]
        if self.kind in CITED and missing:
            message = f"来源写了 {self.kind.value}（{self.kind.label}），还缺 {'、'.join(missing)}"
            raise wrong("source-is-named", message, f"在 source 里补上：{'、'.join(missing)}")
        return self

    @property
    def is_sample(self) -> bool:
        """Whether what cites it must be marked 示例."""
        return self.kind is SourceKind.SAMPLE
