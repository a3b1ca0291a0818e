"""What a notice says under a field, in words as its page has them: 18 个月 where the record holds 18."""

from collections.abc import Callable, Mapping

from portal.records.notice import Notice
from portal.records.reading import reading, scalar
from portal.records.values import NOTHING

UNWRITTEN, UNDATED = "没有写明", "期限未注明"


def term(notice: Notice, field: str, names: Mapping[str, str]) -> str:
    """The field as `reading` reads it, and with its unit where that stands elsewhere in the record."""
    own = _OWN.get(field)
    return own(notice) if own else reading(getattr(notice, field), names)


def _promotion(notice: Notice) -> str:
    offer = notice.promotion
    if offer is None:
        return NOTHING
    time = f"前 {offer.months} 个月" if offer.months else UNDATED
    conditions = f"（条件：{offer.conditions}）" if offer.conditions else ""
    return f"{scalar(offer.amount)} {notice.price.unit}，{time}{conditions}"


def _contract_months(notice: Notice) -> str:
    return f"{notice.contract_months} 个月" if notice.contract_months else NOTHING


def _auto_renew(notice: Notice) -> str:
    found = notice.auto_renew
    return "，".join([scalar(found.renews), *([found.term] if found.term else [])])


def _largest_penalty(notice: Notice) -> str:
    if notice.largest_penalty is not None:
        return f"{scalar(notice.largest_penalty)} 元"
    return NOTHING if notice.liability == NOTHING else UNWRITTEN


def _commitments(notice: Notice) -> str:
    return "、".join(f"第 {number} 项" for number in notice.commitments) or NOTHING


_OWN: Mapping[str, Callable[[Notice], str]] = {
    "promotion": _promotion,
    "contract_months": _contract_months,
    "auto_renew": _auto_renew,
    "largest_penalty": _largest_penalty,
    "commitments": _commitments,
}
