"""What a notice changed against its predecessor, as people read it."""

import pytest

from a_notice import a_notice
from portal.facts.changes import Change, Comparison, Line, Part
from portal.records.notice import Notice
from portal.records.reading import label, reading

OLD = a_notice()


def rows(newer: Notice, older: Notice = OLD) -> list[tuple[str, str, str]]:
    found = Comparison(older, newer, "", "", {"hall": "服务厅", "hotline": "10086 热线"}).fields
    return [(change.label, change.was, change.now) for change in found]


def test_a_changed_field_is_told_by_its_label_with_both_values() -> None:
    newer = a_notice(price={"amount": "48.00", "unit": "元/月"})
    assert Comparison(OLD, newer, "", "").fields == (
        Change("price", "资费标准", "58 元/月", "48.00 元/月"),
    )


def test_what_a_price_says_beside_its_amount_is_told() -> None:
    newer = a_notice(
        price={"amount": "58", "unit": "元/月", "tax_included": "是", "text": "首月按天折算"}
    )
    assert rows(newer) == [("资费标准", "58 元/月", "58 元/月（含税：是；资费说明：首月按天折算）")]


def test_equal_amounts_that_are_written_otherwise_are_told() -> None:
    assert rows(a_notice(price={"amount": "58.00", "unit": "元/月"})) == [
        ("资费标准", "58 元/月", "58.00 元/月")
    ]
    one, other = (
        a_notice(includes=[{"item": "国内通用流量", "amount": amount, "unit": "GB"}])
        for amount in ("1.5", "1.50")
    )
    assert rows(other, one) == [("服务内容", "国内通用流量 1.5 GB", "国内通用流量 1.50 GB")]


def test_the_same_in_another_order_is_no_change() -> None:
    cancel = {"how": "发送短信 QX 到 10086", "effect": "次月 1 日生效"}

    def listed(areas: list[str], **fields: object) -> Notice:
        channels = ["hall", "hotline"] if areas[0] == "佛山" else ["hotline", "hall"]
        of_cancel = cancel | {"channels": channels} | fields
        brands = ["神州行", "动感地带"][:: 1 if areas[0] == "佛山" else -1]
        return a_notice(areas=areas, brands=brands, sales_channels=channels, cancel=of_cancel)

    assert rows(listed(["中山", "佛山"]), listed(["佛山", "中山"])) == []
    told = rows(listed(["中山", "广州"], effect="立即生效"), listed(["佛山", "中山"]))
    assert [one[0] for one in told] == ["适用地区", "退订方式"]
    assert told[0] == ("适用地区", "佛山、中山", "中山、广州")


def test_what_does_not_exist_is_written_out() -> None:
    newer = a_notice(withdrawn_on="2009-09-01", brands=["神州行"], largest_penalty="0.50")
    assert rows(newer) == [
        ("品牌", "无", "神州行"),
        ("下线日期", "无", "2009-09-01"),
        ("最高违约金额", "无", "0.50 元"),
    ]


def test_lists_are_joined_and_channels_have_their_titles() -> None:
    newer = a_notice(
        areas=["全省"],
        includes=[
            {"item": "国内通话", "amount": "200", "unit": "分钟"},
            {"item": "短信", "amount": "100", "unit": "条", "note": "限网内"},
        ],
        sales_channels=["hall", "hotline"],
    )
    assert rows(newer) == [
        ("服务内容", "无", "国内通话 200 分钟、短信 100 条（备注：限网内）"),
        ("适用地区", "广州、深圳", "全省"),
        ("销售渠道", "服务厅", "服务厅、10086 热线"),
    ]


def test_what_it_costs_comes_first_and_what_it_is_filed_under_last() -> None:
    newer = a_notice(
        title="另一个",
        plan_name="畅聊 48",
        published_on="2009-03-02",
        filing_number="备 1",
        price={"amount": "48", "unit": "元/月"},
        promotion={"amount": "38"},
        overage="0.15 元/分钟",
        sales_channels=["hotline"],
        commitments=["1"],
    )
    titles = [title for title, _, _ in rows(newer)]
    assert titles[:4] == ["资费标准", "优惠", "超出资费", "资费名称"]
    assert sorted(titles[4:]) == ["公布日期", "备案号", "标题", "相关承诺", "销售渠道"]


def test_choices_and_yes_and_no_are_read_in_chinese() -> None:
    newer = a_notice(kind="addon", auto_renew={"renews": "是", "term": "按月"})
    assert rows(newer) == [
        ("公告类型", "套餐", "加装包"),
        ("自动续展", "否", "是，按月"),
    ]


def test_units_stand_behind_numbers_as_on_the_page() -> None:
    newer = a_notice(
        promotion={"amount": "38.0", "months": "8", "conditions": "仅限快递员"},
        contract_months="18",
        liability="提前退，付剩余月费",
        largest_penalty="120",
        commitments=["1", "4"],
    )
    found = {title: (was, now) for title, was, now in rows(newer)}
    assert found == {
        "优惠": ("无", "38.0 元/月，前 8 个月（条件：仅限快递员）"),
        "合约期限": ("无", "18 个月"),
        "违约责任": ("无", "提前退，付剩余月费"),
        "最高违约金额": ("无", "120 元"),
        "相关承诺": ("无", "第 1 项、第 4 项"),
    }
    open_end = a_notice(promotion={"amount": "38"}, liability="提前退，付剩余月费")
    assert ("优惠", "无", "38 元/月，期限未注明") in rows(open_end)
    assert ("最高违约金额", "120 元", "没有写明") in rows(open_end, newer)


def test_how_two_notices_hang_together_is_no_change() -> None:
    newer = a_notice(supersedes=["A"], source={"kind": "pending"})
    assert rows(newer) == []


def test_items_that_hold_a_list_sign_are_quoted() -> None:
    one, two = a_notice(restrictions=["甲、乙"]), a_notice(restrictions=["甲", "乙"])
    assert reading(one.restrictions) != reading(two.restrictions)


def test_a_label_reaches_into_parts_and_the_body() -> None:
    assert label("price.amount") == "资费标准 · 金额"
    assert label("promotion.months") == "优惠 · 优惠月数"
    assert (label("body"), label("overage"), label("nothing")) == ("正文", "超出资费", "nothing")


def body(older: str, newer: str) -> list[tuple[str, str, int]]:
    found: tuple[Line, ...] = Comparison(OLD, OLD, older, newer).body
    return [(line.mark, "".join(part.text for part in line.parts), line.skipped) for line in found]


def test_the_same_body_has_no_difference() -> None:
    assert body("一\n二\n", "一  \n\n二") == []


def test_a_changed_line_shows_what_of_it_changed() -> None:
    found = Comparison(OLD, OLD, "每分钟 0.25 元。", "每分钟 0.15 元。").body
    assert found == (
        Line("removed", (Part("每分钟 ", "same"), Part("0.25", "removed"), Part(" 元。", "same"))),
        Line("added", (Part("每分钟 ", "same"), Part("0.15", "added"), Part(" 元。", "same"))),
    )


def test_lines_that_share_little_are_told_as_a_whole() -> None:
    found = Comparison(OLD, OLD, "在惠州的公司每月多少人", "超出的部分很少见").body
    assert [len(line.parts) for line in found] == [1, 1]


@pytest.mark.parametrize(
    ("older", "newer", "pieces"),
    [
        ("一二三四", "一二五六", 2),  # half of the words is enough
        ("一二三四五", "一二六七八", 1),
        ("一二三四", "四三二一", 1),  # the same words in another order
        ("一" * 999 + "二", "一" * 999 + "三", 2),
        ("一" * 1000 + "二", "一" * 999 + "三", 1),  # nobody looks for one word among so many
    ],
)
def test_how_much_two_lines_share_says_whether_words_are_marked(
    older: str, newer: str, pieces: int
) -> None:
    assert [len(line.parts) for line in Comparison(OLD, OLD, older, newer).body] == [pieces] * 2


@pytest.mark.parametrize(
    ("older", "newer", "word"),
    [
        ("共 1,234,567 户", "共 1,234,568 户", "1,234,567"),
        ("版本 1.2.3 版", "版本 1.2.4 版", "1.2.3"),
        ("送 iPhone 一部", "送 iPad 一部", "iPhone"),
    ],
)
def test_a_number_or_a_latin_word_is_never_cut(older: str, newer: str, word: str) -> None:
    gone = Comparison(OLD, OLD, older, newer).body[0]
    assert [part.text for part in gone.parts if part.mark == "removed"] == [word]


def test_signs_of_headings_and_tables_are_not_read_out() -> None:
    older = "###### 举例\n\n| 项目 | 元 |\n| --- | ---: |\n  | 月费 | 58 |\n"
    newer = "###### 例子\n\n| 项目 | 元 |\n|---|---|\n  | 月费 | 48 |\n"
    assert [line[1] for line in body(older, newer)] == [
        "举例", "例子", "项目　元", "月费　58", "月费　48",
    ]  # fmt: skip


def test_a_bar_within_a_cell_is_read_as_a_bar() -> None:
    older = "| 项目 | 价 |\n| --- | --- |\n| 主叫\\|被叫同价 | 1 元 |\n||2 元\n"
    newer = older.replace("1 元", "2 元")
    assert [line[1] for line in body(older, newer)] == [
        "项目　价", "主叫|被叫同价　1 元", "主叫|被叫同价　2 元", "2 元",
    ]  # fmt: skip


def test_the_line_below_a_heading_is_not_read_out() -> None:
    older = "小标题\n======\n\n甲乙丙一\n\n= 三元\n\n第二\n---\n"
    assert [line[1] for line in body(older, older.replace("一", "二"))] == [
        "小标题", "甲乙丙一", "甲乙丙二", "= 三元", "第二",
    ]  # fmt: skip


def test_signs_of_markdown_are_not_read_out() -> None:
    older = "- 打给香港每分钟 **1.00** 元\n- 见[公告 A](/a/)。\n| **合计** | **16.00 元** |\n"
    newer = "- 打给香港每分钟 **0.90** 元\n- 见[公告 A](/a/)。\n| **合计** | **17.00 元** |\n"
    assert [line[1] for line in body(older, newer)] == [
        "打给香港每分钟 1.00 元", "打给香港每分钟 0.90 元", "见公告 A。",
        "合计　16.00 元", "合计　17.00 元",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("见[公告](/a/)", "见[公告](/b/)"),
        ("每月 **8 元**", "每月 8 元"),
        ("- 甲", "  - 甲"),
        ("甲\n\n[a]: /b/", "甲\n\n[a]: /c/"),  # of which a reader reads no word
        ("甲\n\n**乙**\n\n丙丁戊", "己庚辛壬\n\n乙\n\n癸\n\n子丑寅卯"),
    ],
)
def test_a_change_that_would_not_be_seen_is_told_as_it_is_written(older: str, newer: str) -> None:
    found = body(older, newer)
    gone = {text for mark, text, _ in found if mark == "removed"}
    assert gone
    assert gone.isdisjoint(text for mark, text, _ in found if mark == "added")


def test_lines_far_from_a_change_are_counted_not_shown() -> None:
    older = "\n".join("一二三四五六七八九")
    newer = older.replace("四", "4").replace("九", "9")
    assert body(older, newer) == [
        ("same", "二", 1),
        ("same", "三", 0),
        ("removed", "四", 0),
        ("added", "4", 0),
        ("same", "五", 0),
        ("same", "六", 0),
        ("same", "七", 0),
        ("same", "八", 0),
        ("removed", "九", 0),
        ("added", "9", 0),
    ]
    apart = body(f"{older}\n十", newer.replace("9", "九") + "\n10")
    assert apart[4:8] == [
        ("same", "五", 0),
        ("same", "六", 0),
        ("same", "八", 1),
        ("same", "九", 0),
    ]


def test_added_and_removed_lines_are_told() -> None:
    assert body("一\n二", "一\n二\n三") == [
        ("same", "一", 0),
        ("same", "二", 0),
        ("added", "三", 0),
    ]
    assert body("一\n二", "") == [("removed", "一", 0), ("removed", "二", 0)]


def test_nothing_is_worked_out_before_it_is_asked_for() -> None:
    made = [Comparison(OLD, OLD, "一" * 10_000, "二" * 10_000) for _ in range(1000)]
    assert not any("body" in vars(one) for one in made)
