"""Linked data in the words of schema.org: offers, services, the data sets, who is behind them."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from portal import addresses
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.life import ENDED, Status
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.open_data.publication import Published, publication
from portal.records.notice import NoticeKind
from portal.records.reading import scalar

Thing = dict[str, Any]
_SCHEMA = "https://schema.org/"


def offer(told: Announced, facts: Facts, studio: Studio) -> Thing:
    """What a notice offers: the full price, since when and until when, where and by whom."""
    notice, url = told.notice, facts.base_url + told.address
    name = _marked(notice.plan_name, told.sample, studio)
    ends = [day for day in (notice.withdrawn_on, told.life.superseded_on) if day is not None]
    begins = _begins(told, facts)
    price = {"price": scalar(notice.price.amount), "priceCurrency": "CNY"}
    per: Thing = {"@type": "UnitPriceSpecification", **price, "unitText": notice.price.unit}
    if notice.price.tax_included is not None:
        per["valueAddedTaxIncluded"] = notice.price.tax_included
    said: Thing = {
        "@type": "Offer",
        "@id": f"{url}#offer",
        "url": url,
        "name": name,
        "identifier": notice.plan_number,
        **price,
        "priceSpecification": per,
        "validFrom": begins,
        "availability": _SCHEMA + _availability(told.status, begins > facts.as_of),
        "areaServed": [_area(name) for name in notice.areas],
        "itemOffered": {
            "@type": "Service",
            "name": name,
            "serviceType": told.kinds[-1].label,
            "provider": _named(facts),
        },
        "offeredBy": _named(facts),
    }
    # The day from which it can no longer be ordered is the first on which it is not valid; what
    # ended as it began had no last day.
    if ends and min(ends) > begins:
        said["validThrough"] = min(ends) - timedelta(1)
    return said


def service(promise: Promise, facts: Facts, studio: Studio) -> Thing:
    """The service that a promise is about."""
    commitment, url = promise.commitment, facts.base_url + promise.address
    said = {
        "@type": "Service",
        "@id": f"{url}#service",
        "url": url,
        "name": _marked(commitment.title, promise.sample, studio),
        "provider": _named(facts),
    }
    return said | ({"description": commitment.benefit} if commitment.benefit else {})


def operator(facts: Facts) -> Thing:
    """The operator, with the telephone number for complaints."""
    site = facts.portal.site
    return _named(facts) | {
        "url": facts.base_url,
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "telephone": site.complaint.operator_hotline,
        },
    }


def website(facts: Facts) -> Thing:
    """The site and how to search it."""
    return {
        "@type": "WebSite",
        "@id": f"{facts.base_url}#website",
        "url": facts.base_url,
        "name": facts.portal.site.name,
        "publisher": operator(facts),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": facts.base_url + "search/?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def data_sets(facts: Facts, studio: Studio) -> list[Thing]:
    """Every table of the open data with its downloads."""
    return [_data_set(published, facts, studio) for published in publication(facts)]


def breadcrumbs(title: str, address: str, facts: Facts) -> Thing:
    """The way from the home page to the one at the address, which is called so."""
    above = ((page.title, addresses.page(name)) for name, page in facts.trail(address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": facts.base_url + target,
            }
            for position, (name, target) in enumerate([*above, (title, address)], 1)
        ],
    }


def _data_set(published: Published, facts: Facts, studio: Studio) -> Thing:
    site, table = facts.portal.site, published.table
    values = {"label": table.label, "name": site.name}
    said = {
        "@type": "Dataset",
        "@id": f"{facts.base_url}data/#{table.name}",
        "url": f"{facts.base_url}data/",
        "name": studio.render("data-set-name.txt", **values),
        "description": studio.render("data-set-description.txt", **values, rows=published.rows),
        "creator": _named(facts),
        "dateModified": facts.as_of,
        "isAccessibleForFree": True,
        "inLanguage": "zh-Hans",
        "distribution": [
            _download(f"{facts.base_url}data/{table.name}.csv", "text/csv", published.csv_bytes),
            _download(
                f"{facts.base_url}data/{table.name}.json", "application/json", published.json_bytes
            ),
        ],
    }
    return said | ({"license": site.data_licence.url} if site.data_licence else {})


def _download(url: str, kind: str, size: int) -> Thing:
    return {
        "@type": "DataDownload",
        "contentUrl": url,
        "encodingFormat": kind,
        "contentSize": f"{size} B",
    }


def _begins(told: Announced, facts: Facts) -> date:
    """Since when it is offered; a withdrawal begins nothing, what it ends was offered before.

    Of what no notice here announced only this is known: on the day its end was published it was.
    """
    notice = told.notice
    if notice.kind is not NoticeKind.WITHDRAWAL:
        return notice.effective_on
    older = (facts.notices[name].notice.effective_on for name in told.links.older)
    return min(older, default=min(notice.published_on, notice.effective_on))


def _availability(status: Status, is_to_come: bool) -> str:
    # A withdrawal that is not yet in force is no offer to come: what it will end is on sale.
    if status in ENDED:
        return "Discontinued"
    return "PreOrder" if is_to_come else "InStock"


def _marked(name: str, sample: bool, studio: Studio) -> str:
    return studio.once("sample-mark.txt", "") + name if sample else name


@cache
def _area(name: str) -> Thing:
    return {"@type": "AdministrativeArea", "name": name}


@lru_cache(maxsize=1)
def _named(facts: Facts) -> Thing:
    """The operator by name; the home page says more of it."""
    name = facts.portal.site.operator
    return {"@type": "Organization", "@id": f"{facts.base_url}#operator", "name": name}
