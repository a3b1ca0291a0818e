"""Picking notices and comparing them, as a reader does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from portal_pages import PHONE, SIZES, set_look

pytestmark = pytest.mark.browser
IDS = ["YL2012-0003", "YL2012-0010", "YL2011-0001"]


@pytest.fixture
def page(tab: Page) -> Page:
    tab.set_viewport_size(SIZES[PHONE])
    return tab


def compared(page: Page, address: str, ids: list[str]) -> None:
    page.goto(f"{address}/compare/?ids={','.join(ids)}")
    page.wait_for_selector("[data-compare-state='ready']")


def test_the_address_holds_the_choice(page: Page, example_address: str) -> None:
    compared(page, example_address, IDS)
    heads = page.locator("[data-compare-result] thead th a")
    assert heads.count() == 3
    addresses = [str(head.get_attribute("href")) for head in heads.all()]
    assert [address.split("/")[-2] for address in addresses] == IDS
    page.evaluate("history.pushState(null, '', '?ids=YL2012-0005')")
    page.go_back()
    page.go_forward()
    expect(heads).to_have_count(1)
    # What is picked goes with the reader, who may come back by a link that names none.
    page.goto(f"{example_address}/compare/")
    expect(heads).to_have_count(1)
    assert page.url.endswith("?ids=YL2012-0005")


def test_what_differs_is_marked_in_words(page: Page, example_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 844})
    compared(page, example_address, IDS)
    for row in page.locator("[data-compare-result] tbody tr").all():
        cells = {" ".join(text.split()) for text in row.locator("td").all_inner_texts()}
        marked = row.locator("th", has_text="不同").count() == 1
        assert marked == (len(cells) > 1), row.inner_text()
    told = page.inner_text("[data-compare-state]")
    assert told.startswith("3 份公告")


ROW = """const row = (name) => [...document.querySelectorAll(".summary-card dt")]
  .find((one) => one.textContent === name).nextElementSibling;"""
PLACES = """
  row("适用地区").textContent = "云浮、清远";
  row("超出资费").textContent += "，到 2012.12.30，10.10 次日起";"""
OTHERWISE = """
  for (const amount of document.querySelectorAll(".price__amount")) amount.textContent += ".00";
  row("适用地区").textContent = "清远、云浮";
  row("超出资费").textContent = row("超出资费").textContent.replace("0.29", "0.290") + "，到 2012.12.30，10.10 次日起";
  const reverse = (list) => list.append(...[...list.children].reverse());
  document.querySelectorAll(".summary-card ul").forEach(reverse);
  const links = [...row("退订方式").querySelectorAll("a")];
  const texts = links.map((link) => link.textContent).reverse();
  links.forEach((link, at) => { link.textContent = texts[at]; });"""


@pytest.mark.parametrize(
    ("more", "differing"),
    [
        ("", []),
        ("row('适用地区').textContent += '、昆明'", ["适用地区"]),
        (
            "row('超出资费').textContent = row('超出资费').textContent.replace('0.15', '0.105')",
            ["超出资费"],
        ),
        (
            "row('超出资费').textContent = row('超出资费').textContent.replace('12.30', '12.3')",
            ["超出资费"],
        ),
        (
            "row('超出资费').textContent = row('超出资费').textContent.replace('10.10', '10.1')",
            ["超出资费"],
        ),
        ("document.querySelector('.price__amount').textContent = '580'", ["资费标准"]),
        ("row('上线日期').textContent = '2012-03-10'", ["上线日期"]),
    ],
)
def test_the_same_written_otherwise_or_in_another_order_is_not_marked(
    page: Page, example_address: str, more: str, differing: list[str]
) -> None:
    """One notice twice, the second time as it may be written too."""
    for name, changes in (("YL2012-0003", PLACES), ("YL2012-0010", f"{OTHERWISE} {more}")):
        page.goto(f"{example_address}/notices/2012/YL2012-0003/")
        page.evaluate(f"() => {{ {ROW} {changes} }}")
        html = str(page.evaluate("document.documentElement.outerHTML"))
        page.route(f"**/notices/2012/{name}/index.html", answered(html))
    compared(page, example_address, ["YL2012-0003", "YL2012-0010"])
    marked = page.locator("tbody tr.differs th").all_inner_texts()
    assert [one.partition("不同")[0].strip() for one in marked] == differing


def answered(html: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def test_a_plan_without_a_promotion_says_so(page: Page, example_address: str) -> None:
    compared(page, example_address, ["YL2012-0010", "YL2012-0005"])
    row = page.locator("[data-compare-result] tbody tr", has_text="优惠价")
    with_one, without = row.locator("td").all_inner_texts()
    assert "元" in with_one
    assert without == "没有优惠"
    # What only the second says stands where it stands there.
    compared(page, example_address, ["YL2012-0005", "YL2012-0010"])
    names = [one.partition("不同")[0].strip() for one in page.locator("tbody th").all_inner_texts()]
    page.goto(f"{example_address}/notices/2012/YL2012-0010/")
    own = page.locator(".summary-card dt").all_inner_texts()
    assert "优惠价" in own
    assert [name for name in names if name in own] == own


def test_that_all_are_samples_is_said_once_above_them(page: Page, example_address: str) -> None:
    compared(page, example_address, IDS)
    expect(page.locator("[data-compare-result] > p:not(.print-only)")).to_have_text(
        "按 2012-05-10 算；示例是为演示编写的，不是真实的资费，不能办理。"
    )
    expect(page.locator("[data-compare-result] thead .sample")).to_have_count(3)
    expect(page.locator("[data-compare-result] .sample-note")).to_have_count(0)


def test_who_comes_back_finds_the_place_they_left(page: Page, example_address: str) -> None:
    compared(page, example_address, IDS[:2])
    row = page.locator("[data-compare-result] tbody tr").last
    row.scroll_into_view_if_needed()
    before = row.bounding_box()
    page.evaluate("document.querySelector('[data-compare-result] thead a').click()")
    page.wait_for_url("**/notices/**")
    page.go_back()
    page.wait_for_selector("[data-compare-state='ready']")
    after = row.bounding_box()
    assert before
    assert after
    assert before["y"] < 844
    assert abs(after["y"] - before["y"]) < 3


def test_links_in_the_table_lead_to_where_they_lead_on_the_notice(
    page: Page, example_address: str
) -> None:
    compared(page, example_address, IDS)
    for link in page.locator("[data-compare-result] a").all():
        address = str(link.get_attribute("href"))
        assert page.request.get(address).ok, address


# What sticks out of the screen or, as a status may, of its own cell.
OUT = """() => [...document.querySelectorAll("[data-compare-result] *")]
  .filter((one) => one.getBoundingClientRect().right
    > Math.min(innerWidth, (one.closest("th, td") ?? document.body).getBoundingClientRect().right) + 0.5)
  .map((one) => one.outerHTML)"""


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("width", [360, PHONE, 412])
def test_on_a_phone_every_plan_is_seen_and_named_in_every_size(
    page: Page, example_address: str, width: int, count: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    compared(page, example_address, ["YL2011-0017", *IDS[:2], "YL2012-0005"][:count])
    page.evaluate(
        """() => {
          document.querySelector('.status__word').textContent = '即将下线';
          const days = [...document.querySelectorAll('.status__days')].at(-1);
          days.innerHTML = '<time>2012-04-01</time> 起不再办理';
        }"""
    )
    nothing_sticks_out(page, width, count)


@pytest.mark.parametrize("width", [320, 360, PHONE])
@pytest.mark.parametrize(
    "ids",
    [
        ["YL2012-0003", "YL2012-0015"],  # 还有 22 天生效（2012-06-01）
        ["YL2012-0008", "YL2012-0012"],  # 0.05 元/MB
        ["YL2012-0015", "YL2012-0012", "YL2012-0003", "YL2012-0010"],
    ],
)
def test_on_a_phone_the_longest_sentence_and_price_wrap(
    page: Page, example_address: str, width: int, ids: list[str]
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    compared(page, example_address, ids)
    nothing_sticks_out(page, width, len(ids))


def nothing_sticks_out(page: Page, width: int, count: int) -> None:
    for size in ("", "18", "22", "26", "30"):
        set_look(page, size=size)
        assert page.evaluate(OUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        names = page.locator("tbody tr").last.locator(".compare__plan:visible")
        assert count == 2 or names.count() == count


@pytest.mark.parametrize("size", ["18", "22", "30"])
def test_in_large_text_two_prices_are_seen_together(
    page: Page, example_address: str, size: str
) -> None:
    compared(page, example_address, IDS[:2])
    set_look(page, size=size)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    price = page.get_by_role("row", name="资费标准")
    title, *values = [one.bounding_box() for one in price.locator("th, td").all()]
    assert title
    assert [bool(one and title["y"] + title["height"] <= one["y"]) for one in values] == [True] * 2
    first, second = values
    assert first
    assert second
    assert first["y"] == second["y"]
    assert second["x"] + second["width"] <= PHONE


def test_in_large_text_it_is_still_a_table(page: Page, example_address: str) -> None:
    compared(page, example_address, IDS)
    set_look(page, size="22")
    frame = page.get_by_role("region", name="资费对比")
    expect(frame).to_have_attribute("tabindex", "0")
    table = frame.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(1 + len(IDS))
    rows = table.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(rows.first.get_by_role("cell")).to_have_count(len(IDS))
    expect(rows.first.locator(".compare__plan").last).to_be_visible()


def test_a_notice_is_taken_out_and_put_in(page: Page, example_address: str) -> None:
    compared(page, example_address, IDS)
    name = page.locator("[data-compare-result] thead th a").first.inner_text()
    page.get_by_role("button", name=f"移出对比 {name}", exact=True).first.click()
    expect(page.locator("[data-compare-state]")).to_contain_text("2 份公告")
    assert page.url.endswith(f"?ids={IDS[1]},{IDS[2]}")
    # The button is gone: who pressed it goes on from the field.
    expect(page.locator("#compare-id")).to_be_focused()
    enter(page, " YL2012-0008 ")
    expect(page.locator("[data-compare-state]")).to_contain_text("3 份公告")
    assert page.url.endswith(f"?ids={IDS[1]},{IDS[2]},YL2012-0008")


def test_a_plan_and_what_it_was_before_are_told_apart(page: Page, example_address: str) -> None:
    compared(page, example_address, ["YL2012-0003", "YL2011-0017", IDS[1]])
    heads = page.locator("[data-compare-result] thead th a")
    *alike, other = heads.all_inner_texts()
    assert alike == ["云享 58 套餐 YL2012-0003", "云享 58 套餐 YL2011-0017"]
    assert IDS[1] not in other
    page.get_by_role("button", name=f"移出对比 {alike[0]}", exact=True).click()
    expect(page.locator("[data-compare-state]")).to_contain_text("2 份公告")
    expect(heads.first).to_have_text("云享 58 套餐")


def enter(page: Page, typed: str) -> None:
    page.fill("#compare-id", typed)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    "typed", ["yl2012-0008", " YL2012-0008 ", "ｙｌ２０１２－０００８", "YL2012—0008"]
)
def test_a_number_is_taken_however_it_is_typed(
    page: Page, example_address: str, typed: str
) -> None:
    compared(page, example_address, IDS[:1])
    enter(page, typed)
    expect(page.locator("[data-compare-state]")).to_contain_text("2 份公告")
    assert page.url.endswith(f"?ids={IDS[0]},YL2012-0008")
    expect(page.locator("#compare-id")).to_have_value("")


@pytest.mark.parametrize("typed", ["木棉家常卡", "07GD000001", "../x", "YL2012-9999", ""])
def test_what_is_no_number_stays_and_is_answered(
    page: Page, example_address: str, typed: str
) -> None:
    compared(page, example_address, IDS[:2])
    enter(page, typed)
    state = page.locator("[data-compare-state='refused']")
    expect(state).to_contain_text("请填公告编号")
    expect(state).to_contain_text("加入对比")
    expect(state).to_contain_text(typed)
    expect(page.locator("#compare-id")).to_have_value(typed)
    expect(page.locator("#compare-id")).to_have_attribute("aria-invalid", "true")
    assert page.locator("[data-compare-result] thead th a").count() == 2
    assert page.url.endswith(f"?ids={IDS[0]},{IDS[1]}")
    enter(page, IDS[2])
    expect(page.locator("[data-compare-state]")).to_contain_text("3 份公告")
    expect(page.locator("#compare-id")).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("typed", ["12YL000008", " 12yl 000008", "１２ＹＬ０００００８"])
def test_the_number_of_a_plan_is_taken_too(page: Page, example_address: str, typed: str) -> None:
    compared(page, example_address, IDS[:1])
    enter(page, typed)
    expect(page.locator("[data-compare-state]")).to_contain_text("2 份公告")
    assert page.url.endswith(f"?ids={IDS[0]},YL2012-0008")


def test_the_address_may_hold_numbers_of_plans(page: Page, example_address: str) -> None:
    compared(page, example_address, ["12yl000008", IDS[0], "YL2012-0008"])
    heads = page.locator("[data-compare-result] thead th a")
    addresses = [str(head.get_attribute("href")) for head in heads.all()]
    assert [address.split("/")[-2] for address in addresses] == ["YL2012-0008", IDS[0]]


@pytest.mark.parametrize("typed", ["木棉家常卡", "07GD000001", "a&b=c#d"])
def test_what_nothing_is_called_leads_to_the_search_for_it(
    page: Page, example_address: str, typed: str
) -> None:
    compared(page, example_address, IDS[:2])
    enter(page, typed)
    page.locator("[data-compare-state='refused'] a", has_text=f"搜索“{typed}”").click()
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("#search-words")).to_have_value(typed)


def test_an_unknown_number_in_an_address_leads_to_the_search_for_it(
    page: Page, example_address: str
) -> None:
    compared(page, example_address, [IDS[0], "07GD000001"])
    link = page.locator("[data-compare-state] a")
    expect(link).to_have_text("搜索“07GD000001”")
    assert str(link.get_attribute("href")).endswith("/search/?q=07GD000001")


def test_an_unknown_number_is_said(page: Page, example_address: str) -> None:
    compared(page, example_address, ["YL2012-0003", "YL2012-9999"])
    assert "没有编号是 YL2012-9999 的公告" in page.inner_text("[data-compare-state]")


def test_an_unknown_number_is_not_kept(page: Page, example_address: str) -> None:
    """It would take one of four places, and no button takes it out."""
    compared(page, example_address, ["YL2012-9999", "yl2012-0003"])
    expect(page.locator("[data-compare-state]")).to_contain_text("YL2012-9999 的公告，没有列入。")
    assert page.url.endswith("?ids=YL2012-0003")
    page.goto(f"{example_address}/notices/2012/YL2012-0003/")
    expect(page.locator("[data-compare-count]")).to_have_text("已选 1 份")
    expect(page.locator("[data-compare-pick]")).to_have_text("移出对比")


def test_only_unknown_numbers_leave_nothing_picked(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/compare/?ids=YL2012-9999")
    expect(page.locator("[data-compare-state='empty']")).to_contain_text("YL2012-9999")
    assert page.url.endswith("/compare/")
    page.goto(f"{example_address}/notices/all/")
    expect(page.locator("[data-compare-tray]")).to_be_hidden()


def test_numbers_are_kept_while_nobody_answers(page: Page, example_address: str) -> None:
    page.route("**/YL2012-0010/**", lambda route: route.abort())
    page.goto(f"{example_address}/compare/?ids=YL2012-9999,YL2012-0010")
    page.wait_for_selector("[data-compare-state='error']")
    assert page.url.endswith("?ids=YL2012-9999,YL2012-0010")


def test_a_number_that_leads_on_brings_what_took_its_place(
    page: Page, example_address: str
) -> None:
    compared(page, example_address, ["YL2011-0016", "YL2012-0003"])
    first = page.locator("[data-compare-result] thead th a").first
    assert "/YL2011-0017/" in str(first.get_attribute("href"))
    page.get_by_role("button", name="移出对比").first.click()
    expect(page.locator("[data-compare-result] thead th a")).to_have_count(1)


def test_what_is_more_than_four_is_named(page: Page, example_address: str) -> None:
    compared(page, example_address, [*IDS, "YL2012-0005", "YL2012-0008"])
    expect(page.locator("[data-compare-result] thead th a")).to_have_count(4)
    state = page.locator("[data-compare-state]")
    expect(state).to_contain_text("没有列入的：YL2012-0008。")
    enter(page, "YL2012-0008")
    expect(state).to_contain_text("已选 4 份")
    expect(page.locator("#compare-id")).to_have_value("YL2012-0008")
    page.get_by_role("button", name="移出对比").first.click()
    expect(state).to_contain_text("3 份公告")
    enter(page, "YL2012-0008")
    expect(state).to_contain_text("4 份公告")
    expect(state).not_to_contain_text("没有列入")


def test_wide_commas_part_numbers_too(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/compare/?ids={IDS[0]}，{IDS[1]}、{IDS[2]}")
    expect(page.locator("[data-compare-result] thead th a")).to_have_count(3)


def test_small_letters_in_an_address_are_the_same_numbers(page: Page, example_address: str) -> None:
    compared(page, example_address, [IDS[0].lower(), IDS[1]])
    names = page.locator("[data-compare-result] thead th a")
    expect(names).to_have_count(2)
    page.get_by_role("button", name="移出对比").first.click()
    expect(names).to_have_count(1)
    expect(page.locator("[data-compare-state]")).to_have_text("再选一份就能比。")


def test_an_address_cannot_bring_anything_but_ids(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/compare/?ids=../../x,<b>,YL2012-0003,http://a")
    page.wait_for_selector("[data-compare-state='ready']")
    assert page.locator("[data-compare-result] thead th a").count() == 1


def test_a_page_that_does_not_come_can_be_asked_for_again(page: Page, example_address: str) -> None:
    page.route("**/YL2012-0010/**", lambda route: route.fulfill(status=503))
    page.goto(f"{example_address}/compare/?ids=YL2012-0003,YL2012-0010")
    page.wait_for_selector("[data-compare-state='error']")
    page.unroute("**/YL2012-0010/**")
    page.route("**/numbers/*", lambda route: route.fulfill(status=503))
    page.reload()
    page.wait_for_selector("[data-compare-state='ready']")
    enter(page, "12YL000008")
    page.wait_for_selector("[data-compare-state='error']")
    page.unroute("**/numbers/*")
    page.get_by_role("button", name="再试一次").click()
    page.wait_for_selector("[data-compare-state='ready']")
    expect(page.locator("[data-compare-result] thead th a")).to_have_count(3)


def test_what_comes_late_for_a_choice_given_up_is_not_shown(
    page: Page, example_address: str
) -> None:
    late: list[Route] = []

    def held(route: Route) -> None:
        late.append(route)

    page.route("**/YL2012-0010/**", held)
    compared(page, example_address, ["YL2012-0003"])
    page.evaluate("history.pushState(null, '', '?ids=YL2012-0003,YL2012-0010')")
    page.go_back()
    page.go_forward()
    page.wait_for_selector("[data-compare-state='loading']")
    page.go_back()
    page.wait_for_selector("[data-compare-state='ready']")
    with page.expect_response("**/YL2012-0010/**") as coming:
        late[0].continue_()
    coming.value.finished()
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    expect(page.locator("[data-compare-result] thead th a")).to_have_count(1)


def test_a_page_from_another_day_is_judged_for_this_one(page: Page, example_address: str) -> None:
    def older(route: Route) -> None:
        text = route.fetch().text()
        assert 'data-status="on_sale"' in text
        route.fulfill(body=text.replace('data-status="on_sale"', 'data-status="announced"'))

    page.route("**/YL2012-0003/**", older)
    compared(page, example_address, IDS[:2])
    expect(page.locator("thead [data-status]").first).to_have_attribute("data-status", "on_sale")
    expect(page.locator("thead .status__word").first).to_have_text("在售")


def test_notices_are_picked_in_a_list_and_on_their_page(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/notices/all/")
    expect(page.locator("[data-compare-tray]")).to_be_hidden()
    page.locator("[data-compare-pick]").nth(1).click()
    expect(page.locator("[data-compare-count]")).to_have_text("已选 1 份")
    page.goto(f"{example_address}/notices/2011/YL2011-0001/")
    page.locator("[data-compare-pick]").click()
    expect(page.locator("[data-compare-pick]")).to_have_text("移出对比")
    page.locator("[data-compare-go]").click()
    page.wait_for_selector("[data-compare-state='ready']")
    assert page.url.endswith(",YL2011-0001")


@pytest.mark.parametrize("size", ["", "22", "30"])
def test_what_is_picked_takes_little_of_a_small_phone_and_covers_no_end(
    size: str, page: Page, example_address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{example_address}/notices/all/")
    set_look(page, size=size)
    page.locator("[data-compare-pick]").first.click()
    tray = page.locator("[data-compare-tray]")
    box = tray.bounding_box()
    assert box
    assert box["height"] <= (780 / 4 if size else 780 / 10)
    for button in tray.locator(".button").all():
        area = button.bounding_box()
        assert area
        assert min(area["width"], area["height"]) >= (60 if size else 44)
        assert area["y"] >= box["y"]
        assert area["y"] + area["height"] <= 780
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    foot, end = page.locator(".site-footer").bounding_box(), tray.bounding_box()
    assert foot
    assert end
    assert end["y"] + end["height"] <= foot["y"]


def test_no_more_than_four_are_picked(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/notices/all/")
    for number in range(5):
        page.locator("[data-compare-pick]").nth(number).click()
    expect(page.locator("[data-compare-count]")).to_contain_text("已选 4 份")
    assert page.locator("[data-compare-pick]", has_text="移出对比").count() == 4
    assert page.locator("[data-compare-pick][aria-pressed]").count() == 0
    page.locator("[data-compare-clear]").click()
    expect(page.locator("[data-compare-tray]")).to_be_hidden()
    first = page.locator("[data-compare-pick]").first
    expect(first).to_be_focused()
    name = page.locator(".notice-row a").first.inner_text()
    expect(first).to_have_accessible_name(f"加入对比 {name}")
    # As a browser that kept the page whole shows it again, when more was picked on another.
    page.evaluate("sessionStorage.setItem('portal.compare', 'YL2012-0003')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("[data-compare-count]")).to_have_text("已选 1 份")


def test_a_press_changes_the_row_it_is_in_and_no_other(page: Page, example_address: str) -> None:
    """Rows that are written anew are laid out anew, which an old phone takes long for."""
    page.goto(f"{example_address}/notices/all/")
    changed = page.evaluate(
        """async () => {
          const rows = new Set();
          const one = new MutationObserver((all) => all.forEach(({ target }) => rows.add(target.closest("li"))));
          one.observe(document.querySelector(".notice-list"), { subtree: true, childList: true, attributes: true });
          const button = document.querySelectorAll("[data-compare-pick]")[1];
          button.click();
          document.dispatchEvent(new Event("statuses-added"));
          await new Promise(requestAnimationFrame);
          return [rows.size, rows.has(button.closest("li"))];
        }"""
    )
    assert changed == [1, True]


def test_buttons_of_plans_with_one_name_are_told_apart(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/notices/all/ended/")
    buttons = page.locator("[data-compare-pick]")
    names = [str(one.get_attribute("aria-label")) for one in buttons.all()]
    assert len(names) == len({*names})
    assert "加入对比 云享 58 套餐 YL2011-0017" in names
    assert [one for one in names if "2011-0020" in one] == [], "a name of its own needs no number"


def test_nothing_moves_when_the_buttons_come(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/notices/all/")
    row = page.locator(".notice-row").nth(3)
    with_buttons = row.bounding_box()
    removed = page.evaluate(
        """() => {
          const buttons = [...document.querySelectorAll(".notice-row > [data-compare-pick]")];
          buttons.forEach((button) => button.remove());
          return buttons.length;
        }"""
    )
    assert removed > 3
    assert row.bounding_box() == with_buttons


def test_on_paper_the_table_begins_on_the_first_sheet_and_says_what_was_compared(
    page: Page, example_address: str
) -> None:
    compared(page, example_address, [*IDS, "YL2012-0005"])
    page.set_viewport_size({"width": 673, "height": 1009})
    page.emulate_media(media="print")
    # A table that must not break goes to the next sheet whole.
    kept = "one => getComputedStyle(one).breakInside"
    assert page.locator("[data-compare-result] table").evaluate(kept) == "auto"
    assert page.locator("[data-compare-result] tr").first.evaluate(kept) == "avoid"
    for part in ("form", "state"):
        expect(page.locator(f"[data-compare-{part}]")).to_be_hidden()
    ids = [*IDS, "YL2012-0005"]
    told = page.get_by_text("对比的公告依次是：YL2012-0003（云享 58 套餐）、YL2012-0010（")
    expect(told).to_be_visible()
    expect(told).to_contain_text("、YL2011-0001（云享 58 套餐）、")
    address = f"https://portal.yunling.example/compare/?ids={','.join(ids)}"
    assert told.inner_text().endswith(f"。网址：{address}")
    expect(page.locator(".paper-foot")).to_have_text("状态和天数按 2012-05-10 算。")
    expect(page.locator(".paper-foot")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 673


def test_without_scripts_the_page_says_how_to_compare(
    browser: Browser, example_address: str, example_site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in (example_address, example_site.as_uri()):
        page.goto(f"{address}/compare/index.html")
        expect(page.locator("[data-compare-plain]")).to_be_visible()
        expect(page.locator("[data-compare-form]")).to_be_hidden()
        page.locator("[data-compare-plain] a").click()
        assert page.url.endswith("/notices/index.html")
    context.close()
