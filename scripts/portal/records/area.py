"""The places of the province: the whole of it, or one of its 21 cities.

What a kind does not take it refuses with PydanticCustomError, as `values.wrong` makes it.
"""

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from portal.records.lists import as_items, list_of_text
from portal.records.values import text, wrong

WHOLE_PROVINCE = "全省"
_EXCEPT = re.compile("除|不[含包]")
_ALL = re.compile(
    "(?:广东省?|省内|全广东省?|全省)(?:范围内?|境内|各地|各?地?市|所有地市|都可以?办理?)*"
)
_EACH_CITY = "把包括的地市逐个写出来，每个地市一行，行首写 - 和一个空格"
# The prefecture-level cities of Guangdong with the Latin name that stands in addresses.
CITIES = {
    "广州": "guangzhou", "深圳": "shenzhen", "珠海": "zhuhai", "汕头": "shantou",
    "佛山": "foshan", "韶关": "shaoguan", "河源": "heyuan", "梅州": "meizhou",
    "惠州": "huizhou", "汕尾": "shanwei", "东莞": "dongguan", "中山": "zhongshan",
    "江门": "jiangmen", "阳江": "yangjiang", "湛江": "zhanjiang", "茂名": "maoming",
    "肇庆": "zhaoqing", "清远": "qingyuan", "潮州": "chaozhou", "揭阳": "jieyang",
    "云浮": "yunfu",
}  # fmt: skip


def list_of_areas(value: object) -> object:
    """A list of places; a text with an exception in it is no list yet."""
    if isinstance(value, str) and _EXCEPT.search(value):
        raise wrong("not-an-area", f"“{value}”里有不包括的地方", _EACH_CITY)
    return list_of_text(value)


def area(value: object) -> str:
    """`全省` or the name of a city, without 市."""
    written = text(value)
    if written == WHOLE_PROVINCE or written in CITIES:
        return written
    shorter = re.sub(r"\s", "", written.strip("，,、;；。“”‘’\"' ")).removesuffix("市")
    if written[:-1] in CITIES and written[-1] in "，,、;；。":
        message, fix = f"“{written}”不是适用地区", f"删去末尾的“{written[-1]}”"
        raise wrong("not-an-area", message, fix, shorter)
    if _EXCEPT.search(written):
        raise wrong("not-an-area", f"“{written}”不是适用地区", _EACH_CITY)
    names = f"{WHOLE_PROVINCE}、{'、'.join(CITIES)}"
    if shorter in CITIES:
        raise wrong("not-an-area", f"“{written}”不是适用地区", f"写 {shorter}", shorter)
    if _ALL.fullmatch(shorter):
        fix = f"写 {WHOLE_PROVINCE}"
        raise wrong("not-an-area", f"“{written}”不是适用地区", fix)
    several = [one.removesuffix("市") for one in re.split("[、，,；;/和 ]+", written) if one]
    fix = f"从这些里选：{names}"
    if len(several) > 1 and all(one in CITIES for one in several):
        fix = f"每个地市一行：{as_items(several)}"
    raise wrong("not-an-area", f"“{written}”不是适用地区", fix)


Area = Annotated[
    str, PlainValidator(area), WithJsonSchema({"type": "string", "enum": [WHOLE_PROVINCE, *CITIES]})
]
