"""承诺按它写的数考核：标题、客户得到什么里写了 24 小时，考核它的指标目标就不是 48 小时；两处不一样，会提醒一声。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from portal.findings import Fault
from portal.portal import Portal
from portal.records.advice import HALF_WIDTH
from portal.records.commitment import Commitment, CommitmentState, begins, holds_until
from portal.records.indicator import Indicator
from portal.rules.a_share_is_what_its_parts_say import aims_too_high
from portal.rules.an_id_is_used_once import repeated

_LABELS = {"title": "标题", "benefit": "客户得到什么"}
# 7×24 小时 and 24 小时客服 are how long a service is open, 24 小时内响应 is a limit.
_NUMBER = r"(?<![\d.×x*/~–-])(?<!\d,)(?<![×x*~–-] )(\d+(?:\.\d+)?) ?"
_ALL_DAY = re.compile(
    r"(?:全[天年日]|每[天日]|365 ?天) ?24 ?小时(?!之?内|以内)"
    r"|24 ?小时(?=不间断|不打烊|都|服务|人工|(?:电话)?(?:热线|客服|受理|畅通|接听)|营业|在线|自助|值[守班]|开通|开放|响应|有人)"
)
_WHOLE = Decimal(100)
# A unit that is only the beginning of another: 分 of 分钟, 个 of 个月, 元 of 元/月.
_ENDS = r"(?![A-Za-z/]|(?<=分)钟|(?<=个)[工小月季])"


def faults(portal: Portal) -> Iterator[Fault]:
    """Promises that say a number in the unit of their indicators, none of which has it as target."""
    twice, begun = set(repeated(portal, "indicators")), begins(portal.commitments)
    for name, entry in portal.of("commitment").items():
        promise = portal.commitments[name]
        last = holds_until(int(name.partition("/")[0]), promise, begun)
        indicators = [
            one
            for one in map(portal.indicators.get, promise.indicators)
            if one
            and one.id not in twice
            and not aims_too_high(one)
            # A target that begins later is that of a later promise.
            and (one.target_from is None or one.target_from <= last)
        ]
        if promise.state is not CommitmentState.AWAITING_TEXT:
            for field, message, fix in _unmeasured(promise, indicators):
                yield Fault(entry.path, (field,), message, fix, "notice")


def _unmeasured(
    promise: Commitment, indicators: Sequence[Indicator]
) -> Iterator[tuple[str, str, str]]:
    for unit in dict.fromkeys(one.unit for one in indicators if one.target is not None):
        aims = [one for one in indicators if one.unit == unit and one.target is not None]
        told = {one.target for one in aims}
        others = [one for one in indicators if one.unit != unit]
        # What another indicator is about: the share that is answered within 15 秒.
        within = {
            number for one in others for number in _numbers(f"{one.title} {one.definition}", unit)
        }
        # Of 100 the rest is another measure: 掉话率低于 1% beside 接通率 99%.
        within |= {_WHOLE - target for target in told if target is not None and unit == "%"}
        said = {field: _numbers(getattr(promise, field) or "", unit) for field in _LABELS}
        if told & {number for numbers in said.values() for number in numbers}:
            continue
        for field, numbers in said.items():
            number = next((one for one in numbers if one not in within), None)
            if number is not None:
                yield field, *_words(field, f"{number} {unit}", aims)
                break


def _numbers(text: str, unit: str) -> list[Decimal]:
    """The numbers of a text that stand right before the unit."""
    plain = _ALL_DAY.sub("", text.translate(HALF_WIDTH).replace("％", "%"))
    found = re.findall(_NUMBER + re.escape(unit) + _ENDS, plain, re.ASCII)
    return list(map(Decimal, found))


def _words(field: str, said: str, aims: Sequence[Indicator]) -> tuple[str, str]:
    listed = "、".join(f"{one.id} {one.direction.label} {one.target} {one.unit}" for one in aims)
    message = f"{_LABELS[field]}里写着“{said}”，考核指标的目标却是 {listed}"
    fix = (
        "两处改成一样的数；公布过结果的目标不改，要换目标就在 data/indicators.yml 另写一个指标；"
        "两处说的不是一件事就不用改"
    )
    return message, fix
