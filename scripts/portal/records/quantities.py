"""What to write in the place of a number: of a text with words around it the number alone."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from portal.records.advice import HALF_WIDTH, LOOK_ALIKE, Advice, figures

DECIMAL = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,8})?", re.ASCII)
WHOLE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
QUALIFIERS = ("超过", "近", "以上", "余", "多", "约")
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SCALES: tuple[dict[str, str], ...] = (
    {"元": "1", "圆": "1", "块": "1", "块钱": "1", "rmb": "1", "角": "0.1", "毛": "0.1", "毛钱": "0.1", "分": "0.01", "分钱": "0.01"},
    {"秒": "1", "秒钟": "1", "分": "60", "分钟": "60", "min": "60", "小时": "3600", "钟头": "3600", "天": "86400", "日": "86400", "周": "604800", "星期": "604800"},
    {"月": "1", "季度": "3", "季": "3", "年": "12", "周年": "12"},
    {"%": "1", "‰": "0.1"},
)  # fmt: skip
_SHORT_UNITS = {"k": "kb", "m": "mb", "g": "gb", "t": "tb", "％": "%"}
_HAN = re.compile(
    f"(半|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
    f"(个?(?:{'|'.join(word for scale in _SCALES for word in scale)})?)"
)
# A qualifier has its place: in 不超过 48 the word before the number is another one.
_COUNTED = re.compile(
    r"(?:人民币|RMB|共计?)?(?:每(?P<per>[^\d每]{1,2}))?(?P<before>超过|近|约|)"
    r"(?P<number>\d+(?:\.\d+)?)(?P<times>[百千万亿]*)"
    r"(?P<behind>余|多|)(?P<word>[^\d-]*?)(?P<after>以上|多|左右|上下|)"
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
    plain = _plain(written)
    found = _COUNTED.fullmatch(_HAN.sub(_figures, plain) if _HAN.fullmatch(plain) else plain)
    if found is None or not DECIMAL.fullmatch(found["number"]) or found["word"][:1] == ".":
        return None
    around = [one for one in (found["before"], found["behind"], found["after"]) if one]
    if len(around) > 1 or _BOUND.search(found["word"]):
        return None
    word = f"{found['word']}/{found['per']}" if found["per"] else found["word"]
    qualifier = re.sub("左右|上下", "约", "".join(around))
    return Quantity(_times(found["number"], found["times"]), word, qualifier)


def in_unit(found: Quantity, unit: str) -> str | None:
    """The number counted in `unit`, 0.15 for 15 分 in 元; None when that is not certain.

    A unit that ends with / is one per something that is not known here.
    """
    word, _, per = _unit_name(found.word).partition("/")
    unit, slash, unit_per = _unit_name(unit).partition("/")
    if per and not (slash and unit_per in ("", per)):
        return None
    if word in ("", unit):
        return found.number
    scale = next((one for one in _SCALES if word in one and unit in one), None)
    if scale is None:
        return None
    number = Decimal(found.number) * Decimal(scale[word]) / Decimal(scale[unit])
    return f"{number.normalize():f}" if number == round(number, 4) else None


def _counted_in(written: str, unit: str) -> str:
    """What to write for a text in a field whose unit is known; empty for what is no number."""
    found, name = quantity(written), unit.removesuffix("/")
    meant = in_unit(found, unit) if found and not found.qualifier else None
    if found and meant:
        same = meant == found.number
        return f"写成 {meant}（{'只写数字' if same else f'这一栏以{name}计，只写数字'}）"
    if found and not found.qualifier:
        return f"这一栏以{name}计：换算成{name}，只写数字"
    digits = re.search(r"\d", written) and not is_bound(written)
    return f"只写一个数字，以{name}计；单位不同的先换算" if digits or found else ""


def is_bound(written: str) -> bool:
    """Whether a text says what a number does not pass, not what it is: 不超过 48, 不到 200."""
    return bool(re.search(r"\d", written) and _BOUND.search(written) and not quantity(written))


def amount_advice(written: str, unit: str) -> Advice:
    """`￥1,000` is 1000; what carries a unit is told, not changed."""
    plain = _plain(written)
    yuan = "元" if unit.startswith("元") else ""
    number = plain.removesuffix(yuan).translate(LOOK_ALIKE)
    point = re.fullmatch(r"(\d+)[,，。、·](\d{1,2}|\d{4,8})元?", written.translate(HALF_WIDTH))
    if point or not _in_threes(written):
        meant = f"{point[1]}.{point[2]}" if point else ""
        return f"写成 {meant}（小数点用半角 .）" if point else "只写一个数字，如 59 或 0.15", None
    if shown := _in_figures(number):
        return (
            f"写成 {shown}（{'末尾不写小数点' if number[-1] == '.' else '不用科学记数法'}）",
            None,
        )
    if DECIMAL.fullmatch(number):
        return f"写成 {number}（只写数字，单位另有一栏）", number if number == plain else None
    unpadded = number.lstrip("0")
    if DECIMAL.fullmatch(unpadded) and number[:1] == "0":
        return f"写成 {unpadded}（前面不写 0）", None
    return _in_words(written, plain, unit), None


def _in_figures(number: str) -> str:
    """The number that `5.` or `1e2` is, as people write it; empty for any other text."""
    if not re.fullmatch(r"\d+\.|\d{1,9}(?:\.\d{1,8})?[eE][+-]?\d{1,2}", number, re.ASCII):
        return ""
    shown = f"{Decimal(number).normalize():f}"
    return shown if DECIMAL.fullmatch(shown) else ""


def whole_number_advice(written: str, unit: str = "") -> Advice:
    """`０３` is 3."""
    plain = written.translate(HALF_WIDTH).translate(LOOK_ALIKE).lstrip("0") or "0"
    if WHOLE.fullmatch(plain):
        return f"写成 {plain}", plain
    if (shown := _in_figures(plain)) and WHOLE.fullmatch(shown):
        return f"写成 {shown}", None
    if is_bound(written):
        return "写一个确定的整数，不写上限、下限", None
    if unit and quantity(written):
        told = _counted_in(written, unit)
        if "写成" not in told or re.match(r"写成 \d+（", told):
            return told, None
    digits = re.findall(r"\d+", plain)
    if not unit and len(digits) == 1 and not re.search(r"[-.．年]", plain):
        return f"写成 {digits[0]}，只写数字", None
    return "写成整数，如 12；没有就写 0", None


def _in_words(written: str, plain: str, unit: str) -> str:
    if "折" in plain:
        return "写打折以后的价格，只写数字"
    if plain not in _IN_WORDS and unit and (told := _counted_in(written, unit)):
        return told
    if found := quantity(written):
        if found.word:
            return f"写成 {found.number}（只写数字）；单位不是“{found.word}”的，先换算"
        return f"写成 {found.number}（只写数字；单位、“超过”“以上”另有一栏）"
    if is_bound(written):
        return "写一个确定的数，不写上限、下限"
    return _IN_WORDS.get(plain, "只写数字，如 59 或 0.15；单位另有一栏")


def _unit_name(word: str) -> str:
    plain = re.sub(r"/+", "/", word.lower().replace("每", "/")).removeprefix("个")
    return _SHORT_UNITS.get(plain, plain)


def _figures(found: re.Match[str]) -> str:
    """`三个月` and `十二个月` with figures for their number."""
    if found[1] == "半":
        return f"0.5{found[2]}"
    tens, ten, ones = found[1].replace("两", "二").rpartition("十")
    number = (10 * (_digit(tens) or 1) if ten else 0) + _digit(ones)
    return f"{number}{found[2]}"


def _digit(sign: str) -> int:
    return int(figures(sign) or 0)


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
