"""Search in a real browser: what is found, however it is typed, and what happens when it fails."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import answers
import notices
import opencc
import pytest
from answers import Answered, Seen, recall
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from a_notice import notice_text
from conftest import EXAMPLE, EXAMPLE_DAY, OfAll, built, served
from portal.facts import Facts
from portal.facts.life import Status
from portal.records.notice import NoticeKind
from portal.search.letters import fold
from portal.search.lexicon import WORD_FILES

pytestmark = pytest.mark.browser

COUNT = 1000
DAY = date(2009, 7, 17)
NEIGHBOURS = range(80, 100)  # more than the worker looks at one by one
SHARDS = "**/assets/search/files/t*"
CARDS = "**/assets/search/files/c*"
# A file of words that no page uses, by its number.
WORDS = re.compile(r"/search/files/w(\d+)\.")
RESULTS = "[data-search-results]"
INPUT = "[data-md-component=search-query]"
DIALOG = "#search-dialog"

# Types into the page's own field and waits until the answer is there.
ASK = """([text, status]) => new Promise((resolve) => {
  const list = document.querySelector("[data-search-results]");
  const form = document.querySelector("[data-search] form");
  const told = () => ({
    state: list.dataset.searchState,
    total: Number(document.querySelector("[data-search-count]").textContent.replace(",", "")),
    links: [...list.querySelectorAll("a")].map((a) => new URL(a.href).pathname.slice(1)),
  });
  form.elements.q.value = text;
  form.elements.status.value = status;
  form.requestSubmit();
  new MutationObserver((_, me) => {
    if (list.dataset.searchState === "loading") return;
    me.disconnect();
    resolve(told());
  }).observe(list, { attributes: true });
})"""

# The same one after the other: hundreds of calls from outside take as long as their answers.
ASK_ALL = f"""async (queries) => {{
  const ask = {ASK}, found = [];
  for (const text of queries) found.push((await ask([text, ""])).links);
  return found;
}}"""

# Waits for the engine's script; a function that Playwright polls is evaluated, which the policy forbids.
ENGINE = """() => new Promise((resolve) => {
  (function look() { window.document$ ? resolve() : requestAnimationFrame(look); })();
})"""


def monthly(amount: str) -> dict[str, str]:
    return {"amount": amount, "unit": "元/月"}


def write(folder: Path) -> None:
    """A content folder of notices like any, and of some that a test is about."""
    folder.mkdir()
    notices.write(COUNT, folder)
    # The title of one says 观星, and its text 广州, where only the other is sold.
    one = {"title": "关于观星卡的公告", "plan_name": "观星卡", "areas": ["东莞"]}
    other = {"title": "关于天文套餐的公告", "plan_name": "天文套餐", "areas": ["全省"]}
    dear = {"title": "关于夜空套餐的公告", "price": monthly("998")}
    named = {"title": "关于抢占步步高套餐的公告", "plan_name": "抢占步步高套餐"}
    cheap = {"title": "关于夜景套餐的公告", "price": monthly("1")}
    ended = {"title": "关于钓鱼特惠 31 元套餐的公告", "withdrawn_on": "2009-06-30"}
    priced = {"title": "关于垂钓套餐的公告", "price": monthly("31")}
    for number, fields, body in (
        (1, one, "暑假到广州看展览也能用。\n"),
        (2, other, "给观星爱好者。\n"),
        (3, {}, "在没有信号的地方拨 112。\n"),
        (4, dear, "看彗星的人和外勤用。\n"),
        (5, cheap, "外勤用。\n"),
        (6, {}, "占卜用。\n"),  # a word of the synonyms; 极光 is none
        (7, named, "极光用。\n"),
        (8, ended | {"plan_name": "钓鱼特惠 31 元套餐"}, "钓友用，送鱼漂。\n"),
        (9, priced | {"plan_name": "垂钓套餐"}, "给钓鱼的人。\n"),
        (10, {"title": "关于会议电话的公告", "plan_name": "会议电话"}, "开会用。\n"),
        (11, {"plan_number": "09 GX 7311"}, "弹琴用。\n"),
        (12, {}, "到哪里都不用换卡。\n"),
        (13, {"title": "关于松鹤卡的公告", "plan_name": "松鹤卡"}, "祝寿用。\n"),
        (14, {}, "聋哑人也看得懂的节目。\n"),
        (15, {"eligibility": "仅限残障客户"}, "听障的人发短信用。\n"),
        (16, {"title": "关于 47元包通话的公告", "price": monthly("47")}, "聊天用。\n"),
        (17, {"title": "关于流星包 47 的公告", "price": monthly("47")}, "许愿用。\n"),
        (19, {"title": "关于语音短信的公告", "plan_name": "语音短信"}, "说完就发出去。\n"),
        (20, {"title": "关于蜂农乡音卡的公告", "plan_number": "粤移资〔2011〕307号"}, "养蜂用。\n"),
        (21, {"title": "关于手机挂号的公告", "plan_name": "手机挂号"}, "看病用。\n"),
        (22, {"title": "关于推出工友通信的公告", "plan_name": "工友通信"}, "来信闲时看。\n"),
        (23, {"title": "关于来信显示的公告", "plan_name": "来信显示"}, "信来了就亮。\n"),
        (24, {"plan_number": "GX.JZ.2005.3912"}, "站台上用。\n"),
        (25, {"title": "关于晨星卡退订办法变更的公告", "plan_name": "晨星卡"}, "清早用。\n"),
        (26, {}, "看手机地图导航用。\n"),
        (18, {"title": "关于 740元包年的公告", "price": monthly("740")}, "过年用。\n"),
    ):
        text = notice_text(body, **{"plan_number": f"09GX{number}"} | fields)
        (folder / f"notices/2009/GX-{number}.md").write_text(text, "utf-8")
    for number in NEIGHBOURS:
        text = notice_text(plan_number=f"09GX{number:06d}", plan_name=f"邻号 {number}")
        (folder / f"notices/2009/GX2009-{number:04d}.md").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def content(of_all: OfAll) -> Path:
    return of_all("search-content", write)


@pytest.fixture(scope="module")
def site(of_all: OfAll, content: Path) -> Path:
    return of_all("search", lambda site: built(content, site, as_of=DAY, jobs=2))


@pytest.fixture(scope="module")
def facts(content: Path) -> Facts:
    return answers.facts_of(content, DAY)


@pytest.fixture(scope="module")
def known(facts: Facts, site: Path) -> list[Seen]:
    return answers.documents_of(facts, site)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    yield from served(site)


@pytest.fixture(scope="module")
def asked(browser: Browser, address: str) -> Iterator[Page]:
    """The page of results, for tests that ask one question after the other."""
    page = browser.new_page()
    page.goto(f"{address}/search/")
    yield page
    page.close()


# What is the same at every width is asked at one.
AT_ANY_WIDTH = pytest.mark.parametrize("width", [390], indirect=True, ids=["phone"])


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def page(tab: Page, width: int) -> Page:
    tab.set_viewport_size({"width": width, "height": 844})
    return tab


@pytest.fixture
def own(browser: Browser, width: int) -> Iterator[Page]:
    """A page of one test only, which may listen to it and give it scripts."""
    # A request that a service worker makes is not seen by the test, and cannot be made to fail.
    context = browser.new_context(viewport={"width": width, "height": 844}, service_workers="block")
    yield context.new_page()
    context.close()


def found(page: Page, text: str, status: str = "") -> list[str]:
    links: list[str] = page.evaluate(ASK, [text, status])["links"]
    return links


def total(page: Page, text: str, status: str = "all") -> int:
    number: int = page.evaluate(ASK, [text, status])["total"]
    return number


def test_every_kind_of_query_finds_what_is_right(
    asked: Page, facts: Facts, known: list[Seen]
) -> None:
    queries = answers.queries(facts, known)
    assert len(queries) >= 150
    all_links = asked.evaluate(ASK_ALL, [query.typed for query in queries])
    of_kind = defaultdict(list)
    for query, links in zip(queries, all_links, strict=True):
        of_kind[query.kind].append(Answered(query, links))
    every = [one for some in of_kind.values() for one in some]
    assert len(of_kind) == 14
    poor = [answers.told(kind, some) for kind, some in of_kind.items() if recall(some) < 0.9]
    assert not poor, "\n".join(poor)
    assert recall(every) >= 0.97, answers.told("all", every)
    ranks = [one.reciprocal_rank for one in every]
    assert sum(ranks) / len(ranks) >= 0.95, answers.told("all", every)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("快要下线的", "ending"),
        ("要下线的", "ending"),
        ("快没了的", "ending"),
        ("即将上线的", "announced"),
        ("还没开始卖的", "announced"),
    ],
)
def test_what_is_to_end_or_to_begin_is_known_by_its_state(
    asked: Page, typed: str, status: str
) -> None:
    first = found(asked, "套餐", status)
    assert first
    assert found(asked, f"{typed}套餐")[: len(first)] == first
    assert total(asked, typed, "") == total(asked, "", status)


@pytest.mark.parametrize(
    ("typed", "field", "days"),
    [
        ("上个月上线的", "effective_on", (date(2009, 6, 1), date(2009, 6, 30))),
        ("上个月有哪些套餐上线", "effective_on", (date(2009, 6, 1), date(2009, 6, 30))),
        ("7月1日生效", "effective_on", (date(2009, 7, 1), date(2009, 7, 1))),
        ("生效日期2009年7月", "effective_on", (date(2009, 7, 1), date(2009, 7, 31))),
        ("八月下线的有哪些", "withdrawn_on", (date(2009, 8, 1), date(2009, 8, 31))),
        ("这个月有什么新业务", "published_on", (date(2009, 7, 1), date(2009, 7, 31))),
        ("年内到期", "withdrawn_on", (DAY, date(2009, 12, 31))),
        ("二零零九年三到五月推出", "effective_on", (date(2009, 3, 1), date(2009, 5, 31))),
        ("本周公布的", "published_on", (date(2009, 7, 13), date(2009, 7, 19))),
        ("最近一周新公告", "published_on", (date(2009, 7, 10), DAY)),
        ("2006年以前的公告", "published_on", (date(2000, 1, 1), date(2005, 12, 31))),
        ("去年", "published_on", (date(2008, 1, 1), date(2008, 12, 31))),
        ("去年第四季度公布的公告", "published_on", (date(2008, 10, 1), date(2008, 12, 31))),
        ("2009年下半年到期", "withdrawn_on", (date(2009, 7, 1), date(2009, 12, 31))),
        ("年底前下线的", "withdrawn_on", (DAY, date(2009, 12, 31))),
        ("一个月内停售", "withdrawn_on", (DAY, date(2009, 8, 16))),
        ("明年到期", "withdrawn_on", (date(2010, 1, 1), date(2010, 12, 31))),
    ],
)
def test_when_something_is_said_to_happen_is_understood(
    asked: Page, typed: str, field: str, days: tuple[date, date], facts: Facts
) -> None:
    told = facts.notices.values()
    dated = {one.address: getattr(one.notice, field) for one in told}
    right = {address for address, day in dated.items() if day and days[0] <= day <= days[1]}
    links = found(asked, typed)
    assert right.issuperset(links[: len(right)])
    assert len(links) >= min(10, len(right))


@pytest.mark.parametrize(
    "typed",
    [
        "失效的套餐", "过去的套餐", "停售的套餐", "已经下线的套餐", "不再办理的套餐",
        "停办 套餐", "套餐 停售", "套餐停售", "停售套餐",
    ],
)  # fmt: skip
def test_what_has_ended_is_shown_to_who_asks_for_it(asked: Page, typed: str, facts: Facts) -> None:
    told = facts.notices.values()
    # What another took the place of comes later: a plan may go on under its name.
    withdrawn = {
        one.address for one in told if one.life.ended and one.life.status is not Status.SUPERSEDED
    }
    links = found(asked, typed)
    assert len(links) == 10
    assert withdrawn.issuperset(links)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        # As the site itself writes them, with blanks.
        ("2008 年 3 月公布的公告", "2008年3月公布的公告"),
        ("30 天内下线的", "30天内下线的"),
        ("不超过 30 元的套餐", "不超过30元的套餐"),
        ("20 元以内的套餐", "20元以内的套餐"),
        ("15 块钱的套餐", "15块钱的套餐"),
        ("49元月租卡", "49 元 月租卡"),
        ("2009年元月公布的", "2009年1月公布的"),
        ("33.00元主套餐", "33元主套餐"),
        ("一百零八元套餐", "108元套餐"),
        ("￥15", "15元"),
        ("¥15.00 的套餐", "15元的套餐"),
        ("彩信包😊", "彩信包"),
        ("👍🏽彩信包👨‍👩‍👧", "彩信包"),
        ("08年", "2008年"),
        ("去年", "2008 年"),
    ],
)
def test_a_number_and_what_it_counts_are_understood_however_they_are_written(
    asked: Page, typed: str, same: str
) -> None:
    assert found(asked, typed) == found(asked, same) != []


@pytest.mark.parametrize(
    ("close", "apart"),
    [("套餐停售", "套餐 停售"), ("停办业务", "停办 业务"), ("短信包下线", "短信包 下线")],
)
def test_what_kind_has_ended_is_found_with_and_without_a_space(
    asked: Page, close: str, apart: str
) -> None:
    assert found(asked, close) == found(asked, apart) != []


LIMIT = "[data-search-limit]"


@pytest.mark.parametrize(
    ("both", "city"),
    [
        (("潮州停售", "潮州 停售"), "潮州"),
        (("汕头市下线", "下线 汕头市"), "汕头"),
        (("全球通停办", "全球通 停办"), ""),
    ],
)
def test_what_is_to_end_somewhere_comes_first_however_it_is_spelt(
    asked: Page, both: tuple[str, str], city: str, facts: Facts
) -> None:
    told = facts.notices.values()
    here = [
        one
        for one in told
        if (
            city in one.notice.areas or "全省" in one.notice.areas
            if city
            else "全球通" in one.notice.brands
        )
    ]
    ending = {one.address for one in here if one.life.status is Status.ENDING}
    telling = {one.address for one in here if one.notice.kind is NoticeKind.WITHDRAWAL}
    left = ending | {one.address for one in here if one.address in telling and not one.life.ended}
    assert ending
    one, other = (found(asked, typed) for typed in both)
    assert one == other
    assert ending.issuperset(one[: len(ending)])
    assert left.issuperset(one)
    assert len(one) == min(10, len(left))
    expect(asked.locator(LIMIT)).to_have_text("只列出即将下线的和停售公告。")
    expect(asked.locator("[data-search-ended]")).to_be_visible()
    every = {one.address for one in here if one.life.ended} | left
    assert total(asked, both[0]) == total(asked, both[1]) == len(every)
    expect(asked.locator(LIMIT)).to_contain_text("已经下线或被取代的")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("套餐 停售", "只列出已经下线或被取代的。"),
        ("套餐停售", "只列出已经下线或被取代的。"),
        ("快要下线的套餐", "只列出即将下线的。"),
        ("在售的漫游包", "只列出在售和即将下线的。"),
        ("惠州哪些快没了", "先列出即将下线的。"),
        ("神州行 马上没有了", "先列出即将下线的。"),
        ("什么优惠要停了", "先列出即将下线的。"),
        ("即将生效的IP电话", "没有找到已公布、未生效的，列出的是别的。"),
        # What a reader has run out of, or wants to give up, is no state of a notice.
        ("话费快没了", ""),
        ("我要停了套餐", ""),
        ("漫游包", ""),
        ("停售", ""),
    ],
)
def test_what_state_the_words_ask_for_is_told(
    asked: Page, page: Page, address: str, typed: str, said: str
) -> None:
    assert found(asked, typed)
    expect(asked.locator(LIMIT)).to_have_text(said)
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    page.keyboard.insert_text(typed)
    told = page.locator(f"{DIALOG} [role=status]")
    expect(told).to_contain_text(f"条。{said}" if said else "找到")
    assert ("列出" in told.inner_text().partition("另有")[0]) == bool(said)


def test_who_asks_for_notices_that_end_something_is_shown_all_of_them(
    asked: Page, facts: Facts
) -> None:
    told = facts.notices.values()
    ending = {one.address for one in told if one.notice.kind is NoticeKind.WITHDRAWAL}
    assert any(one.life.ended for one in told if one.address in ending)
    assert total(asked, "停售公告", "") >= len(ending)
    assert ending.issuperset(found(asked, "停售公告")[: min(10, len(ending))])


@pytest.mark.parametrize(
    "typed", ["{}详情", "{}介绍", "热门{}", "全部{}", "推荐的{}", "所有{}一览表"]
)
def test_words_for_a_whole_list_or_its_details_say_nothing_beside_a_subject(
    asked: Page, typed: str
) -> None:
    assert found(asked, typed.format("短信包")) == found(asked, "短信包") != []


def test_what_is_called_by_the_month_costs_something_by_the_month(asked: Page) -> None:
    assert found(asked, "包月") == found(asked, "月租") != []
    assert len(found(asked, "包月套餐")) == 10


def test_a_question_with_a_telephone_in_it_is_not_about_telephones(asked: Page) -> None:
    assert found(asked, "会议电话怎么收费")[0] == "notices/2009/GX-10/"
    for typed in ("打美国的电话怎么收费", "公司同事之间打电话怎么最省钱", "学校里的电话怎么打便宜"):
        assert "notices/2009/GX-10/" not in found(asked, typed)


def test_what_is_asked_of_the_operator_is_not_about_its_name(asked: Page) -> None:
    for typed, meant in (
        ("移动亲情号码包", "亲情号码包"),
        ("广东移动 亲情号码包", "亲情号码包"),
        ("移动公司有哪些亲情号码包", "有哪些亲情号码包"),
    ):
        assert found(asked, typed) == found(asked, meant) != []
    # A word that holds the name, and stands on no page.
    assert found(asked, "告移动")[0] == "help/complain/"
    # Nothing else was typed: what tells who that is.
    assert "about/" in found(asked, "移动")
    assert "about/" in found(asked, "移动公司")


def test_how_a_price_is_asked_for_changes_nothing_and_what_only_asks_is_no_error(
    asked: Page,
) -> None:
    assert found(asked, "去香港打电话多少钱一分钟") == found(asked, "去香港打电话多少钱") != []
    assert asked.evaluate(ASK, ["我的手机要找谁办", ""])["state"] in ("ready", "empty")


def test_what_costs_what_was_typed_comes_before_what_was_called_so_and_ended(asked: Page) -> None:
    links = found(asked, "钓鱼 31元")
    assert links[0] == "notices/2009/GX-9/"
    assert found(asked, "钓鱼特惠 31 元套餐")[0] == "notices/2009/GX-8/"


def test_the_newest_are_shown_to_who_asks_for_nothing_else(asked: Page) -> None:
    assert found(asked, "最近新上线的") == found(asked, "最新公告") != []


def test_pages_that_speak_of_everything_take_no_place_of_what_answers(asked: Page) -> None:
    links = found(asked, "彩铃什么时候生效")
    assert len(links) == 10
    assert "notices/" not in links


def test_whom_a_notice_is_for_comes_before_whom_a_text_names(asked: Page, facts: Facts) -> None:
    told = facts.notices.values()
    right = {one.address for one in told if "残障" in one.notice.eligibility and not one.life.ended}
    assert right
    assert right.issuperset(found(asked, "残障客户")[: len(right)])


def test_no_contract_is_a_fact(asked: Page, facts: Facts) -> None:
    told = facts.notices.values()
    months = {one.address: one.notice.contract_months for one in told}
    links = found(asked, "没有合约的套餐")
    assert len(links) == 10
    assert {months[link] for link in links} == {0}
    for typed in ("不签合约", "不绑定", "零合约"):
        assert found(asked, f"{typed}的套餐") == links
    # Whether there is one is asked of the plan that is named.
    bound = next(one for one in told if one.notice.contract_months and not one.life.ended)
    assert bound.address in found(asked, f"{bound.notice.plan_name}有没有合约")[:3]


def test_what_is_on_offer_comes_before_what_takes_effect_by_ending(
    asked: Page, facts: Facts
) -> None:
    told = facts.notices.values()
    closing = {
        one.address for one in told if DAY < one.notice.effective_on == one.notice.withdrawn_on
    }
    newest = max(one.notice.published_on for one in told if one.address in closing)
    assert sum(one.notice.published_on > newest for one in told) < 10
    assert closing.isdisjoint(found(asked, "10086"))


def test_what_is_sold_in_the_city_asked_for_comes_before_what_is_not(asked: Page) -> None:
    assert found(asked, "广州观星")[:2] == [f"notices/2009/{one}/" for one in ("GX-2", "GX-1")]
    assert found(asked, "东莞观星")[:2] == [f"notices/2009/{one}/" for one in ("GX-1", "GX-2")]
    assert found(asked, "guangzhou 观星") == found(asked, "广州 观星")


def test_a_question_finds_first_what_a_title_says_of_it_though_texts_say_more(
    asked: Page, facts: Facts
) -> None:
    told = facts.notices
    first = found(asked, "在日本上网哪个便宜")[0].split("/")[-2]
    assert "日韩" in told[first].notice.title


def test_a_title_with_another_word_for_it_comes_before_one_of_something_wider(
    asked: Page, facts: Facts
) -> None:
    told = facts.notices
    titles = [told[one.split("/")[-2]].notice.title for one in found(asked, "买手机")]
    assert all("购机" in title for title in titles[:3])


def test_being_cheap_does_not_make_up_for_what_is_missing(asked: Page) -> None:
    assert found(asked, "看彗星的外勤哪个便宜")[0] == "notices/2009/GX-4/"
    assert found(asked, "外勤哪个便宜")[:2] == ["notices/2009/GX-5/", "notices/2009/GX-4/"]


def test_the_page_about_words_answers_what_a_word_is_and_nothing_else(asked: Page) -> None:
    assert found(asked, "加装包是什么")[0] == "help/glossary/"
    assert found(asked, "什么是违约金")[0] == "help/glossary/"
    assert "help/glossary/" not in found(asked, "加装包不要了怎么取消")[:2]


def test_a_page_that_holds_less_than_half_of_a_question_does_not_answer_it(asked: Page) -> None:
    # 退订 and 取消 stand for 停用, of which nothing is asked.
    assert "help/cancel/" not in found(asked, "下线了的套餐还能不能继续用")[:2]


def test_a_page_that_says_little_of_a_question_does_not_answer_it(asked: Page) -> None:
    assert found(asked, "投诉了半个月没人理怎么办")[0] == "help/complain/"
    assert found(asked, "被乱扣费了怎么投诉")[0] == "help/complain/"
    assert found(asked, "打了10086没人理怎么办")[0] == "help/complain/"
    # One pair of three stands on the page about privacy.
    assert found(asked, "手机上不了网怎么办")[0] in ("coverage/", "commitments/2009/2/")


def test_a_title_in_other_words_comes_before_a_text_that_only_mentions_them(asked: Page) -> None:
    links = found(asked, "换卡")
    assert links[0] != "notices/2009/GX-12/"
    assert "notices/2009/GX-12/" in found(asked, "不用换卡")


def test_what_is_for_somebody_comes_before_a_text_that_only_mentions_them(asked: Page) -> None:
    links = found(asked, "聋哑人有没有优惠")
    assert "notices/2009/GX-14/" in links
    assert links.index("notices/2009/GX-15/") < links.index("notices/2009/GX-14/")


def test_what_a_pack_costs_is_looked_for_as_written_and_as_what_costs_that(asked: Page) -> None:
    links = found(asked, "47元包")
    assert links[:2] == ["notices/2009/GX-16/", "notices/2009/GX-17/"]
    assert "notices/2009/GX-18/" not in links[:3]


def test_a_way_of_asking_that_editors_know_asks_for_what_is_meant(asked: Page) -> None:
    assert found(asked, "不会打字怎么给孙子发短信")[0] == "notices/2009/GX-19/"
    # What was asked for by its name is asked for as it was.
    assert found(asked, "怎么发语音短信")[0] == "notices/2009/GX-19/"


def test_a_page_answers_who_calls_what_it_is_about_otherwise(asked: Page) -> None:
    assert found(asked, "想把套餐退掉要怎么弄")[0] == "help/cancel/"
    assert found(asked, "点错了怎么退")[0] == "help/cancel/"
    assert found(asked, "最新动态")[0] == "recent/"


def test_what_a_page_is_called_answers_what_it_costs(asked: Page) -> None:
    assert found(asked, "退订要钱吗")[0] == "help/cancel/"
    assert not found(asked, "短信要钱吗")[0].startswith(("help/", "channels/"))


CITY_AND_PAGE = {
    "深圳营业厅": "channels/",
    "深圳营业厅电话": "channels/",
    "广州营业厅地址": "channels/",
    "佛山 投诉": "help/complain/",
    "广州投诉电话": "help/complain/",
    "广州信号覆盖": "coverage/",
    "广州荣誉": "awards/",
    "深圳隐私": "privacy/",
}


def test_what_only_pages_are_called_is_answered_by_them_in_every_city(asked: Page) -> None:
    for typed, page in CITY_AND_PAGE.items():
        assert found(asked, typed)[0] == page, typed


def test_a_city_stands_beside_a_word_that_is_known_in_other_words_only(asked: Page) -> None:
    meant = found(asked, "广州 WLAN")
    assert meant != []
    assert {*meant[:2]} <= {*found(asked, "广州 wifi")}


@pytest.mark.parametrize("typed", ["上不了网", "网络慢", "没信号", "10086打不通"])
def test_who_is_in_trouble_asks_though_without_a_word_of_asking(asked: Page, typed: str) -> None:
    assert found(asked, typed)[0] in {"coverage/", "commitments/2009/2/", "help/"}


@pytest.mark.parametrize("typed", ["承诺3", "第3项承诺", "第三项承诺"])
def test_a_promise_is_found_by_its_number_however_that_is_written(asked: Page, typed: str) -> None:
    assert found(asked, typed)[0] == "commitments/2009/3/"


def test_a_question_of_what_all_notices_say_is_answered_by_the_page_of_that_name(
    asked: Page,
) -> None:
    assert found(asked, "不退订会一直割韭菜吗")[0] == "help/cancel/"


def test_what_only_asks_which_is_good_is_no_slip_of_another_word(asked: Page) -> None:
    # 包好 sounds as 保号; where editors know the whole, it stays: 哪个套餐好 is asked of a page.
    assert found(asked, "短信哪个包好") == found(asked, "短信哪个包")
    assert found(asked, "哪个套餐好")[0] == "compare/"


def test_letters_that_no_title_holds_are_looked_for_beside_a_word_that_is_nowhere(
    asked: Page,
) -> None:
    assert "help/glossary/" in found(asked, "MB和KB怎么换算")[:2]


def test_a_contract_of_years_is_one_of_months(asked: Page) -> None:
    months = found(asked, "24个月合约")
    assert months
    assert found(asked, "两年合约") == months
    assert found(asked, "合约两年") == found(asked, "合约24个月")


def test_first_letters_of_nothing_that_stands_anywhere_find_nothing(asked: Page) -> None:
    assert found(asked, "asdfgh") == []
    assert found(asked, "zfbz")


def test_who_asks_what_a_state_means_asks_for_no_notices_of_it(asked: Page) -> None:
    assert found(asked, "在售和已下线有什么分别")[0] == "help/read-a-notice/"


def test_letters_that_meet_in_one_text_only_are_no_word_that_was_meant(asked: Page) -> None:
    # 写已 stands nowhere, and 些已 where the last page says 哪些已经下线.
    assert found(asked, "公告上写已被取代是什么意思")[0] == "help/read-a-notice/"


def test_what_pages_call_their_parts_answers_questions(asked: Page) -> None:
    pages = {
        "你们会不会记下我搜了什么": "privacy/",
        "客服有多少人接电话": "channels/",
        "网站上的套餐是真的还是假的": "about/",
        "我们村里有没有信号": "coverage/",
        "投诉编号是做什么用的": "help/complain/",
    }
    assert {question: found(asked, question)[0] for question in pages} == pages


def test_of_a_question_known_words_say_more_than_others(asked: Page) -> None:
    both = ["notices/2009/GX-6/", "notices/2009/GX-7/"]
    assert found(asked, "占卜 极光")[:2] == both[::-1]
    assert found(asked, "占卜 极光怎么办")[:2] == both


def test_a_number_that_has_synonyms_is_that_number_before_a_part_of_others(
    asked: Page, facts: Facts
) -> None:
    told = facts.notices.values()
    assert any("112" in one.identity and not one.life.ended for one in told)
    assert found(asked, "112")[0] == "notices/2009/GX-3/"


def test_what_ended_is_named_by_the_beginning_of_its_name_and_not_by_the_end(
    asked: Page, facts: Facts
) -> None:
    told = facts.notices.values()
    ended = [one for one in told if one.life.ended]
    for one in ended[::200]:
        assert one.address in found(asked, one.notice.plan_name)
    asked_for = 0
    for one in ended:
        part = one.notice.plan_name[1:4]
        holding = [other for other in told if part in other.notice.title]
        gone = {other.address for other in holding if other.life.ended}
        begun = [other for other in holding if part in other.notice.plan_name[:3]]
        if 1 <= len(holding) - len(gone) <= 2 and len(holding) <= 10 and not begun:
            asked_for += 1
            assert not gone & {*found(asked, part)}, part
        if asked_for > 5:
            break
    assert asked_for


@pytest.mark.parametrize(
    "asking",
    ["{}还能办吗", "{}停了吗", "{}怎么办理", "{}怎么取消", "{}下线", "办理{}", "关于推出{}的公告"],
)
def test_who_asks_about_a_plan_that_ended_is_shown_it(asked: Page, asking: str) -> None:
    links = found(asked, asking.format("钓鱼特惠31元套餐"))
    assert links[0] == "notices/2009/GX-8/"
    expect(asked.locator(f"{RESULTS} li").first).to_contain_text("已下线")


def test_a_code_in_the_text_of_a_notice_that_ended_finds_it(asked: Page, facts: Facts) -> None:
    told = facts.notices.values()
    codes = {
        one.address: re.search(r"QX\d+", one.notice.cancel.how) for one in told if one.life.ended
    }
    coded = [(address, code[0]) for address, code in codes.items() if code][::40]
    assert coded
    for address, code in coded:
        assert address in found(asked, code), code


def test_a_number_of_filing_finds_its_notices(asked: Page, facts: Facts) -> None:
    told = facts.notices.values()
    filed: dict[str, set[str]] = {}
    for one in told:
        filed.setdefault(one.notice.filing_number or "", set()).add(one.address)
    filed.pop("", None)
    for number in sorted(filed)[::60]:
        links = found(asked, number)
        assert filed[number] <= set(links[: len(filed[number])]), number
        assert total(asked, number) == len(filed[number]), number
    assert "〔" in asked.locator(f"{RESULTS} mark").first.inner_text()


@pytest.mark.parametrize(
    "typed", ["粤移资〔2011〕307号", "粤移资[2011]307号", "（2011）307 号", "【2011】30"]
)
def test_the_number_of_a_plan_may_be_formed_as_one_of_filing(asked: Page, typed: str) -> None:
    assert found(asked, typed)[0] == "notices/2009/GX-20/"


@pytest.mark.parametrize("form", ["编号{}", "尾号{}的公告", "公告编号是 {}"])
def test_a_number_is_found_whatever_it_is_called(asked: Page, form: str) -> None:
    assert found(asked, form.format(1041)) == found(asked, "1041") != []


def test_a_number_comes_before_what_two_numbers_or_a_missing_hyphen_make_of_it(
    asked: Page, known: list[Seen]
) -> None:
    # GX2009-0098 and its plan number 09GX000098 hold all parts of 09GX000090, with a hyphen left out.
    for typed in ("000090", "09GX000090", "GX2009-0090", "GX20090090"):
        assert found(asked, typed) == ["notices/2009/GX2009-0090/"], typed
    numbers = {one.address: "\n".join(one.numbers) for one in known}
    written = {address for address, one in numbers.items() if "0090" in one}
    joined = {address for address, one in numbers.items() if "0090" in one.replace("-", "")}
    assert written < joined
    assert {*found(asked, "0090")[: len(written)]} == written
    assert total(asked, "0090") == len(joined)


@AT_ANY_WIDTH
def test_the_number_of_an_address_that_leads_on_finds_the_notice_it_leads_to(
    page: Page, example_address: str
) -> None:
    for typed in ("YL2011-0016", "yl20110016"):
        page.goto(f"{example_address}/search/?q={typed}")
        first = page.locator(f"{RESULTS} a").first
        expect(first).to_have_attribute("href", re.compile("/notices/2011/YL2011-0017/$"))


@pytest.mark.parametrize("typed", ["09GX7311", "gx7311", "x731", "09 GX 7311", "GX 7311"])
def test_a_number_written_with_spaces_is_found_with_and_without_them(
    asked: Page, typed: str
) -> None:
    assert found(asked, typed)[0] == "notices/2009/GX-11/"


@pytest.mark.parametrize("typed", ["退订", "取消套餐", "退訂", "退订业务"])
def test_the_word_that_a_page_is_asked_about_leads_to_it_before_titles_of_notices(
    asked: Page, typed: str
) -> None:
    assert found(asked, typed)[:2] == ["help/cancel/", "notices/2009/GX-25/"]
    assert found(asked, f"晨星卡{typed}")[0] == "notices/2009/GX-25/"


@pytest.mark.parametrize("typed", ["JZ.2005.39", "jz2005", "2005.391", "GX.JZ", "5.3912", "53912"])
def test_a_part_of_a_number_with_points_is_found_with_and_without_them(
    asked: Page, typed: str
) -> None:
    assert found(asked, typed)[0] == "notices/2009/GX-24/"


def test_a_part_of_many_numbers_finds_those_that_ended_too(asked: Page, facts: Facts) -> None:
    told = facts.notices.values()
    right = {one.address: one.life.ended for one in told if "06GD0" in one.notice.plan_number}
    assert len(right) > 10
    assert any(right.values())
    assert total(asked, "06GD0", "") == len(right)


def test_pinyin_as_it_is_said_in_the_south_is_understood(asked: Page) -> None:
    assert found(asked, "toushu") == found(asked, "tousu") != []


def test_a_slip_in_a_word_that_only_a_page_uses_is_heard(asked: Page) -> None:
    assert found(asked, "神密客户")[0] == "monitoring/"


def test_a_slip_in_the_name_of_a_city_is_that_city_and_said_so(asked: Page) -> None:
    assert found(asked, "广洲") == found(asked, "广州") != []
    assert found(asked, "广洲")
    expect(asked.locator("[data-search-note]")).to_contain_text("广州")


def test_what_is_nothing_as_it_sounds_is_heard_as_the_south_says_it(asked: Page) -> None:
    assert found(asked, "视屏") == found(asked, "视频") != []
    assert found(asked, "牛量") == found(asked, "流量")


def test_a_slip_is_heard_as_a_word_that_editors_know_before_letters_that_meet(asked: Page) -> None:
    # 占步 stands in a title, 占卜 only in a text.
    assert found(asked, "占补")[0] == "notices/2009/GX-6/"
    expect(asked.locator("[data-search-note]")).to_contain_text("占卜")


def test_a_slip_may_be_in_a_word_beside_what_was_typed_right(asked: Page) -> None:
    # 贺卡 is a word that editors know, and 松 the letter that has no neighbour.
    assert found(asked, "松贺卡") == ["notices/2009/GX-13/"]
    # 才 says something of a word elsewhere: 才有流量.
    assert found(asked, "才信包") == found(asked, "彩信包") != []


def test_a_slip_is_heard_though_what_was_typed_right_stands_beside_no_letter_of_it(
    asked: Page,
) -> None:
    # 农卡 stands nowhere: 蜂农乡音卡.
    assert found(asked, "蜂浓卡")[0] == "notices/2009/GX-20/"
    expect(asked.locator("[data-search-note]")).to_contain_text("蜂农卡")


def test_letters_that_few_type_are_slips_too(asked: Page) -> None:
    assert found(asked, "手机卦号")[0] == "notices/2009/GX-21/"


def test_first_letters_are_those_of_a_name_and_not_of_how_titles_begin(asked: Page) -> None:
    # 关于通信: 关于 begins nearly every title.
    assert found(asked, "gytx")[0] == "notices/2009/GX-22/"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dzyx", "电子邮箱"),  # a word of the synonyms, of which pairs of letters are rare
        ("yddh", "移动电话"),  # 移动的话 would be as frequent
        ("tjbh", "停机保号"),  # what texts say in other words
        ("sjdtdh", "手机地图导航"),  # several words in a row, in one text only
    ],
)
def test_first_letters_are_those_of_words_before_letters_that_only_meet(
    asked: Page, typed: str, meant: str
) -> None:
    assert found(asked, typed) == found(asked, meant) != []
    found(asked, typed)
    expect(asked.locator("strong[data-search-words]")).to_have_text(meant)


def test_syllables_with_gaps_between_words_are_one_name_where_one_sounds_so(asked: Page) -> None:
    # Each for itself they are 来信 and 闲时 as well.
    assert found(asked, "laixin xianshi")[0] == "notices/2009/GX-23/"
    expect(asked.locator("strong[data-search-words]")).to_have_text("来信显示")
    # 邻号通话 stands nowhere: each word is looked for.
    assert found(asked, "linhao tonghua")
    expect(asked.locator("strong[data-search-words]")).to_have_text("邻号 通话")
    # A city in letters is known as that city, and told by its name.
    assert found(asked, "shenzhen manyou")
    expect(asked.locator("strong[data-search-words]")).to_have_text("深圳 漫游")


def test_what_was_searched_instead_is_told_in_words_and_no_letters_left_of_them(
    asked: Page,
) -> None:
    assert found(asked, "不鳄鱼视频通话")
    expect(asked.locator("strong[data-search-words]")).to_have_text("视频通话")


def test_a_word_that_is_typed_in_two_is_that_word(asked: Page) -> None:
    whole = found(asked, "国际漫游")
    assert len(whole) == 10
    assert found(asked, "国际 漫游") == whole
    assert found(asked, "guoji manyou") == whole


@pytest.mark.parametrize(("typed", "meant"), [("亲和账套", "亲合账套"), ("企页的核", "企业的核")])
def test_a_slip_beside_letters_that_meet_between_other_words_is_heard(
    asked: Page, typed: str, meant: str
) -> None:
    # 和账 and 页的 stand somewhere: the letter has a neighbour, and yet is wrong.
    assert found(asked, typed) == found(asked, meant) != []


@pytest.mark.parametrize("typed", ["GD2OO8-1O26", "gd2oo81o26", "GD2008-lO26"])
def test_letters_in_a_number_that_look_like_digits_are_those_and_said_so(
    asked: Page, typed: str
) -> None:
    assert found(asked, typed) == found(asked, "GD2008-1026") != []
    assert found(asked, typed)
    note = asked.locator("strong[data-search-words]")
    expect(note).to_have_text("GD2008-1026" if "-" in typed else "GD20081026")
    # No number is found with digits either.
    assert found(asked, "XX2OO8-9O99") == []


@pytest.mark.parametrize("asking", ["{}还能办吗", "{}号公告"])
def test_a_whole_number_is_that_notice_whatever_is_asked_of_it(
    asked: Page, asking: str, facts: Facts
) -> None:
    told = [*facts.notices.values()][::250]
    assert any(one.life.ended for one in told)
    for one in told:
        assert found(asked, asking.format(one.address.split("/")[-2]), "")[0] == one.address


@pytest.mark.parametrize("typed", ["营销案扮成", "扮成营销案"])
def test_words_that_stand_apart_in_one_page_find_it(asked: Page, typed: str) -> None:
    assert found(asked, typed)[0] == "monitoring/"


def test_a_time_alone_asks_for_all_that_happened_then(asked: Page, facts: Facts) -> None:
    told = facts.notices.values()
    days = {
        one.address: (one.notice.published_on, one.notice.effective_on, one.notice.withdrawn_on)
        for one in told
    }
    may = {
        address
        for address, some in days.items()
        if any(day and day.month == 6 and day.year == 2009 for day in some)
    }
    assert may.issuperset(found(asked, "上个月"))
    assert total(asked, "上个月") == len(may)


def test_a_time_without_any_notice_shows_none(asked: Page) -> None:
    assert not found(asked, "下周二公布的")


@pytest.mark.parametrize(
    "typed", ["猪肉价格", "火车票查询", "中国联通", "微信充值", "苹果手机", "天翼189"]
)
def test_nothing_is_found_for_what_is_nowhere(asked: Page, typed: str) -> None:
    assert not found(asked, typed)


@pytest.mark.parametrize("typed", ["送话费五元", "送话", "话费五元"])
def test_parts_that_hold_words_of_one_letter_or_a_price_in_han_are_found_as_written(
    asked: Page, typed: str, known: list[Seen]
) -> None:
    holding = [one for one in known if typed in f"{one.title}\n{one.body}"]
    assert len(holding) > 20
    assert total(asked, typed) >= len(holding)


def test_any_part_of_a_page_finds_it_in_simplified_and_traditional(
    asked: Page, known: list[Seen]
) -> None:
    chance = random.Random(17)  # noqa: S311 # repeatable, not secret
    converters = [None, opencc.OpenCC("s2t"), opencc.OpenCC("s2tw")]
    for _ in range(60):
        one = chance.choice(known)
        runs = re.findall(r"[\u4e00-\u9fff]+", f"{one.title}\n{one.body}")
        run = chance.choice(runs)
        start = chance.randrange(len(run))
        part = run[start : start + chance.randrange(1, 7)]
        holding = {other.address for other in known if part in f"{other.title}\n{other.body}"}
        converter = chance.choice(converters)
        typed = converter.convert(part) if converter else part
        assert total(asked, typed) >= len(holding), (part, typed, one.address)
        if len(holding) <= 10:
            assert one.address in found(asked, typed, "all"), (part, typed, one.address)


# Python reads pages and letters for the index, the worker for excerpts and queries.
READERS = """async ([pages, texts]) => {
  const { textOf, folded, manifest } = self.portalSearch;
  const told = await manifest();
  const read = (page) => fetch("/" + page).then((one) => one.text()).then(textOf);
  const quoted = textOf("<article><p>O&#39;Reilly &#34;尊享&#34; &quot;A&amp;B&quot; &lt;1</p></article>");
  return [await Promise.all(pages.map(read)), texts.map((text) => folded(text, told)), quoted];
}"""


def test_the_worker_reads_pages_and_letters_as_the_index_does(
    browser: Browser, example_site: Path
) -> None:
    facts = answers.facts_of(EXAMPLE, EXAMPLE_DAY)
    known = [one for one in answers.documents_of(facts, example_site) if one.address]
    texts = [one.title for one in known]
    texts += ["ＧＤ２００９－０１", "①㎡", "2008–2009", *"‐‑‒–—―−"]
    [worker] = example_site.glob("assets/javascripts/search-worker.*.js")
    host = served(example_site)
    page = browser.new_page()
    page.goto(f"{next(host)}/assets/javascripts/")
    page.add_script_tag(url=worker.name)
    read, folded, quoted = page.evaluate(READERS, [[one.address for one in known], texts])
    page.close()
    assert folded == [fold(text) for text in texts]
    assert quoted == """O'Reilly "尊享" "A&B" <1"""
    for one, text in zip(known, read, strict=True):
        assert text
        # The way to the page comes last in the index, and in no excerpt.
        assert "".join(one.body.split()).startswith("".join(text.split())), one.address


def test_any_three_characters_of_a_number_find_it_also_in_full_width(
    asked: Page, known: list[Seen]
) -> None:
    chance = random.Random(4)  # noqa: S311 # repeatable, not secret
    numbered = [one for one in known if one.numbers]
    for _ in range(40):
        number = chance.choice(chance.choice(numbered).numbers)
        start = chance.randrange(len(number) - 2)
        part = number[start : start + chance.randrange(3, 9)]
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in part)
        holding = {
            one.address
            for one in numbered
            if any(part.lower() in other.lower() for other in one.numbers)
        }
        typed = chance.choice((part, part.lower(), wide))
        assert total(asked, typed) >= len(holding), typed
        if len(holding) <= 5:
            assert holding <= set(found(asked, typed, "all")), typed


def test_a_notice_that_ended_is_found_by_its_number_at_once(asked: Page, facts: Facts) -> None:
    told = facts.notices.values()
    ended = [one for one in told if one.life.ended][::40]
    assert len(ended) > 5
    for one in ended:
        for number in (one.identity, one.identity.replace("-", "").lower(), one.notice.plan_number):
            assert one.address in found(asked, number), number


def test_ended_notices_are_one_click_away_with_their_number(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=漫游")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    shown = int(page.inner_text("[data-search-count]"))
    hidden = int(page.inner_text("[data-search-ended-count]"))
    expect(page.locator("[data-search-ended]")).to_contain_text("份已经下线或被取代的没有列出")
    page.focus("[data-search-all]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-count]")).to_have_text(str(shown + hidden))
    assert "status=all" in page.url
    # The link is gone: who used it goes on with what it brought.
    expect(page.locator(f"{RESULTS} a").first).to_be_focused()


@AT_ANY_WIDTH
@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("漫游费", True),
        ("金秋如意98", True),
        ("同窗东江113", True),
        ("彩铃怎么收费", True),
        # Those that have ended are listed: no others are left out.
        ("已下线的套餐", False),
        ("去年停售的", False),
        ("去年推出的套餐", False),
    ],
)
def test_as_many_as_are_told_to_be_left_out_are_added_by_all(
    asked: Page, page: Page, address: str, typed: str, is_told: bool
) -> None:
    shown = total(asked, typed, "")
    left_out = asked.locator("[data-search-ended]")
    hidden = left_out.is_visible() and asked.inner_text("[data-search-ended-count]")
    assert bool(hidden) == is_told
    assert total(asked, typed) == shown + int(hidden or 0)
    expect(left_out).to_be_hidden()
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    page.keyboard.insert_text(typed)
    told = page.locator(f"{DIALOG} [role=status]")
    expect(told).to_contain_text("找到 ")
    assert (f"另有 {hidden} 份" in told.inner_text()) == is_told
    assert ("另有" in told.inner_text()) == is_told


def test_what_ends_soon_in_a_city_is_two_steps_from_the_home_page(
    page: Page, address: str, width: int, facts: Facts
) -> None:
    page.set_viewport_size({"width": width, "height": 560})
    page.goto(f"{address}/")
    page.get_by_role("link", name="按地市挑即将下线的").click()
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    expect(page.locator("[name=city]")).to_be_in_viewport()
    page.select_option("[name=city]", "广州")
    right = [
        one
        for one in facts.notices.values()
        if one.life.status is Status.ENDING and {"广州", "全省"} & set(one.notice.areas)
    ]
    expect(page.locator("[data-search-count]")).to_have_text(str(len(right)))


# How many each choice of a field would leave, as its options say.
COUNTED = """field => [...field.options].filter(one => one.dataset.label)
  .map(one => [one.value, Number(one.text.match(/（([0-9,]+)）/)[1].replace(",", ""))])"""


@AT_ANY_WIDTH
@pytest.mark.parametrize("query", ["q=套餐", "q=漫游包&city=广州", "kind=plan&city=广州"])
def test_each_choice_tells_how_many_it_would_leave(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/search/?{query}")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    page.locator(".search-more").evaluate("one => { one.open = true; }")
    fields = [page.locator(f"[name={name}]") for name in ("city", "brand", "year", "status")]
    fields[0].focus()
    for field in fields:
        expect(field).to_contain_text("）")
    expect(page.locator("[name=sort]")).not_to_contain_text("）")
    told = [(field, *one) for field in fields[:3] for one in field.evaluate(COUNTED)[::4]]
    told += [(fields[3], *one) for one in fields[3].evaluate(COUNTED)]
    assert len(told) > 13
    count = page.locator("[data-search-count]")
    for field, value, number in told:
        before = field.input_value()
        field.select_option(value)
        expect(page.locator(RESULTS)).not_to_have_attribute("data-search-state", "loading")
        assert int(count.inner_text() or 0) == number, value
        field.select_option(before)
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    assert len({number for _, _, number in told}) > 3


@AT_ANY_WIDTH
def test_a_choice_that_was_made_is_counted_anew(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=套餐")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    page.locator(".search-more").evaluate("one => { one.open = true; }")
    city, brand = page.locator("[name=city]"), page.locator("[name=brand]")
    city.focus()
    expect(brand).to_contain_text("）")
    before = brand.evaluate(COUNTED)
    city.select_option("潮州")
    expect(brand).to_contain_text("）")
    assert brand.evaluate(COUNTED) != before
    page.fill("[name=q]", "漫游")
    expect(brand).not_to_contain_text("）")


TOP = "one => one.getBoundingClientRect().top"


def test_where_all_has_ended_that_is_listed_and_said(page: Page, address: str) -> None:
    over = "都已经下线或被取代，不能再办了。"
    page.goto(f"{address}/search/?q=鱼漂")
    expect(page.locator("[data-search-over]")).to_have_text(over)
    expect(page.locator("[data-search-over]")).to_be_visible()
    expect(page.locator(f"{RESULTS} li")).to_contain_text("已下线")
    expect(page.locator("[data-search-ended]")).to_be_hidden()
    page.goto(f"{address}/search/?q=鱼漂&status=all")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    expect(page.locator("[data-search-over]")).to_be_hidden()
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    page.locator(INPUT).press_sequentially("鱼漂")
    expect(page.locator(f"{DIALOG} [role=status]")).to_have_text(f"找到 1 条。{over}")


def test_what_was_found_has_headings_below_that_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=漫游包")
    expect(page.locator(f"{RESULTS} a")).to_have_count(10)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator(RESULTS).get_by_role("heading", level=2)).to_have_count(10)
    page.click("[data-tool=search]")
    type_keys(page)
    expect(page.locator(f"{DIALOG} .search-all")).to_be_visible()
    expect(page.locator(DIALOG).get_by_role("heading", level=2)).to_have_count(10)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@AT_ANY_WIDTH
def test_how_many_are_listed_and_how_many_come_next_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=套餐&status=all&sort=date")
    more = page.locator("[data-search-more]")
    expect(more).to_contain_text("再看 50 条 已列 10 /")
    whole = page.inner_text("[data-search-count]")
    expect(more).to_contain_text(f"/ {whole} 条")
    more.locator("button").click()
    expect(more).to_contain_text(f"已列 60 / {whole} 条")
    expect(page.locator(f"{RESULTS} a").nth(10)).to_be_focused()
    page.fill("[name=q]", "漫游")
    expect(more).to_contain_text("已列 10 /")
    assert "show=" not in page.url
    page.goto(f"{address}/search/?q=鱼漂&show=99999999")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    expect(more).to_be_hidden()


@AT_ANY_WIDTH
def test_thousands_are_parted_as_on_the_pages(page: Page, address: str, facts: Facts) -> None:
    whole = f"{len(facts.notices):,}"
    assert "," in whole
    page.goto(f"{address}/search/?status=all")
    expect(page.locator("[data-search-count]")).to_have_text(whole)
    expect(page.locator("[data-search-more]")).to_contain_text(f"/ {whole} 条")
    page.locator(".search-more").evaluate("one => { one.open = true; }")
    page.focus("[name=kind]")
    expect(page.locator("[name=audience]")).to_contain_text(
        re.compile("（[0-9]{1,3}）|（[0-9],[0-9]{3}）")
    )


@AT_ANY_WIDTH
def test_an_address_asks_for_no_thousands(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=套餐&status=all&show=4501")
    more = page.locator("[data-search-more]")
    # Two hundred cards lie in more than a hundred files.
    expect(more).to_contain_text("已列 200 /", timeout=20_000)
    expect(page.locator(f"{RESULTS} a")).to_have_count(200)
    more.locator("button").click()
    expect(more).to_contain_text("已列 250 /", timeout=20_000)
    assert "show=200" in page.url


def test_who_comes_back_finds_the_result_they_left(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=套餐")
    expect(page.locator(f"{RESULTS} a")).to_have_count(10)
    page.click("[data-search-more] button")
    link = page.locator(f"{RESULTS} a").nth(35)
    link.scroll_into_view_if_needed()
    before = link.evaluate(TOP)
    link.click()
    page.wait_for_url("**/notices/**")
    page.go_back()
    expect(page.locator(f"{RESULTS} a")).to_have_count(60)
    assert abs(link.evaluate(TOP) - before) < 3


@AT_ANY_WIDTH
def test_the_question_before_has_its_place_again_too(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=套餐&show=60")
    link = page.locator(f"{RESULTS} a").nth(30)
    link.scroll_into_view_if_needed()
    before = link.evaluate(TOP)
    page.evaluate(ASK, ["漫游", ""])
    page.go_back()
    expect(page.locator("[name=q]")).to_have_value("套餐")
    expect(page.locator(f"{RESULTS} a")).to_have_count(60)
    assert abs(link.evaluate(TOP) - before) < 3


@AT_ANY_WIDTH
def test_the_title_of_the_page_holds_the_question(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    plain = page.title()
    assert plain.startswith("搜索")
    page.evaluate(ASK, ["漫游", ""])
    expect(page).to_have_title(f"漫游 - {plain}")
    page.evaluate(ASK, [" 彩信", ""])
    expect(page).to_have_title(f"彩信 - {plain}")
    page.go_back()
    expect(page).to_have_title(f"漫游 - {plain}")
    # Who writes with a method of input takes back what they were writing, and no more.
    page.focus("[name=q]")
    page.evaluate(
        """document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
          { key: "Escape", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    expect(page.locator("[name=q]")).to_have_value("漫游")
    page.keyboard.press("Escape")
    expect(page).to_have_title(plain)
    expect(page.locator("[name=q]")).to_have_value("")
    compose(page, "[name=q]")
    expect(page).to_have_title(f"彩铃包 - {plain}")


def test_without_scripts_nobody_is_asked_to_type_but_led_to_the_lists(
    browser: Browser, content_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{content_address}/search/")
    for typing in page.locator(".search-form, .search-form input, .search-form select").all():
        expect(typing).to_be_hidden()
    expect(page.get_by_text("想到什么就写什么")).to_be_hidden()
    page.get_by_role("link", name="翻看公告").click()
    assert page.url.endswith("/notices/index.html")
    context.close()


@AT_ANY_WIDTH
def test_who_finds_nothing_can_call(page: Page, content_address: str) -> None:
    page.goto(f"{content_address}/search/?q=外星人飞碟")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "empty")
    call = page.get_by_role("main").get_by_role("link", name="10086")
    expect(call).to_have_attribute("href", "tel:10086")


@AT_ANY_WIDTH
def test_who_finds_nothing_is_not_told_what_was_searched_instead(
    page: Page, content_address: str
) -> None:
    # 信号 alone would be found, and is no answer.
    page.goto(f"{content_address}/search/?q=地铁信号")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "empty")
    expect(page.locator("[data-search-note]")).to_be_hidden()


@AT_ANY_WIDTH
def test_the_address_holds_the_whole_question(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=套餐&city=广州&kind=plan&year=2008&status=all&sort=date")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    links = page.locator(f"{RESULTS} a")
    assert all("/2008/" in str(link.get_attribute("href")) for link in links.all())
    assert page.input_value("[name=city]") == "广州"
    dates = page.locator(f"{RESULTS} time").all_inner_texts()
    assert dates == sorted(dates, reverse=True)


def test_choices_that_leave_nothing_are_named_and_can_be_cleared(page: Page, address: str) -> None:
    # As somebody may write an address.
    page.goto(f"{address}/search/?city=汕头市&kind=停售公告&year=2004&status=announced")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "empty")
    assert page.input_value("[name=kind]") == "withdrawal"
    told = page.locator(".search-told")
    expect(told).to_contain_text("没有同时符合“汕头”“停售公告”“2004”“已公布，未生效”的。")
    expect(told).not_to_contain_text("能找到", use_inner_text=True)
    expect(page.locator("[data-search-nothing]")).to_be_hidden()
    assert Axe().run(page).response["violations"] == []
    page.click("[data-search-free]")
    assert page.url == f"{address}/search/"
    page.goto(f"{address}/search/?q=漫游包&kind=withdrawal&year=2004&status=announced")
    expect(told).to_contain_text("“已公布，未生效”的。不限这些条件，能找到")
    number = page.inner_text("[data-search-beyond] [data-number]")
    page.click("[data-search-free]")
    expect(page.locator("[data-search-count]")).to_have_text(number)
    assert page.evaluate("document.activeElement.name") == "q"
    # Nothing holds the words, whatever is chosen.
    page.goto(f"{address}/search/?q=外星人飞碟&city=汕头")
    expect(page.locator("[data-search-nothing]")).to_be_visible()
    expect(page.locator("[data-search-unfit]")).to_be_hidden()


@AT_ANY_WIDTH
def test_nothing_found_and_nothing_loaded_are_told_apart(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=外星人飞碟")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "empty")
    page.route(SHARDS, lambda route: route.abort())
    page.goto(f"{address}/search/?q=漫游包")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "error")
    page.unroute(SHARDS)
    page.click("[data-search-retry]")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    # What was to lead to the first of an answer that did not come does not take who types on away.
    page.goto(f"{address}/search/?q=漫游&year=2006&sort=date")
    page.locator("[data-search-all]").wait_for()
    files = "**/assets/search/files/*"
    page.route(files, lambda route: route.abort())
    page.click("[data-search-all]")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "error")
    page.unroute(files)
    page.fill("[name=q]", "彩铃包")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    expect(page.locator(f"{RESULTS} mark").first).to_contain_text("彩铃")
    expect(page.locator("[name=q]")).to_be_focused()


@AT_ANY_WIDTH
def test_an_answer_that_does_not_come_at_all_is_a_failure_after_a_while(
    own: Page, address: str
) -> None:
    results, while_ = own.locator(RESULTS), 20_000
    own.clock.install()
    own.route(SHARDS, lambda _: None)
    own.goto(f"{address}/search/?q=漫游包")
    expect(results).to_have_attribute("aria-busy", "true")
    own.clock.fast_forward(while_)
    expect(results).to_have_attribute("data-search-state", "error")
    own.unroute_all(behavior="ignoreErrors")
    own.click("[data-search-retry]")
    expect(results).to_have_attribute("data-search-state", "ready")
    expect(results).to_have_attribute("aria-busy", "false")
    expect(own.locator("[name=q]")).to_be_focused()
    own.clock.fast_forward(while_)
    expect(results).to_have_attribute("data-search-state", "ready")


@AT_ANY_WIDTH
@pytest.mark.parametrize(("part", "typed"), [("sounds", "zifei"), ("facts", "上个月上线的")])
def test_a_part_is_loaded_for_what_needs_it_and_again_when_it_failed(
    own: Page, address: str, part: str, typed: str
) -> None:
    asked: list[str] = []
    own.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    script = f"**/assets/javascripts/search-{part}.*"
    own.route(script, lambda route: route.abort())
    own.goto(f"{address}/search/?q=漫游包")
    expect(own.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    assert not [url for url in asked if f"/search-{part}." in url]
    own.goto(f"{address}/search/?q={typed}")
    expect(own.locator(RESULTS)).to_have_attribute("data-search-state", "error")
    own.unroute(script)
    own.click("[data-search-retry]")
    expect(own.locator(RESULTS)).to_have_attribute("data-search-state", "ready")


def test_words_that_no_page_uses_come_when_somebody_types_one(
    browser: Browser, address: str, site: Path, known: list[Seen]
) -> None:
    page = browser.new_context(service_workers="block").new_page()
    files = sorted(site.glob("assets/search/files/w[0-9]*.txt"))
    rows = [row.split("\t") for file in files for row in file.read_text("utf-8").split("\n") if row]
    told = json.loads((site / "assets/search/manifest.json").read_bytes())["synonyms"].split("\n")
    groups = [group.split("\t") for group in told]
    leading = {group[0] for group in groups}
    # Of some groups only what another leads is on the site: that may be what is meant, or not.
    said = fold("\n".join(f"{one.head}\n{one.body}" for one in known))
    own = {
        str(number)
        for number, group in enumerate(groups)
        if any(word in said for word in {*group} - leading)
    }
    words = [word for row in rows if row[0] in own for word in row[1:]]
    assert len(words) > 1000
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{address}/search/?q=漫游")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    assert not [url for url in loaded if WORDS.search(url)]
    for word in words[::100]:
        loaded.clear()
        assert found(page, word, "all"), word
        letters = {word[0]} if word.isascii() else {*word}
        asked = {hit[1] for url in loaded if (hit := WORDS.search(url))}
        assert asked <= {str(ord(letter) % WORD_FILES) for letter in letters}, word
    page.context.close()


@AT_ANY_WIDTH
def test_a_repaired_query_says_what_was_searched(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=zifei")
    expect(page.locator("[data-search-note]")).to_contain_text("资费")


@AT_ANY_WIDTH
def test_a_number_is_not_marked_within_a_decimal(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=15元")
    texts = page.locator(".search-result__excerpt")
    expect(texts.filter(has=page.locator("mark")).filter(has_text="0.15").first).to_be_visible()
    before = "all => all.map(one => (one.previousSibling?.textContent ?? '').slice(-1))"
    assert "." not in page.locator(f"{RESULTS} mark").evaluate_all(before)


def test_words_are_marked_where_they_stand_in_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=台风")
    expect(page.locator(".search-result__excerpt mark").first).to_have_text("台风")


@AT_ANY_WIDTH
def test_an_answer_that_comes_late_takes_nothing_from_the_one_that_is_shown(
    page: Page, address: str
) -> None:
    late: list[Route] = []

    def held(route: Route) -> None:
        late.append(route)

    rows = page.locator(f"{RESULTS} .search-result__excerpt")
    page.goto(f"{address}/search/?q=台风")
    expect(rows.first.locator("mark")).to_have_text("台风")
    shown = page.inner_text("[data-search-count]")
    page.route(SHARDS, held)
    with page.expect_request(SHARDS):
        page.fill("[name=q]", "彩铃包")
    page.fill("[name=q]", "台风")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    page.route(SHARDS, lambda route: route.continue_())
    with page.expect_response(CARDS):
        for route in late:
            route.continue_()
    # The answer that nobody waits for any more is made of what came.
    page.wait_for_timeout(300)
    expect(page.locator("[data-search-count]")).to_have_text(shown)
    rows.last.scroll_into_view_if_needed()
    expect(rows.last.locator("mark").first).to_have_text("台风")


@AT_ANY_WIDTH
def test_nothing_of_search_is_loaded_before_somebody_searches(own: Page, address: str) -> None:
    loaded: list[str] = []
    own.on("request", lambda request: loaded.append(request.url))
    own.goto(f"{address}/about/", wait_until="networkidle")
    parts = ("/assets/search/", "/search-worker.", "/bundle.")
    assert not [url for url in loaded if any(part in url.split("?")[0] for part in parts)]
    own.click("[data-tool=search]")
    own.evaluate(ENGINE)


@AT_ANY_WIDTH
def test_the_index_is_asked_for_when_the_field_of_the_page_is_entered(
    own: Page, address: str
) -> None:
    loaded: list[str] = []
    own.on("request", lambda request: loaded.append(request.url.partition("?")[0]))
    own.goto(f"{address}/search/", wait_until="networkidle")
    assert not [url for url in loaded if "/assets/search/" in url or "/search-worker." in url]
    with own.expect_request("**/assets/search/manifest.json"):
        own.focus("[data-search] [name=q]")
    own.wait_for_load_state("networkidle")
    assert [url for url in loaded if "/assets/search/" in url] == [
        f"{address}/assets/search/manifest.json"
    ]
    expect(own.locator("[data-search-failed]")).to_be_hidden()


def test_the_first_answer_stands_on_the_first_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=漫游包")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    box = page.locator(f"{RESULTS} a").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844
    assert page.evaluate("scrollY") == 0
    page.goto(f"{address}/search/?q=漫游包&city=广州")
    expect(page.locator("[name=city]")).to_be_visible()


@pytest.mark.parametrize("size", ["22", "30"])
def test_what_was_sent_is_answered_on_the_screen_in_large_text_too(
    own: Page, address: str, size: str
) -> None:
    own.add_init_script(f"localStorage.setItem('portal.size', '{size}')")
    own.goto(f"{address}/search/?q=漫游包")
    first, told = own.locator(f"{RESULTS} a").first, own.locator("[data-search-total]")
    for seen in (first, told):
        expect(seen).to_be_in_viewport(ratio=1)
    # Who types is left where they are; who sends it sees what was found, and goes on from the field.
    own.fill("[name=q]", "彩铃包")
    expect(own.locator(f"{RESULTS} mark").first).to_have_text("彩铃包")
    expect(own.locator("[name=q]")).to_be_in_viewport()
    own.press("[name=q]", "Enter")
    for seen in (first, told):
        expect(seen).to_be_in_viewport(ratio=1)
    assert own.evaluate("document.activeElement.name") == "q"


def test_the_dialog_opened_over_results_leaves_them_and_the_address_alone(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/search/?q=漫游包")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    page.focus("[data-tool=search]")
    page.evaluate(ENGINE)
    expect(page.locator(DIALOG)).to_be_hidden()
    page.click("[data-tool=search]")
    expect(page.locator(INPUT)).to_have_value("")
    page.click("[data-tool=close-search]")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "漫游包"


def type_keys(page: Page) -> None:
    page.locator(INPUT).press_sequentially("彩铃包")


def paste(page: Page) -> None:
    page.focus(INPUT)
    page.evaluate("document.execCommand('insertText', false, '彩铃包')")


def dictate(page: Page) -> None:
    page.focus(INPUT)
    page.keyboard.insert_text("彩铃包")


def compose(page: Page, field: str = INPUT) -> None:
    page.focus(field)
    session = page.context.new_cdp_session(page)
    place = {"selectionStart": 2, "selectionEnd": 2}
    session.send("Input.imeSetComposition", {"text": "ca", **place})
    session.send("Input.insertText", {"text": "彩铃包"})
    session.detach()


@pytest.mark.parametrize("way", [type_keys, paste, dictate, compose])
def test_every_way_of_typing_searches_in_the_dialog(page: Page, address: str, way: object) -> None:
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    way(page)  # type: ignore[operator]
    first = page.locator(f"{DIALOG} .md-search-result__item a").first
    expect(first).to_contain_text("彩铃包")
    expect(page.locator(f"{DIALOG} [role=status]")).to_contain_text("找到")
    last = page.locator(f"{DIALOG} .search-all a")
    assert "/search/" in str(last.get_attribute("href"))


def test_enter_goes_to_all_results_and_the_next_words_replace_the_last(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    type_keys(page)
    expect(page.locator(f"{DIALOG} .md-search-result__item a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.click("[data-tool=search]")
    type_keys(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "彩铃包"


def test_who_comes_back_finds_the_dialog_closed_and_able_to_open(page: Page, address: str) -> None:
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    type_keys(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.go_back()
    expect(page.locator(DIALOG)).to_be_hidden()
    expect(page.locator("[data-tool=search]")).to_have_attribute("aria-expanded", "false")
    page.click("[data-tool=search]")
    type_keys(page)
    expect(page.locator(f"{DIALOG} .md-search-result__item a").first).to_be_visible()
    # As a browser that kept the page whole shows it again.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator(DIALOG)).to_be_hidden()
    expect(page.locator("[data-tool=search]")).to_have_attribute("aria-expanded", "false")


def test_the_dialog_goes_on_by_tab_and_closes_by_escape(page: Page, address: str) -> None:
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    type_keys(page)
    expect(page.locator(f"{DIALOG} .search-all")).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate(f"document.activeElement.closest('{DIALOG} a') !== null")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('__search').checked")
    assert page.evaluate("document.activeElement.dataset.tool") == "search"


@AT_ANY_WIDTH
@pytest.mark.parametrize("size", ["", "22"])
def test_on_a_low_screen_an_answer_in_the_dialog_is_seen_whole(
    page: Page, address: str, size: str
) -> None:
    """As at 400 %, where the field alone would fill the dialog."""
    page.set_viewport_size({"width": 320, "height": 225})
    page.goto(f"{address}/about/")
    page.evaluate("size => { document.documentElement.dataset.large = size; }", size)
    page.click("[data-tool=search]")
    type_keys(page)
    title = page.locator(f"{DIALOG} .md-search-result__item h2").first
    title.scroll_into_view_if_needed()
    expect(title).to_be_in_viewport(ratio=1)


@AT_ANY_WIDTH
def test_the_dialog_tells_a_failure_and_tries_again(page: Page, address: str) -> None:
    page.route(SHARDS, lambda route: route.abort())
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    type_keys(page)
    again = page.locator(f"{DIALOG} [role=status] button")
    expect(again).to_be_visible()
    page.unroute(SHARDS)
    again.click()
    expect(page.locator(f"{DIALOG} .md-search-result__item a").first).to_contain_text("彩铃包")


def test_a_dialog_whose_script_does_not_come_says_so_and_leads_on(page: Page, address: str) -> None:
    script = "**/bundle.*"
    page.route(script, lambda route: route.abort())
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    told = page.locator(f"{DIALOG} [role=status]")
    expect(told).to_contain_text("没有准备好")
    assert Axe().run(page).response["violations"] == []
    told.locator("button").click()
    expect(told).to_contain_text("没有准备好")
    page.keyboard.type("彩铃包")
    page.unroute(script)
    told.locator("button").click()
    first = page.locator(f"{DIALOG} .md-search-result__item a").first
    expect(first).to_contain_text("彩铃包")
    page.route(script, lambda route: route.abort())
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    page.keyboard.type("彩铃包")
    told.locator("a").click()
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("[name=q]")).to_have_value("彩铃包")


def test_axe_finds_nothing_in_the_dialog_and_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=漫游包")
    expect(page.locator(RESULTS)).to_have_attribute("data-search-state", "ready")
    assert Axe().run(page).response["violations"] == []
    page.goto(f"{address}/about/")
    page.click("[data-tool=search]")
    type_keys(page)
    expect(page.locator(f"{DIALOG} .search-all")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
