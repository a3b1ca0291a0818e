"""What a draft may still leave open: its placeholders are told, and stop nothing until it is published."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import BaseModel, ValidationError

from portal.misfits import Told
from portal.records.advice import STILL_TO_COME, Drafted
from portal.slips import Slip
from portal.wording import told
from portal.yamltext import Value

RULE = "no-placeholders"
_DRAFT = re.compile(r"""^draft: *["']?是["']? *(?:#.*)?$""", re.MULTILINE)
_REMARK = re.compile(rf"^[ \t]*#.*?({STILL_TO_COME})", re.MULTILINE)
_GUESS = "；还没有定的，草稿里先写一个大概的，上面加一行 # 待定"


def is_draft(front: str) -> bool:
    """Whether a file says at its head that it is still being written."""
    return "draft:" in front and _DRAFT.search(front) is not None


def opened(value: Value) -> Value:
    """The value, all of its texts such as may hold open places."""
    if isinstance(value, dict):
        return {key: opened(one) for key, one in value.items()}
    return [opened(one) for one in value] if isinstance(value, list) else Drafted(value)


def left(
    record: type[BaseModel], value: Value, found: list[Told]
) -> tuple[BaseModel | None, list[Told]]:
    """The record of a draft that only has open places, and what to tell of it in place of `found`.

    Where a day or a number belongs, nothing can stand open: no page could be made of it.
    """
    places = {one.loc for one in found if one.rule == RULE}
    if not places:
        return None, found
    fitted, rest = None, []
    try:
        fitted = record.model_validate(opened(value))
    except ValidationError as error:
        rest = told(record, error, value)
    wrong = {one.loc for one in rest}
    notices = [
        replace(one, severity="notice", fix=_later(one.fix))
        for one in found
        if one.rule == RULE and one.loc not in wrong
    ]
    rest = [replace(one, fix=one.fix + _GUESS) if one.loc in places else one for one in rest]
    return fitted, [*notices, *rest]


def left_in_body(slips: Iterable[Slip]) -> list[Slip]:
    """The slips of a draft's body."""
    return [
        replace(slip, severity="notice", fix=_later(slip.fix)) if slip.rule == RULE else slip
        for slip in slips
    ]


def remarks(front: str, first_line: int) -> Iterator[Slip]:
    """Remarks of the draft that a published file was: what stands below them may be a guess."""
    for found in _REMARK.finditer(front) if "#" in front else ():
        line = front.count("\n", 0, found.start(1)) + first_line
        column = found.start(1) - front.rfind("\n", 0, found.start(1))
        message = f"这一行注释里还留着“{found[1]}”，下面的像是还没有定"
        fix = "看下面一行，定下来的写对，再删去这一行注释；还没有定的，在开头的 --- 下面加一行 draft: 是"
        yield Slip(line, column, RULE, message, fix, "notice")


def _later(fix: str) -> str:
    return f"公布以前{fix}"
