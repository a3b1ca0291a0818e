"""The kinds of files: which record each holds, and where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from portal.records.advice import PERIOD
from portal.records.award import Awards
from portal.records.channel import Channels, Coverages
from portal.records.commitment import Commitment
from portal.records.draft import CommitmentFile, NoticeFile, PageFile
from portal.records.indicator import Indicators, Results
from portal.records.notice import Notice
from portal.records.redirect import Redirects
from portal.records.site import Page, Site, Synonyms
from portal.slips import Loc


@dataclass(frozen=True)
class Kind:
    """One kind of file: its name, its place below content/ and the record it holds.

    `published` is that record without what a file says of itself only, where there is such a thing.
    """

    name: str
    label: str
    about: str
    pattern: re.Pattern[str]
    example: str
    record: type[BaseModel]
    has_body: bool = False
    published: type[BaseModel] | None = None

    def identity(self, path: str) -> str:
        """What the file name says the record is: `GD2009-0137`, `2009/1`, `help/complain`."""
        found = self.pattern.fullmatch(path)
        return found["id"] if found and "id" in found.groupdict() else self.name


_ID = r"(?P<id>[A-Za-z0-9][A-Za-z0-9-]*)"
KINDS = (
    Kind("notice", "资费公告", "一份公告一个文件；文件名就是公告编号，文件夹是公布的年份", re.compile(rf"notices/\d{{4}}/{_ID}\.md", re.ASCII), "notices/2009/GD2009-0137.md", NoticeFile, True, Notice),
    Kind("commitment", "承诺", "一项承诺一个文件；文件夹是年份，文件名是第几项", re.compile(r"commitments/(?P<id>\d{4}/[1-9]\d?)\.md", re.ASCII), "commitments/2009/1.md", CommitmentFile, True, Commitment),
    Kind("page", "页面", "一个页面一个文件；文件的路径就是网址", re.compile(r"pages/(?P<id>(?:[a-z0-9-]+/)*[a-z0-9-]+)\.md"), "pages/help/complain.md", PageFile, True, Page),
    Kind("site", "网站", "整个网站的名称、运营方和设置，只有一个", re.compile(r"data/site\.yml"), "data/site.yml", Site),
    Kind("indicators", "指标", "怎样量、目标是多少，每个指标一项", re.compile(r"data/indicators\.yml"), "data/indicators.yml", Indicators),
    Kind("results", "结果", "一个季度一个文件，文件名是季度", re.compile(rf"data/results/(?P<id>{PERIOD})\.yml"), "data/results/2009-q1.yml", Results),
    Kind("awards", "荣誉", "得过的奖和做过的第一，每个一项", re.compile(r"data/awards\.yml"), "data/awards.yml", Awards),
    Kind("channels", "服务渠道", "客户能找到运营方的地方，每个一项", re.compile(r"data/channels\.yml"), "data/channels.yml", Channels),
    Kind("coverage", "网络覆盖", "各类地方的覆盖率，每个一项", re.compile(r"data/coverage\.yml"), "data/coverage.yml", Coverages),
    Kind("redirects", "换地址", "页面换了地址或不再有，旧地址转到哪里，每个一项", re.compile(r"data/redirects\.yml"), "data/redirects.yml", Redirects),
    Kind("synonyms", "同义词", "读者会混用的词，搜索时当作一个，每组一项", re.compile(r"data/synonyms\.yml"), "data/synonyms.yml", Synonyms),
)  # fmt: skip


def items(record: BaseModel) -> Iterator[tuple[Loc, Any]]:
    """The records that a list file holds, each with the way to it; of other files none."""
    # Asking ten thousand notices for what only other records have would be slow by attribute.
    fields = vars(record)
    for name in ("root", "awards", "firsts"):
        for at, one in enumerate(fields.get(name, ())):
            if isinstance(one, BaseModel):
                yield ((at,) if name == "root" else (name, at)), one
