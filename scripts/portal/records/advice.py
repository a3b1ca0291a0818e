"""What to write in the place of a value that does not fit.

Every advice is words for the author and, when only one value can be meant, that value.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from unicodedata import normalize

from portal.findings import lettered, nearest

# A quarter of a year from 1949 to 2100: 2009-q1.
PERIOD = r"(?:19(?:49|[5-9][0-9])|20[0-9][0-9]|2100)-q[1-4]"
IDENTIFIER = re.compile(r"(?=.{1,60}\Z)[A-Za-z0-9][A-Za-z0-9-]*")
TELEPHONE = re.compile(r"\+?[0-9][0-9-]+")
PAGE_ADDRESS = re.compile(r"/(?:[A-Za-z0-9-]+/)*")
# The page of an older site: a file of its own, which no folder's index.html may be.
OLD_PAGE = re.compile(r"/(?:[A-Za-z0-9_-]+/)*(?!index\.html?\Z)[A-Za-z0-9_-]+\.html?")
# An https address: its host holds no sign of HTML, of quoting or of another part of an address.
ADDRESS = re.compile(
    r"https://[^\s/?#@:%。，：；、（）<>\"'`{}|\\^\[\]]+(?::[0-9]+)?(?:[/?#][^\s<>\"'`{}|\\^]*)?"
)
# Of what a person follows, nothing loads by itself: sources of 2003 to 2011 had no https.
FOLLOWED = re.compile(ADDRESS.pattern.replace("https", "https?", 1))
_FIRST_OF_EXCEL = date(1899, 12, 30)
Advice = tuple[str, str | None]

# What people write where 无 is the word.
LIKE_NOTHING = frozenset((
    "無", "沒有", "没有", "没", "暂无", "暂时没有", "暂时无", "无。", "无；", "N/A", "n/a", "NA", "na", "N.A.", "n.a.",
    "none", "None", "NONE", "nil", "null", "Null", "NULL", "~", "～", "-", "--", "—", "——", "–", "－", "/", "／",
))  # fmt: skip
LIKE_UNMEASURED = frozenset(
    ("没有统计", "没统计", "未作统计", "不统计", "暂未统计", "暂无统计", "无统计", "未测", "没测")
)
# What people write where they mean to write later: nobody may read it as a fact.
STILL_TO_COME = "待(?:补充?|填写?|完善|定|公布|确认|核[实对]|更新)"
_LATER = rf"(?:{STILL_TO_COME}|待[议查]|暂定|TBD|TODO|[XＸ×]{{2,}})"
_TO_COME = re.compile(
    rf"[（(【\[〔<《]?{_LATER}[）)】\]〕>》]?[。.]?",
    re.IGNORECASE,
)
# Of a field that stands alone, these tell as little; in the cells of a table they may do.
_TELLS_NOTHING = re.compile(
    r"[（(]?(?:请(?:填写?|输入|补充)|同[上前]|略|见上|详?见附件|([✕*＊?？_＿…。.])\1+|[?？])[）)]?[。.]?"
)
_LONGEST_PLACEHOLDER = 12
_BEGINNINGS = frozenset("（(【[〔<《待暂TtXxＸ×✕*＊?？_＿…。.同略见详请")
# XX and ×× between words; 139XXXXXXXX is a way to write any number. Two question marks may be an
# exclamation, but not beside a figure or a unit.
_BLANK_LEFT = re.compile(
    r"(?<![A-Za-z\d×-])(?:XX+|××+|ＸＸ+|[XＸ×] ?月 ?[XＸ×] ?日|TBD|TODO|tbd|todo)(?![A-Za-z\d×-])"
    rf"|[（(【\[〔<《]{_LATER}[）)】\]〕>》](?!\()|_{{3,}}|＿{{2,}}"
    r"|(?<![?？])[?？]{2,}+(?= ?(?:元|[%％\d]|条|分钟|个月|[年月日](?:[\s\d?？起前止内]|$)))|(?<=[\d：:])[?？]{2,}"
)
# One of these is in each of them, and in few texts: each text of thousands of notices is asked.
_MAY_BE_LEFT = re.compile("[XＸ×_＿?？Tt待暂]")
_FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")
LOOK_ALIKE = str.maketrans("OoIl", "0011")
_ALONE = re.compile(r"(?<![A-Za-z])[OoIl]+(?=\d)|(?<=\d)[OoIl]+(?![A-Za-z])")
_SIGNS = "！＂＃＄％＆＇（）＊＋，－．／：；＜＝＞？＠［＼］＾＿｀｛｜｝～"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _SIGNS}
_MAY_BE_WIDE = re.compile("[\uff0d-\uff19\uff21-\uff3a\uff41-\uff5a]")
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
HALF_WIDTH = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")


class Drafted(str):
    """A text of a draft: some of it may still be open."""

    __slots__ = ()


def is_to_be_written(written: str) -> bool:
    """Whether a text stands only for one that is to come."""
    return len(written) <= _LONGEST_PLACEHOLDER and _TO_COME.fullmatch(written) is not None


def tells_nothing(written: str) -> bool:
    """Whether a field's text stands only for one that is to come, or that stands elsewhere."""
    if len(written) > _LONGEST_PLACEHOLDER or written[0] not in _BEGINNINGS:
        return False  # nearly every text, of which thousands of notices have some twenty
    return is_to_be_written(written) or _TELLS_NOTHING.fullmatch(written) is not None


def blank_left(written: str) -> str:
    """The signs in a text that somebody meant to replace: ×× in 关于××活动的公告, （待核实）, ____."""
    if not _MAY_BE_LEFT.search(written):
        return ""
    found = _BLANK_LEFT.search(written)
    return found[0] if found else ""


def blank_advice(left: str) -> str:
    """What to do with such signs."""
    if left[0] in "（(【[〔<《":
        return f"写上真的内容，删去 {left}"
    return f"把 {left} 换成真的内容；没有就换一种说法"


def date_advice(written: str) -> Advice:
    """`2009/7/17` is 2009-07-17; of a year in two digits the century is a guess."""
    if re.fullmatch(r"[345]\d{4}", written):
        meant = (_FIRST_OF_EXCEL + timedelta(days=int(written))).isoformat()
        return f"这是 Excel 里日期的序号，写成 {meant}", None
    plain = written.translate(HALF_WIDTH).translate(LOOK_ALIKE)
    parts = re.findall(r"\d+", _counted(plain))
    timed = re.fullmatch(r"(\d.*?[\d日号])(?:[ T]+|(?<=[日号]))\d{1,2}[:：时点].*", plain)
    if timed and (day := re.match("写成 [0-9-]+(.* 日）)?", date_advice(timed[1])[0])):
        return f"{day[0]}，不写时刻", None
    yearless = re.fullmatch(r"(\d{1,2})月(\d{1,2})[日号]?", re.sub(r"\s", "", _counted(plain)))
    if yearless and _is_day(f"2008-{int(yearless[1]):02d}-{int(yearless[2]):02d}"):
        return f"前面补上四位的年份：年份-{int(yearless[1]):02d}-{int(yearless[2]):02d}", None
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    if len(parts) == 3 and len(parts[2]) == 4:
        if parts[0] != parts[1] and all(1 <= int(one) <= 12 for one in parts[:2]):
            return _either(*map(int, parts)), None
        parts = [parts[2], *(parts[1::-1] if int(parts[0]) > 12 else parts[:2])]
    short = all(len(part) in (1, 2) for part in parts[1:])
    if len(parts) == 3 and len(parts[0]) in (2, 4) and short and not re.search("[A-Za-z]", plain):
        year = parts[0] if len(parts[0]) == 4 else "20" + parts[0]
        meant = f"{year}-{int(parts[1]):02d}-{int(parts[2]):02d}"
        sure = re.match(r"\D{0,2}\d{4}", written) and not re.search("[A-Za-z:：]", written)
        if _is_day(meant):
            return f"写成 {meant}", meant if sure and plain == _counted(plain) else None
    return "写成 年-月-日，如 2009-07-17", None


def _either(first: int, second: int, year: int) -> str:
    """Of 1/8/2009 nobody knows whether the day or the month comes first."""
    read = [(second, first), (first, second)]
    days = [f"{year}-{month:02d}-{day:02d}（{month} 月 {day} 日）" for month, day in read]
    return f"写成 {'或 '.join(days)}，照原文看是哪一天"


def partial_date_advice(written: str) -> Advice:
    """`2009年7月` is 2009-07."""
    found = re.fullmatch(
        r"(\d{4})(?:年|[-/.年](\d{1,2})月?)",
        re.sub(r"\s", "", written.translate(HALF_WIDTH)).strip("。"),
    )
    if found is None or not 1 <= int(found[2] or 1) <= 12:
        fix, instead = date_advice(written)
        return (
            fix if "写成 年" not in fix else f"{fix}；只知道月或年，就写 2009-07 或 2009",
            instead,
        )
    meant = f"{found[1]}-{int(found[2]):02d}" if found[2] else found[1]
    return f"写成 {meant}", meant


def _counted(written: str) -> str:
    """The text with the numbers of a Chinese date in figures: 二〇〇九年七月十七日."""
    if not re.search("[一二三四五六七八九十]", written):
        return written
    years, _, rest = written.partition("年")
    rest = re.sub(r"([一二三]?)十([一二三四五六七八九]?)", _tens, rest)
    return f"{years}年{rest}".translate(_FIGURES)


def figures(written: str) -> str:
    """The text with figures for its Chinese numbers."""
    return written.translate(_FIGURES)


def _tens(found: re.Match[str]) -> str:
    return (found[1] or "一") + (found[2] or "〇")


def identifier_advice(written: str) -> Advice:
    """`《ＧＤ2009－0003》` is GD2009-0003."""
    plain = re.sub("[‐‑‒–—―−_]", "-", normalize("NFKC", written)).strip(
        "《》〈〉“”【】[]()\"' #、，,。"
    )
    plain = plain.removesuffix(".md").rstrip("/").rpartition("/")[2]
    if IDENTIFIER.fullmatch(plain):
        return f"写成 {plain}", None if "/" in written else plain
    return "只用半角字母、数字和连字符，如 GD2009-0137", None


def answer_advice(written: str) -> Advice:
    """`yes` and `是。` are 是."""
    meant = {"yes": "是", "true": "是", "y": "是", "no": "否", "false": "否", "n": "否"}
    plain = plain_word(written)
    answer = plain if plain in ("是", "否") else meant.get(plain)
    return (f"写 {answer}", answer) if answer else ("写 是 或 否", None)


def word_advice(written: str, words: Iterable[str]) -> Advice:
    """`元／月` is 元/月."""
    listed = list(words)
    plain = plain_word(written).replace("元每", "元/")
    asked = {plain, re.sub(r"^[\d.]+", "", plain_word(written))}
    meant = next((word for word in listed if plain_word(word) in asked), None)
    alike = lettered(plain_word(written))
    meant = meant or next((word for word in listed if lettered(word) == alike), None)
    if meant:
        return f"写成 {meant}", meant
    return f"从这些里选一个：{'、'.join(listed)}", None


def nearest_choice(plain: str, by_label: Mapping[str, str]) -> str | None:
    """The choice that was probably meant: a part of its label, or nearly its word."""
    within = {
        word
        for label, word in by_label.items()
        if len(plain) > 1 and (plain in label or label in plain)
    }
    return within.pop() if len(within) == 1 else nearest(plain, by_label.values())


def period_advice(written: str) -> Advice:
    """`2009-Q1` is 2009-q1; of `2009年第一季度` a person sees to it."""
    plain = plain_word(written)
    if re.fullmatch(PERIOD, plain):
        return f"写成 {plain}", plain
    found = re.fullmatch(r"(\d{4})\D*?([1-4一二三四])(?:季度?)?", plain, re.ASCII)
    if found:
        return f"写成 {found[1]}-q{_QUARTERS.get(found[2], found[2])}", None
    return "写成 年-q季度，如 2009-q1", None


def address_advice(written: str, may_be_http: bool = False) -> Advice:
    """`https：//a.example` is https://a.example; another scheme is told, http kept where it may be."""
    plain = re.sub(r"\s", "", normalize("NFKC", written).strip("。，,;；<>《》「」“”() "))
    plain = plain.replace("。", ".")
    plain = re.sub(
        r"^(?:https?:/*|(?=www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/|$)))", "https://", plain
    )
    if may_be_http and re.match(r"\s*http(?!s)", normalize("NFKC", written)):
        plain = plain.replace("https", "http", 1)
    if FOLLOWED.fullmatch(plain) and plain.isascii():
        sure = written.lower().startswith("https") and not written.startswith("https:/")
        return f"写成 {plain}", plain if sure else None
    return f"写完整网址，以 https://{' 或 http://' if may_be_http else ''} 开头", None


def telephone_advice(written: str) -> Advice:
    """`1 0 0 8 6` and `一零零八六` are 10086; of words around it a person sees to it."""
    alone = re.sub(r"[(（【\[].*", "", written).strip() or written
    plain = re.sub(r"[\s()]", "", normalize("NFKC", alone)).translate(_FIGURES)
    numbers = TELEPHONE.findall(plain.translate(LOOK_ALIKE))
    if len(numbers) != 1:
        return "只写一个电话号码，半角数字，中间不空格，如 10086", None
    sure = numbers[0] == plain and alone == written
    return f"写成 {numbers[0]}", numbers[0] if sure else None


def text_advice(written: object) -> str:
    """What to write where a list or a group stands and words should."""
    fix = "写成一行文字；文字里有“: ”、[ ] 或 { } 就给整段加上半角引号"
    words = isinstance(written, list) and all(isinstance(one, str) for one in written)
    if words and len(written) == 1:  # type: ignore[arg-type]
        return f"只写一项，写成 {written[0]}；方括号要显示就给整段加上半角引号"  # type: ignore[index]
    return f"方括号写了两层的，只留一层；不是列表的，{fix}" if words and written else fix


def unit_advice(written: str) -> tuple[str, str]:
    """`％` is %, `10MB` is MB; what is a unit already stays."""
    plain = re.sub(r"^[\d０-９.,]+\s*|[。，、；;,.]+$", "", written).replace("％", "%")
    meant = "%" if plain in ("百分比", "百分率", "百分之") else plain
    if meant == "%":
        return meant, '写成 "%"：半角，外面加引号'
    return meant, f"写成 {meant}，数字写在另一栏" if meant else "写数字的单位，如 分钟、MB"


def page_address_advice(written: str) -> Advice:
    """`help/complain` is /help/complain/."""
    plain = re.sub(r"^https?://[^/]*|index\.html$|\.md$|#.*$", "", normalize("NFKC", written))
    plain = re.sub(r"^/?(?:content/)?pages/", "/", plain)
    plain = f"/{plain.strip('/')}/" if plain.strip("/") else "/"
    # Of another site's address nothing is left: to lead to our first page was not meant.
    elsewhere = plain == "/" and "://" in written
    if not elsewhere and PAGE_ADDRESS.fullmatch(plain):
        return f"写成 {plain}", plain
    return "从 / 写起，以 / 结尾，中间用字母、数字和连字符，如 /help/complain/", None


def half_width(written: str) -> str:
    """The text with its digits and letters in half width; other signs stay as they are."""
    if not _MAY_BE_WIDE.search(written):
        return written
    digits = written.translate(_WIDE)
    return re.sub(r"(?<=[0-9A-Za-z])[－．／](?=[0-9A-Za-z])", _sign, digits)


def plain_word(written: str) -> str:
    """The word without what people type around it: spaces, a full stop, full width, capitals."""
    return re.sub(r"[\s。.，,；;“”‘’「」『』《》\"']", "", normalize("NFKC", written)).lower()


def digits_meant(written: str) -> str:
    """`O9GD00OOO3` with digits for the letters that stand alone among digits."""
    return _ALONE.sub(lambda found: found[0].translate(LOOK_ALIKE), written)


def _sign(found: re.Match[str]) -> str:
    return normalize("NFKC", found[0])


def _is_day(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False
