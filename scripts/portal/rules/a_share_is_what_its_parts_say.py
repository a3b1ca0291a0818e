"""比例用 % 作单位的，结果不超过 100，写了分子数和分母数就等于两数相除（不写 未统计），没达标的不四舍五入成达标；目标也不超过 100；只从名称、定义看出是比例的，超过了会提醒一声。"""

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from portal.findings import Fault
from portal.portal import Portal
from portal.records.indicator import Direction, Indicator, Result, kept
from portal.records.values import NOTHING, UNMEASURED
from portal.rules.a_share_is_at_most_everything import LOOK_AT_THE_POINT

ALL = 100
_SURE = "；真的会超过 100% 的就不用改"
# What is called 率, or said to be a part of something; what grew, or was planned, may be more.
_RATE = re.compile(r"率(?:[（(].*[）)])?$")
_PART = re.compile(r"比例|占比|比重|百分比|占(?![用线有])")
_MAY_BE_MORE = re.compile(
    "增长|增幅|增加|增速|上升|提升|提高|改善|变化|同比|环比|下降|降低|降幅|减少|[完达]成率|渗透率|普及率"
)


def faults(portal: Portal) -> Iterator[Fault]:
    """Shares above everything, and shares that their two numbers do not give."""
    for entry in portal.of("indicators").values():
        for index, indicator in enumerate(entry.record.root):
            if aims_too_high(indicator):
                message = f"{indicator.id} 的目标 {indicator.target}% 超过了 100%"
                yield Fault(entry.path, (index, "target"), message, LOOK_AT_THE_POINT)
            elif _reads_as_share(indicator) and (indicator.target or 0) > ALL:
                message = f"{indicator.id} 像是比例，目标 {indicator.target}% 却超过了 100%"
                fix = LOOK_AT_THE_POINT + _SURE
                yield Fault(entry.path, (index, "target"), message, fix, "notice")
    for period, entry in portal.of("results").items():
        for name, result in portal.results[period].results.items():
            indicator = portal.indicators.get(name)
            if indicator is not None:
                told = [*_unscaled(indicator, result)]
                told += _wrong(indicator, result) if indicator.unit == "%" else ()
                for field, message, fix in told:
                    loc = ("results", name, field)
                    yield Fault(entry.path, loc, message, fix, cause=of_result(entry.path, name))
                if not told and _reads_as_share(indicator) and (result.value or 0) > ALL:
                    message = f"{name} 像是比例，结果 {result.value}% 却超过了 100%"
                    fix = LOOK_AT_THE_POINT + _SURE
                    yield Fault(entry.path, ("results", name, "value"), message, fix, "notice")


def aims_too_high(indicator: Indicator) -> bool:
    """Whether its target is above everything, so that no result could keep it."""
    return _is_share(indicator) and indicator.target is not None and indicator.target > ALL


def of_result(path: str, name: str) -> str:
    """The cause of what follows from a figure that is wrong."""
    return f"{path} {name}"


def _is_share(indicator: Indicator) -> bool:
    return indicator.unit == "%" and (indicator.statistic == "比例" or bool(indicator.numerator))


def _reads_as_share(indicator: Indicator) -> bool:
    """Whether only its words say that it is one."""
    if indicator.unit != "%" or _is_share(indicator):
        return False
    title, definition = indicator.title, indicator.definition
    says_so = _RATE.search(title) or _PART.search(definition)
    return bool(says_so) and not _MAY_BE_MORE.search(f"{title} {definition}")


def _unscaled(indicator: Indicator, result: Result) -> Iterator[tuple[str, str, str]]:
    """A value that was not turned into per cent: 0.94 where 90 is the least."""
    value, least = result.value, indicator.target
    at_least = indicator.direction is Direction.AT_LEAST and least is not None and least > 1
    proved = result.numerator is not None and result.denominator is not None
    if indicator.unit == "%" and at_least and not proved and value is not None and 0 < value <= 1:
        message = f"{indicator.id} 是 {value}%，像是没有换成百分数"
        fix = f"写成 {(value * ALL).normalize():f}；真的只有 {value}% 的，补上 numerator 和 denominator"
        yield "value", message, fix


def _wrong(indicator: Indicator, result: Result) -> Iterator[tuple[str, str, str]]:
    name, value, above, below = indicator.id, result.value, result.numerator, result.denominator
    has_both = above is not None and below is not None  # then it is a share, whoever says so
    if below == 0 and (has_both or _is_share(indicator)):
        yield "denominator", f"{name} 的分母数是 0", "写真的分母数；没有统计就写 无"
    elif value is None and above is not None and below:
        message = f"{name} 写的是 {UNMEASURED}，分子数 {above} 和分母数 {below} 却都有"
        fix = f"结果写 {_short(above / below * ALL, ROUND_HALF_EVEN)}；真的没有统计，分子数和分母数都写 {NOTHING}"
        yield "value", message, fix
    elif value is not None and value > ALL and _is_share(indicator):
        yield "value", f"{name} 是 {value}%，超过了 100%", LOOK_AT_THE_POINT
    elif value is not None and above is not None and below:
        share = above / below * ALL
        least = min(int(value.as_tuple().exponent), -indicator.decimals)
        exactly = result.model_copy(update={"value": share, "qualifier": None})
        # Rounded or cut off: both are within one of the last digit that is to be written.
        if abs(share - value) >= Decimal(1).scaleb(least):
            message = (
                f"{name} 写的是 {value}%，分子数除以分母数却是 {_short(share, ROUND_HALF_EVEN)}%"
            )
            yield "value", message, "对照原始数据，改正结果、分子数和分母数里写错的那一个"
        elif kept(indicator, result) and not kept(indicator, exactly):
            # Cut off on the side where it lies, that it does not become the target itself.
            at_least = indicator.direction is Direction.AT_LEAST
            given = _short(share, ROUND_FLOOR if at_least else ROUND_CEILING)
            message = f"{name} 写成 {value}% 就算达标，分子数除以分母数却是 {given}%，没有达标"
            yield "value", message, f"结果不四舍五入成达标：写 {given}，再写未达标的原因"


def _short(share: Decimal, rounding: str) -> str:
    return f"{share.quantize(Decimal('0.0001'), rounding):f}".rstrip("0").rstrip(".")
