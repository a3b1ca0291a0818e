"""A notice with boring fields, so that a test shows only what it is about."""

import json
from datetime import date
from typing import Any

from portal.facts import Facts, derive
from portal.fitting import Entry
from portal.portal import gather
from portal.records.notice import Notice
from portal.records.site import Site

DAY = date(2009, 7, 17)
SITE: dict[str, Any] = {
    "name": "示例",
    "operator": "示例",
    "description": "示例",
    "url": "https://portal.example/",
    "complaint": {"operator_hotline": "10000"},
}

BORING: dict[str, Any] = {
    "title": "关于畅聊套餐的公告",
    "kind": "plan",
    "audience": "personal",
    "scope": "province",
    "areas": ["广州", "深圳"],
    "plan_name": "畅聊 58",
    "plan_number": "09GD000137",
    "published_on": "2009-02-16",
    "effective_on": "2009-03-01",
    "withdrawn_on": "无",
    "valid_for": "12 个月",
    "price": {"amount": "58", "unit": "元/月"},
    "overage": "无",
    "eligibility": "无",
    "sales_channels": ["hall"],
    "order_effect": "次月 1 日生效",
    "cancel": {"how": "到服务厅办理", "effect": "次月 1 日生效"},
    "lock_in": "无",
    "contract_months": "0",
    "auto_renew": {"renews": "否"},
    "liability": "无",
    "restrictions": "无",
    "source": {"kind": "sample"},
}


def a_notice(**fields: Any) -> Notice:
    """The record, with the given fields as an editor writes them."""
    return Notice.model_validate(BORING | fields)


def notice_text(body: str = "办理后短信通知。\n", **fields: Any) -> str:
    """The file of the same notice. A field given as None is left out."""
    kept = {name: value for name, value in (BORING | fields).items() if value is not None}
    front = "".join(f"{key}: {json.dumps(kept[key], ensure_ascii=False)}\n" for key in kept)
    return f"---\n{front}---\n\n{body}"


def facts_of(notices: dict[str, dict[str, Any]], **settings: Any) -> Facts:
    """What a site of these notices, by id, says on the day."""
    site = Entry("data/site.yml", "site", "site", Site.model_validate(SITE | settings))
    entries = [
        Entry(f"notices/2009/{name}.md", "notice", name, a_notice(**fields))
        for name, fields in notices.items()
    ]
    return derive(gather([site, *entries]), DAY, "https://portal.example/")
