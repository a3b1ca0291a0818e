"""Files that may be drafts: a field of the file only, which nothing that is published has."""

from pydantic import Field

from portal.records.commitment import Commitment
from portal.records.kinds import Record, YesNo
from portal.records.notice import Notice
from portal.records.site import Page


class MayBeDraft(Record):
    """What the file says of itself: whether it is still being written."""

    draft: YesNo = Field(
        False,
        title="草稿",
        description="写 是，只在预览里看得到，不公布；要公布就删去这一行",
        examples=["否"],
    )


class NoticeFile(Notice, MayBeDraft):
    """The head of a notice's file."""


class CommitmentFile(Commitment, MayBeDraft):
    """The head of a commitment's file."""


class PageFile(Page, MayBeDraft):
    """The head of a page's file."""
