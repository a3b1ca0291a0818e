"""The recipes of CONTRIBUTING.md, each as a function that follows it in a copy of the content."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from portal.environment import ROOT

# A number, a name and a plan that no editor takes.
NEW, NEWER = "GD2009-9137", "GD2009-9138"
OFFICIAL = "{kind: official, title: 关于公布资费的通知, publisher: 市场经营部, on: 2009-02-10}"


@cache
def examples() -> tuple[str, ...]:
    """What CONTRIBUTING.md gives to copy, in its order."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return tuple(re.findall(r"```(?:markdown|yaml)\n(.*?)```", text, re.DOTALL))


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """The text with one thing for another; each must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def lines(text: str, **fields: str) -> str:
    """The text with other values in its lines `field: value`; each must be there."""
    for field, value in fields.items():
        text, count = re.subn(rf"(?m)^{field}: .*$", f"{field}: {value}", text)
        assert count == 1, field
    return text


def new_notice(content: Path) -> None:
    """A first real notice, with its official source."""
    _write(content / f"notices/2009/{NEW}.md", _notice())


def new_sample(content: Path) -> None:
    """One more sample, as the example stands."""
    _write(content / f"notices/2009/{NEW}.md", lines(_notice(), source="{kind: sample}"))


def corrected_price(content: Path) -> None:
    """A price that was written wrongly, with its correction."""
    pairs = ("source:", f"{examples()[1]}source:"), ("{amount: 58,", "{amount: 56,")
    _write(content / f"notices/2009/{NEW}.md", replaced(_notice(), *pairs))


def changed_price(content: Path) -> None:
    """A new price: a notice that supersedes the older one."""
    new_notice(content)
    text = lines(_notice(), kind="change", title="关于试写 9137 套餐调价的公告")
    text = lines(text, published_on="2009-05-16", effective_on="2009-06-01")
    text = replaced(text, ("source:", f"supersedes: [{NEW}]\nsource:"))
    _write(content / f"notices/2009/{NEWER}.md", text)


def withdrawn(content: Path) -> None:
    """A plan that is sold no more."""
    new_notice(content)
    text = lines(_notice(), kind="withdrawal", title="关于停售试写 9137 套餐的公告")
    text = lines(text, published_on="2009-05-16", effective_on="2009-06-01")
    text = lines(text, withdrawn_on="2009-06-01", sales_channels="无")
    text = replaced(text, ("source:", f"supersedes: [{NEW}]\nsource:"))
    _write(content / f"notices/2009/{NEWER}.md", text)


def new_edition(content: Path) -> None:
    """The promises of another year, published."""
    text = replaced(examples()[2], ("draft: 是\n", ""), ("（待补充）", ""))
    paper = "title: 2010年服务承诺, publisher: 客户服务部"
    text = replaced(text, ("title: 文件的名称, publisher: 发文的部门", paper))
    named = lines(text, title="试写的承诺 9137")
    _write(content / "commitments/2010/1.md", named)


def quarter(content: Path) -> None:
    """The results of a quarter, from the operator's own report."""
    source = "{kind: official, title: 三季度服务质量报表, publisher: 客户服务部, on: 2009-10-15}"
    _write(content / "data/results/2009-q3.yml", lines(examples()[3], source=source))


def new_award(content: Path) -> None:
    """One more award and one more first."""
    pairs = ("报道的标题", "评选揭晓"), ("示例日报", "羊城晚报"), ("sample-award-1", "new-award-1")
    award = replaced(examples()[4], *pairs)
    first = "".join(re.findall(r"(?m)^(?:  - id| +title| +on| +source): .*\n", award))
    named = replaced(first, ("new-award-1", "new-first-1"), ("示例服务奖", "开通示例业务"))
    heads = ("awards:\n", f"awards:\n{award}"), ("firsts:\n", f"firsts:\n{named}")
    _edit(content / "data/awards.yml", lambda text: replaced(text, *heads))


def changed_page(content: Path) -> None:
    """An article that says more."""
    more = "\n\n## 农村有没有信号\n\n报道说行政村都有。见[网络覆盖](/coverage/)。\n"
    _edit(content / "pages/help.md", lambda text: text + more)


def new_page(content: Path) -> None:
    """An article more."""
    _write(content / "pages/help/recharge-9137.md", lines(examples()[5], title="怎样充值 9137"))


def new_synonyms(content: Path) -> None:
    """A group of words more."""
    _edit(content / "data/synonyms.yml", lambda text: f"{text}- [试写卡九, 试写卡甲, 试写卡乙]\n")


def renamed_page(content: Path) -> None:
    """An article under another name, with its redirect."""
    old = min((content / "pages/help").glob("*.md"))
    old.rename(old.with_name("renamed-9137.md"))
    both = (f"/help/{old.stem}/", "/help/renamed-9137/")
    words = ("/help/complain/", both[0]), ("/help/advice/", both[1])
    with (content / "data/redirects.yml").open("a", encoding="utf-8") as file:
        file.write(replaced(examples()[6], *words))


def setting(content: Path, name: str, value: str) -> None:
    """A setting of site.yml written, or with an empty value taken away."""

    def change(text: str) -> str:
        left = re.sub(rf"(?m)^{name}: .*\n", "", text)
        return f"{left}{name}: {value}\n" if value else left

    _edit(content / "data/site.yml", change)


def found_text(content: Path) -> None:
    """A promise whose own text was found."""
    source = "{kind: official, title: 2009年新八项服务承诺, publisher: 客户服务部, on: 2009-01-20}"
    said = "title: 试写的承诺 9137\nstate: published\nfrom: 2009\nbenefit: 让客户使用更放心\n"
    text = f"---\n{said}contacts: [hotline]\nsource: {source}\n---\n\n承诺的原文。\n"
    _write(content / "commitments/2009/5.md", text)


def _edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _notice() -> str:
    named = replaced(examples()[0], ("畅聊 58", "试写 9137"), ("09GD000137", "09GD009137"))
    return lines(named, source=OFFICIAL)


# By the heading under which CONTRIBUTING.md tells how; what it tells in passing, by what is done.
RECIPES: dict[str, Callable[[Path], None]] = {
    "发布一份新公告": new_notice,
    "更正一个价格": corrected_price,
    "停售一个资费": withdrawn,
    "公布新一年的承诺": new_edition,
    "公布一个季度的结果": quarter,
    "添一项荣誉": new_award,
    "改一篇文章": changed_page,
    "添一篇": new_page,
    "添一组同义词": new_synonyms,
    "换文件名，或删去一篇": renamed_page,
    "再发一份示例": new_sample,
    "调价": changed_price,
    "找到了承诺的原文": found_text,
    "截至日期删去": lambda content: setting(content, "as_of", ""),
    "截至日期改晚": lambda content: setting(content, "as_of", "2010-03-01"),
    "示例不显示": lambda content: setting(content, "samples", "hidden"),
    "有了备案号": lambda content: setting(content, "icp", "粤ICP备05004321号"),
}
