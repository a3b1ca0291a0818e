"""The canonical text of a notice and its seal."""

import re
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from a_notice import a_notice
from conftest import EXAMPLE
from portal import prose
from portal.checking import check
from portal.facts import canonical
from portal.facts.canonical import Seal, canonical_text, digest, revision, seals_text
from portal.records.notice import Notice

# What to do when the text has a line more than WHOLE.
REMEDY = """\
Is there a new field? Then name it in ADDED_LATER of scripts/portal/facts/canonical.py, as "Notice.reason",
and leave WHOLE alone: where a notice does not have the field nothing is written, and every digest that
was published stays what it is."""
CORRECTION = {
    "on": "2009-03-02",
    "field": "overage",
    "was": "无",
    "now": "0.15 元/分钟",
    "why": "漏写",
}
WHOLE = """\
公告编号：GD2009-0137
版次：2
标题：关于畅聊套餐的公告
公告类型：套餐
客户类别：个人
适用范围：本省
适用地区：
  - 广州
  - 深圳
品牌：无
资费名称：畅聊 58
方案编号：09GD000137
公布日期：2009-02-16
上线日期：2009-03-01
下线日期：无
有效期限：12 个月
资费标准：
  金额：58.00
  单位：元/月
  含税：未注明
  资费说明：首月
    按天折算
优惠：
  优惠金额：38
  优惠月数：6
  优惠条件：无
服务内容：
  - 项目：国内通话
    数量：200
    数量单位：分钟
    备注：无
超出资费：0.15 元/分钟
计费原则：无
办理条件：无
销售渠道：
  - hall
订购生效：次月 1 日生效
退订方式：
  怎么退订：到服务厅办理
  退订渠道：无
  退订生效：次月 1 日生效
在网要求：无
合约期限：0
自动续展：
  是否自动续展：否
  续展期限：无
违约责任：无
最高违约金额：无
限制条件：无
其他说明：无
备案号：无
相关承诺：
  - 1
取代：无
更正记录：
  - 更正日期：2009-03-02
    更正字段：overage
    原为：无
    现为：0.15 元/分钟
    更正原因：漏写
来源：
  来源类别：示例
  来源标题：无
  发布者：无
  来源日期：无
  来源网址：无
正文：
办理后短信通知。
  - 次日生效
"""


def whole() -> Notice:
    return a_notice(
        price={"amount": "58.00", "unit": "元/月", "text": "首月\n按天折算"},
        promotion={"amount": "38", "months": "6"},
        includes=[{"item": "国内通话", "amount": "200", "unit": "分钟"}],
        overage="0.15 元/分钟",
        commitments=["1"],
        corrections=[CORRECTION],
    )


def test_the_text_holds_every_field_in_order_with_its_label() -> None:
    body = "\n办理后短信通知。 \n\n  - 次日生效\n\n"
    assert canonical_text("GD2009-0137", whole(), body) == WHOLE, REMEDY


def test_a_text_without_a_body_says_that_there_is_none() -> None:
    assert canonical_text("A", a_notice(), " \n").endswith("\n正文：\n无\n")


def test_the_form_never_changes_unnoticed() -> None:
    # If this fails, every digest that was ever published changes with it: do not just renew it.
    # A new field belongs into ADDED_LATER and not into WHOLE.
    expected = "eee37c67f0a5d7e88e5155e47f6d28cf3e5f0e5026897c5cb8537c7897532de6"
    assert digest(WHOLE) == expected


def test_a_field_that_came_later_leaves_older_texts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "ADDED_LATER", frozenset({"Notice.brands", "Price.text"}))
    canonical._plan.cache_clear()
    text = canonical_text("A", a_notice(), "")
    with_both = a_notice(brands=["神州行"], price={"amount": "1", "unit": "元", "text": "补充"})
    assert "品牌" not in text
    assert "资费说明" not in text
    assert "品牌：\n  - 神州行\n" in canonical_text("A", with_both, "")
    canonical._plan.cache_clear()


def test_the_digest_is_what_sha256sum_prints(tmp_path: Path) -> None:
    text = canonical_text("A", a_notice(), "正文")
    (tmp_path / "A.txt").write_bytes(text.encode())
    printed = subprocess.run(
        ["sha256sum", "A.txt"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert printed.split()[0] == digest(text)


def test_what_is_not_said_does_not_change_the_text() -> None:
    one = canonical_text("A", a_notice(), "一\n\n二\n")
    assert canonical_text("A", a_notice(brands="无", corrections=[]), "\n一  \n二") == one


@pytest.mark.parametrize("body", ["第一行  \n第二行，0.15 元\n", "- 一   \n  二\n", "`一  \n二`\n"])
def test_bodies_of_one_text_are_one_page(body: str) -> None:
    bare = re.sub(" +$", "", body, flags=re.MULTILINE)
    assert bare != body
    assert canonical_text("A", a_notice(), bare) == canonical_text("A", a_notice(), body)
    assert prose.html(bare) == prose.html(body)


@pytest.mark.parametrize(
    "fields",
    [
        {"price": {"amount": "58.0", "unit": "元/月"}},
        {"restrictions": ["甲、乙"]},
        {"restrictions": ["甲", "乙"]},
        {"overage": "无\n计费原则：按秒"},
        {"areas": ["深圳", "广州"]},
    ],
)
def test_whatever_is_said_differently_changes_the_text(fields: dict[str, object]) -> None:
    others = [{}, {"restrictions": ["甲", "乙"]}, {"restrictions": ["甲、乙"]}]
    text = canonical_text("A", a_notice(**fields), "")
    assert text not in [canonical_text("A", a_notice(**o), "") for o in others if o != fields]


def test_a_line_of_a_text_cannot_pass_for_a_field() -> None:
    sly = a_notice(overage="无\n计费原则：按秒")
    assert "\n计费原则：按秒" not in canonical_text("A", sly, "")


def test_tiny_amounts_are_written_out() -> None:
    price = a_notice().price.model_copy(update={"amount": Decimal("0.00000001")})
    notice = a_notice().model_copy(update={"price": price})
    assert "金额：0.00000001\n" in canonical_text("A", notice, "")


def test_each_correction_is_a_revision() -> None:
    both = [CORRECTION, CORRECTION | {"field": "other"}]
    assert [revision(a_notice(corrections=both[:count])) for count in range(3)] == [1, 2, 3]


def test_seals_are_sorted_lines_of_id_revision_and_digest() -> None:
    seals = [Seal("B", 2, "f" * 64), Seal("A", 1, "0" * 64)]
    assert seals_text(seals) == f"A 1 {'0' * 64}\nB 2 {'f' * 64}\n"


def test_every_notice_of_the_example_has_its_own_seal() -> None:
    portal = check(EXAMPLE).portal
    entries = portal.of("notice")
    texts = (canonical_text(name, portal.notices[name], e.body) for name, e in entries.items())
    digests = {digest(text) for text in texts}
    assert len(digests) == len(entries) > 5
