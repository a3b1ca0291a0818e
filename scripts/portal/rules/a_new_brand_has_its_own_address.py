"""新的品牌有自己的网址：网址用品牌的拼音，和公布过的品牌读音一样，就会占了那一个的网址和日历。"""

from collections.abc import Iterator

from portal import addresses
from portal.findings import Fault
from portal.published import Published
from portal.slugs import plain


def faults(published: Published) -> Iterator[Fault]:
    """Brands that were not there at the revision and have the address of another that still is."""
    notices = published.portal.of("notice")
    now = {brand for entry in notices.values() for brand in entry.record.brands}
    new = now - set(_brands_before(published))
    if not new:
        return  # the tables of pinyin take longer than all other rules
    taken = {plain(brand): brand for brand in sorted(now - new)}
    for entry in notices.values():
        for index, brand in enumerate(entry.record.brands):
            if brand in new and (first := taken.setdefault(plain(brand), brand)) != brand:
                page = addresses.notice_list(f"brand/{plain(brand)}")
                message = f"新的品牌“{brand}”和“{first}”读音一样，网址都会是 /{page}"
                fix = f"同一个品牌，就写 {first}；是另一个品牌，就写全一些，如 {brand}套餐"
                yield Fault(entry.path, ("brands", index), message, fix)


def _brands_before(published: Published) -> Iterator[str]:
    before = [entry for entry, _ in published.forms()]
    same = published.paths - {entry.path for entry in before}
    before += (entry for entry in published.portal.of("notice").values() if entry.path in same)
    return (brand for entry in before for brand in entry.record.brands)
