"""Turn what an editor wrote into an address or a telephone number: where something is reached.

What a kind does not take it refuses with PydanticCustomError, as `values.wrong` makes it.
"""

import re

from portal.records.advice import (
    ADDRESS,
    FOLLOWED,
    OLD_PAGE,
    PAGE_ADDRESS,
    TELEPHONE,
    address_advice,
    page_address_advice,
    telephone_advice,
)
from portal.records.terms import terms
from portal.records.values import FILL, short, text, wrong

HOME = "/"


def web_address(value: object) -> str:
    """An https address."""
    written = text(value, FILL)
    if not ADDRESS.fullmatch(written):
        message = f"“{short(written)}”不是 https 网址"
        raise wrong("not-an-address", message, *address_advice(written))
    return written


def followed_address(value: object) -> str:
    """An address that people follow by hand: old sources have no https."""
    written = text(value, FILL)
    if not FOLLOWED.fullmatch(written):
        message = f"“{short(written)}”不是完整的网址"
        raise wrong("not-an-address", message, *address_advice(written, may_be_http=True))
    return written


def home_address(value: object) -> str:
    """The https address of a whole site: of its folder, not of a page in it."""
    written = web_address(value)
    folder = re.sub(r"(?:[^/]+\.html?)?(?:[?#].*)?$", "", written)
    if folder != written:
        message = f"“{short(written)}”是一个页面的网址，不是网站的"
        raise wrong("not-an-address", message, f"写成 {folder}", folder)
    if not written.isascii() or re.search(r"[\[\]]|%(?![0-9A-Fa-f]{2})", written):
        message = f"“{short(written)}”里有汉字、全角符号、方括号或单独的 %，别的程序认不出"
        raise wrong(
            "not-an-address",
            message,
            "这些都写成 % 和两位数字或字母，像浏览器地址栏里复制出来的那样",
        )
    return written


def telephone(value: object) -> str:
    """A number that a telephone can dial: people touch it."""
    written = text(value, FILL)
    if not TELEPHONE.fullmatch(written):
        message = f"“{short(written)}”不是拨得出的号码"
        raise wrong("not-a-telephone-number", message, *telephone_advice(written))
    return written


def contact(value: object) -> str:
    """A telephone number, an address or words; what looks like a number must be one to dial."""
    written = terms(value)
    if re.fullmatch(r"[\dOoIl][\dOoIl\s]{2,}", written, re.ASCII) and not written.isdigit():
        return telephone(value)
    return written


def old_address(value: object) -> str:
    """An address that this site had, or the file of a page of the site before it."""
    if isinstance(value, str) and OLD_PAGE.fullmatch(value.strip()):
        return value.strip()
    return site_address(value)


def site_address(value: object) -> str:
    """The address of a page of this site: `/help/complain/`, or `/` for the first one."""
    if value == HOME:  # of any other text, a stroke stands for nothing
        return HOME
    written = text(value, FILL)
    if not PAGE_ADDRESS.fullmatch(written):
        message = f"“{short(written)}”不是本站页面的地址"
        raise wrong("not-a-page-address", message, *page_address_advice(written))
    return written
