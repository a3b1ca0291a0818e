"""Write a content folder with N believable notices: `python3 tests/bench/notices.py N DIR`.

The same N gives the same bytes, and the first notices of a larger N are those of a smaller one.
Prose, data and promises are those of content/; every notice is invented and says so (示例).
"""

import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORDS = json.loads((HERE / "words.json").read_text("utf-8"))
AS_OF = date(2009, 7, 17)
EARLIEST = date(2004, 1, 1)
PARTS = ("pages", "data", "commitments", "notices")


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the folder offers to refer to."""

    as_of: date
    channels: tuple[str, ...]
    promises: dict[int, tuple[int, ...]]


@dataclass(frozen=True)
class Link:
    """One notice of a chain: what it is called, when it counts, what it replaces."""

    id: str
    kind: str
    plan_name: str
    plan_number: str
    published_on: date
    effective_on: date
    withdrawn_on: date | None
    supersedes: str | None


def write(count: int, folder: Path, base: Path = ROOT / "content") -> None:
    """Fill an empty or missing folder with the hand-written part of `base` and `count` notices."""
    parts = [part for part in PARTS if (base / part).is_dir()]
    for part in parts:
        shutil.copytree(base / part, folder / part)
    if not parts:
        _write_least(folder)
    around = surroundings(folder)
    years = range(EARLIEST.year, around.as_of.year + 1)
    places = {year: folder / "notices" / str(year) for year in years}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    for link, text in notices(count, around):
        (places[link.published_on.year] / f"{link.id}.md").write_bytes(text.encode())


def _write_least(folder: Path) -> None:
    for path, text in json.loads((HERE / "least.json").read_text("utf-8")).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def surroundings(folder: Path) -> Surroundings:
    """What a content folder holds that notices can name."""
    site = (folder / "data/site.yml").read_text("utf-8")
    written = re.search(r"^as_of: *(\d{4}-\d\d-\d\d)", site, re.MULTILINE)
    channels = (folder / "data/channels.yml").read_text("utf-8")
    promises: dict[int, tuple[int, ...]] = {}
    for path in sorted((folder / "commitments").glob("*/*.md")):
        year = int(path.parent.name)
        promises[year] = (*promises.get(year, ()), int(path.stem))
    return Surroundings(
        date.fromisoformat(written[1]) if written else AS_OF,
        tuple(re.findall(r"^- +id: *([\w-]+)", channels, re.MULTILINE)),
        promises,
    )


def notices(count: int, around: Surroundings) -> Iterator[tuple[Link, str]]:
    """The first `count` notices with their text, chain after chain."""
    numbers: Counter[int] = Counter()
    made = 0
    chain = 0
    while made < count:
        chance = Random(f"chain {chain}")  # noqa: S311 # repeatable, not secret
        for link in _chain(chance, chain, numbers, around.as_of):
            if made < count:
                yield link, _text(chance, link, around)
                made += 1
        chain += 1


def _chain(chance: Random, number: int, used: Counter[int], as_of: date) -> list[Link]:
    length = 24 if number % 400 == 7 else 9 if number % 90 == 5 else chance.choice(_LENGTHS)
    step = max(20, min(400, (as_of - EARLIEST).days // (length + 1)))
    latest = (as_of - EARLIEST).days - step * (length - 1)
    published = EARLIEST + timedelta(int(latest * chance.random() ** 0.6))
    kind = chance.choice(_KINDS)
    plan_name = _plan_name(chance, kind)
    links: list[Link] = []
    for place in range(length):
        effective = published + timedelta(7 + int(chance.random() * 40))
        if place and chance.random() < 0.3:
            plan_name = _plan_name(chance, kind)
        same_plan = bool(links) and links[-1].plan_name == plan_name
        used[published.year] += 1
        links.append(
            Link(
                id=f"GD{published.year}-{1000 + used[published.year]}",
                kind=(
                    chance.choice(("change", "change", kind, "withdrawal")) if same_plan else kind
                ),
                plan_name=plan_name,
                plan_number=(
                    links[-1].plan_number
                    if same_plan
                    else f"{published.year % 100:02d}GD{number:04d}{place:02d}"
                ),
                published_on=published,
                effective_on=effective,
                withdrawn_on=_end(chance, effective, as_of),
                supersedes=links[-1].id if links else None,
            )
        )
        published += timedelta(step - 10 + int(chance.random() * 20))
        if published > as_of:
            break
    return [_handed_over(*pair) for pair in zip(links, [*links[1:], None], strict=True)]


_LENGTHS = (1,) * 14 + (2,) * 4 + (3, 4)
_KINDS = ("plan",) * 6 + ("addon",) * 5 + ("campaign",) * 4 + ("roaming",) * 2 + ("standard",) * 2


def _handed_over(link: Link, successor: Link | None) -> Link:
    """The link as it ends on the day its successor begins: no gap, no overlap."""
    end = link.withdrawn_on
    if successor is not None:
        end = max(successor.effective_on, link.effective_on)
    elif link.kind == "withdrawal":
        end = link.effective_on
    return Link(**{**link.__dict__, "withdrawn_on": end})


def _end(chance: Random, effective: date, as_of: date) -> date | None:
    lot = chance.random()
    if lot < 0.5:
        return None
    if lot < 0.6:
        return max(effective, as_of + timedelta(int(chance.random() * 60)))
    return effective + timedelta(30 + int(chance.random() * 720))


def _plan_name(chance: Random, kind: str) -> str:
    first, second = chance.choice(WORDS["first"]), chance.choice(WORDS["second"][kind])
    return f"{first}{chance.choice(WORDS['first'])}{int(chance.random() * 30) * 5 + 8} {second}"


def _text(chance: Random, link: Link, around: Surroundings) -> str:
    pick = chance.choice
    areas = ["全省"] if chance.random() < 0.4 else _some(chance, WORDS["cities"], 4)
    slots = {"city": areas[0] if areas[0] != "全省" else pick(WORDS["cities"])}
    gift = pick(WORDS["gifts"])
    price = (
        pick((0.15, 0.25, 0.39)) if link.kind == "standard" else int(chance.random() * 60) * 2 + 5
    )
    fields = [
        f"title: {_title(link)}",
        f"kind: {link.kind}",
        f"audience: {'business' if chance.random() < 0.15 else 'personal'}",
        f"scope: {'national' if link.kind == 'roaming' else 'province'}",
        _list("areas", areas),
        _list("brands", _some(chance, WORDS["brands"], 2)),
        f"plan_name: {link.plan_name}",
        f"plan_number: {link.plan_number}",
        f"published_on: {link.published_on}",
        f"effective_on: {link.effective_on}",
        f"withdrawn_on: {link.withdrawn_on or '无'}",
        f"valid_for: {pick(WORDS['valid'])}",
        f"price:\n  amount: {price}\n  unit: {pick(WORDS['units'])}\n  tax_included: 是",
        *_promotion(chance, price),
        *_includes(chance),
        f"overage: 国内通话 {pick(('0.15', '0.20', '0.25', '0.39'))} 元/分钟，短信 0.10 元/条",
        f"billing_rule: {pick(WORDS['billing'])}",
        f"eligibility: {'无' if chance.random() < 0.4 else '仅限' + pick(WORDS['people'])}",
        _list("sales_channels", _some(chance, around.channels, 3)),
        f"order_effect: {pick(WORDS['effect'])}",
        f"cancel:\n  how: 发送短信 QX{int(chance.random() * 9000) + 1000} 到 10086，或到{pick(WORDS['places'])}办理",
        f"  effect: {pick(WORDS['effect'])}",
        *_contract(chance),
        _list("restrictions", _filled(chance, _some(chance, WORDS["restrictions"], 3), slots)),
        f"other: 赠送{gift}",
        *_references(chance, link, around),
        *_corrections(chance, link, around, gift),
        "source:\n  kind: sample",
    ]
    return "---\n" + "\n".join(fields) + "\n---\n\n" + _body(chance, link, slots)


def _title(link: Link) -> str:
    if link.kind == "withdrawal":
        return f"关于停售{link.plan_name}的公告"
    if link.kind == "change":
        return f"关于调整{link.plan_name}资费的公告"
    return f"关于推出{link.plan_name}的公告"


def _promotion(chance: Random, price: float) -> list[str]:
    if chance.random() > 0.25:
        return []
    months, lower = int(chance.random() * 11) + 2, round(price * 0.6, 2)
    people = chance.choice(WORDS["people"])
    return [f"promotion:\n  amount: {lower}\n  months: {months}\n  conditions: 仅限{people}"]


def _includes(chance: Random) -> list[str]:
    offers = (
        ("国内通话", int(chance.random() * 40) * 25 + 50, "分钟"),
        ("国内通用流量", int(chance.random() * 20) * 10 + 10, "MB"),
        ("短信", int(chance.random() * 30) * 10 + 20, "条"),
        ("权益", 1, "项"),
    )
    lines = [
        f"  - item: {item}\n    amount: {amount}\n    unit: {unit}"
        for item, amount, unit in _some(chance, offers, 3)
    ]
    return ["includes:", *lines]


def _contract(chance: Random) -> list[str]:
    if chance.random() < 0.7:
        return [
            "lock_in: 无",
            "contract_months: 0",
            "auto_renew:\n  renews: 是\n  term: 按月",
            "liability: 无",
        ]
    months, penalty = chance.choice((6, 12, 18, 24)), int(chance.random() * 20) * 20 + 60
    return [
        f"lock_in: 在网满 {months} 个月",
        f"contract_months: {months}",
        "auto_renew:\n  renews: 否",
        f"liability: 提前离网的，退还已享受的优惠，最多 {penalty} 元",
        f"largest_penalty: {penalty}",
    ]


def _references(chance: Random, link: Link, around: Surroundings) -> Iterator[str]:
    if chance.random() < 0.3:
        yield f"filing_number: 粤资费备示例〔{link.published_on.year}〕{int(chance.random() * 900) + 1} 号"
    promises = around.promises.get(link.published_on.year)
    if promises and chance.random() < 0.3:
        yield _list("commitments", _some(chance, promises, 2))
    if link.supersedes:
        yield _list("supersedes", [link.supersedes])


def _corrections(chance: Random, link: Link, around: Surroundings, gift: str) -> Iterator[str]:
    on = link.published_on + timedelta(int(chance.random() * 30))
    if chance.random() < 0.06 and on <= around.as_of:
        yield f"corrections:\n  - on: {on}\n    field: other\n    was: 赠送{gift}，先到先得"
        yield f"    now: 赠送{gift}\n    why: {chance.choice(WORDS['reasons'])}"


def _body(chance: Random, link: Link, slots: dict[str, str]) -> str:
    parts = [f"{link.plan_name}自 {link.effective_on} 起办理，方案编号 {link.plan_number}。"]
    for title in _some(chance, WORDS["titles"], 6):
        sentences = _filled(chance, _some(chance, WORDS["sentences"], 5), slots)
        listed = chance.random() < 0.4
        parts += [
            title,
            "\n".join(f"- {one}" for one in sentences) if listed else "".join(sentences),
        ]
    parts.insert(chance.randrange(2, len(parts) + 1), _table(chance))
    if chance.random() < 0.5:
        question = _filled(chance, [chance.choice(WORDS["questions"])], slots)[0]
        answer = _filled(chance, [chance.choice(WORDS["sentences"])], slots)[0]
        parts.append(f"**问：{question}？**\n\n{answer}")
    return "\n\n".join(parts) + "\n"


def _table(chance: Random) -> str:
    if chance.random() < 0.5:
        rows = [
            f"| {region} | {int(chance.random() * 90) / 10 + 0.5:.2f} | {int(chance.random() * 9) / 10 + 0.1:.2f} |"
            for region in _some(chance, WORDS["regions"], 5)
        ]
        return "\n".join(
            ["| 目的地 | 通话（元/分钟） | 短信（元/条） |", "| --- | --: | --: |", *rows]
        )
    rows = [
        f"| {tier} 档 | {int(chance.random() * 80) + 8} | {int(chance.random() * 500) + 50} | {chance.choice(WORDS['gifts'])} |"
        for tier in "一二三四五"[: int(chance.random() * 3) + 2]
    ]
    return "\n".join(["| 档次 | 月费（元） | 分钟 | 另送 |", "| --- | --: | --: | --- |", *rows])


def _some(chance: Random, things: Sequence[Thing], most: int) -> list[Thing]:
    """One to `most` different things, in their own order."""
    last = len(things)
    chosen = {int(chance.random() * last) for _ in range(int(chance.random() * most) + 1)}
    return [things[place] for place in sorted(chosen)]


def _filled(chance: Random, sentences: list[str], slots: dict[str, str]) -> list[str]:
    pick = chance.choice
    values = slots | {
        "people": pick(WORDS["people"]),
        "place": pick(WORDS["places"]),
        "gift": pick(WORDS["gifts"]),
        "region": pick(WORDS["regions"]),
        "n": str(int(chance.random() * 9) + 2),
        "day": str(int(chance.random() * 27) + 1),
        "hour": str(int(chance.random() * 12) + 6),
    }
    return [sentence.format_map(values) for sentence in sentences]


def _list(name: str, items: list[str] | list[int]) -> str:
    return f"{name}: [{', '.join(map(str, items))}]"


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    write(int(sys.argv[1]), Path(sys.argv[2]))
