"""Where pages went: content/data/redirects.yml, so that no address ever published leads nowhere."""

from pydantic import Field, RootModel

from portal.records.kinds import Day, OldAddress, Record, SiteAddress, Text


class Redirect(Record):
    """An address that was given up, and the one that answers for it."""

    from_: OldAddress = Field(
        alias="from",
        title="旧地址",
        description="不再有页面的地址，从 / 写起，以 / 或 .html 结尾",
        examples=["/help/old/"],
    )
    to: SiteAddress = Field(
        title="新地址", description="现在看哪一页", examples=["/help/complain/"]
    )
    on: Day | None = Field(
        None, title="日期", description="从哪天起换了地址", examples=["2009-07-17"]
    )
    why: Text | None = Field(None, title="原因", description="为什么换", examples=["两页并成一页"])


class Redirects(RootModel[tuple[Redirect, ...]]):
    """The whole of redirects.yml."""
