"""What to write in the place of a number: of a text with words around it the number alone."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from portal.records.advice import HALF_WIDTH, LOOK_ALIKE, Advice

DECIMAL = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,8})?", re.ASCII)
WHOLE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
QUALIFIERS = ("超过", "近", "以上", "余", "多", "约")
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# A qualifier has its place: in 不超过 48 the word before the number is another one.
_COUNTED = re.compile(
    r"(?:人民币|RMB|共计?)?(?P<before>超过|近|约|)(?P<number>\d+(?:\.\d+)?)(?P<times>[百千万亿]*)"
    r"(?P<behind>余|多|)(?P<word>[^\d-]*?)(?P<after>以上|多|)"
)
_BOUND = re.compile(
    "[不未没][足到满超高低大小多少及]|[高低大小多少][于过]|以[下内]|内$|[最至][多少高低大小长短快慢晚]|[上下]限|[<>≤≥＜＞]"
)
_UNLIMITED = "只写数字；不限量的，删去这一项，在 other（其他说明）里写明"
_IN_WORDS = {"免费": "写成 0", "不限": _UNLIMITED, "不限量": _UNLIMITED, "无限": _UNLIMITED}


@dataclass(frozen=True)
class Quantity:
    """A number, the word of its unit as it is written, and its qualifier; empty for none."""

    number: str
    word: str
    qualifier: str


def quantity(written: str) -> Quantity | None:
    """`超过 4 千家` is 4000, 家 and 超过; None when anything else stands around the number."""
    found = _COUNTED.fullmatch(_plain(written))
    if found is None or not DECIMAL.fullmatch(found["number"]):
        return None
    around = [one for one in (found["before"], found["behind"], found["after"]) if one]
    if len(around) > 1 or _BOUND.search(found["word"]):
        return None
    number = _times(found["number"], found["times"])
    return Quantity(number, found["word"], "".join(around))


def is_bound(written: str) -> bool:
    """Whether a text says what a number does not pass, not what it is: 不超过 48, 不到 200."""
    return bool(re.search(r"\d", written) and _BOUND.search(written) and not quantity(written))


def amount_advice(written: str) -> Advice:
    """`￥1,000` is 1000; what carries a unit is told, not changed."""
    plain = _plain(written)
    number = plain.removesuffix("元").translate(LOOK_ALIKE)
    point = re.fullmatch(r"(\d+)[,，。、·](\d{1,2}|\d{4,8})元?", written.translate(HALF_WIDTH))
    if point or not _in_threes(written):
        meant = f"{point[1]}.{point[2]}" if point else ""
        return f"写成 {meant}（小数点用半角 .）" if point else "只写一个数字，如 59 或 0.15", None
    if DECIMAL.fullmatch(number):
        return f"写成 {number}（只写数字，单位另有一栏）", number if number == plain else None
    unpadded = number.lstrip("0")
    if DECIMAL.fullmatch(unpadded) and number[:1] == "0":
        return f"写成 {unpadded}（前面不写 0）", None
    return _in_words(written, plain), None


def whole_number_advice(written: str) -> Advice:
    """`０３` is 3."""
    plain = written.translate(HALF_WIDTH).translate(LOOK_ALIKE).lstrip("0") or "0"
    if WHOLE.fullmatch(plain):
        return f"写成 {plain}", plain
    if is_bound(written):
        return "写一个确定的整数，不写上限、下限", None
    digits = re.findall(r"\d+", plain)
    if len(digits) == 1 and WHOLE.fullmatch(digits[0]) and not re.search(r"[-.．年]", plain):
        return f"写成 {digits[0]}，只写数字", None
    return "写成整数，如 12；没有就写 0", None


def _in_words(written: str, plain: str) -> str:
    if "折" in plain:
        return "写打折以后的价格，只写数字"
    if found := quantity(written):
        return f"写成 {found.number}（只写数字；单位、“超过”“以上”另有一栏）"
    if is_bound(written):
        return "写一个确定的数，不写上限、下限"
    return _IN_WORDS.get(plain, "只写数字，如 59 或 0.15；单位另有一栏")


def _plain(written: str) -> str:
    plain = re.sub(r"[,，￥¥\s_]|。$", "", written.translate(HALF_WIDTH))
    return re.sub(r"^\.(?=\d)", "0.", plain).removeprefix("+")


def _times(number: str, signs: str) -> str:
    """`4` and `千` are 4000."""
    return str(int(Decimal(number) * prod(_TIMES[sign] for sign in signs))) if signs else number


def _in_threes(written: str) -> bool:
    """Whether commas, spaces and underscores stand only before three digits each."""
    digits = written.translate(HALF_WIDTH)
    between = re.findall(r"(?<=\d)[,，\s_]+(?=\d)", digits)
    return len(between) == len(re.findall(r"(?<=\d)[,，\s_](?=\d{3}(?!\d))", digits))
