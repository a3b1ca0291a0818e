"""The example operator is correct and uses every field and every choice of every record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from conftest import EXAMPLE, EXAMPLE_DAY, built
from portal import shapes, sources, yamltext
from portal.checking import check
from portal.facts.life import Status
from portal.facts.notices import announced
from portal.fitting import kind_of
from portal.pictures import FOLDER as PICTURES
from portal.records.area import CITIES, WHOLE_PROVINCE
from portal.records.files import KINDS
from portal.records.indicator import kept

# One folder cannot both show and hide its samples; hiding has a test of its own.
UNUSED = {"Site.samples=hidden"}


def test_the_example_has_nothing_to_mend() -> None:
    assert check(EXAMPLE).findings == []


def test_the_example_uses_every_field_and_every_choice() -> None:
    used: set[str] = set()
    for source in sources.tree(EXAMPLE)[0]:
        if source.path.startswith(PICTURES) or source.path == sources.ADDRESSES:
            continue
        kind = kind_of(source.path)
        assert kind is not None, source.path
        text, _ = sources.decode(source)
        cut = sources.split(text) if kind.has_body else None
        value, _ = yamltext.parse(cut.front if cut else text)
        _walk(value, shapes.root_shape(kind.record), used)
    declared = {name for kind in KINDS for name in _declared(kind.record)}
    assert declared - UNUSED - used == set()


def test_the_example_shows_a_miss_and_an_unmeasured_value() -> None:
    portal = check(EXAMPLE).portal
    shown = [
        (portal.indicators[name], result)
        for one in portal.results.values()
        for name, result in one.results.items()
    ]
    assert {kept(indicator, result) for indicator, result in shown} == {True, False, None}
    assert any(result.value is None for _, result in shown)


def test_the_example_shows_every_status_on_its_day() -> None:
    shown = announced(check(EXAMPLE).portal, EXAMPLE_DAY).values()
    assert {one.life.status for one in shown} == set(Status)


def test_three_notices_of_the_example_replace_one_another() -> None:
    notices = check(EXAMPLE).portal.notices
    assert any(
        notices[older].supersedes for notice in notices.values() for older in notice.supersedes
    )


def test_the_example_has_places_brands_and_contracts_of_all_sorts() -> None:
    notices = check(EXAMPLE).portal.notices.values()
    areas = {area for notice in notices for area in notice.areas}
    assert WHOLE_PROVINCE in areas
    assert areas & set(CITIES)
    assert len({brand for notice in notices for brand in notice.brands}) > 1
    assert len({notice.published_on.year for notice in notices}) > 1
    assert any(notice.contract_months and notice.largest_penalty for notice in notices)


def test_the_example_shows_signs_that_must_be_escaped() -> None:
    notice = check(EXAMPLE).portal.notices["YL2012-0005"]
    for sign in ("<b>", "*", "|", "{{", "&"):
        assert sign in notice.title + str(notice.price.text)


def test_hidden_samples_are_nowhere(content: Path, tmp_path: Path) -> None:
    site = content / "data" / "site.yml"
    site.write_text(site.read_text("utf-8").replace("shown", "hidden"), "utf-8")
    # A notice that is no sample names a promise that is one.
    notice = content / "notices" / "2011" / "YL2011-0001.md"
    notice.write_text(notice.read_text("utf-8").replace("kind: sample", "kind: pending"), "utf-8")
    made = built(content, tmp_path / "site")
    assert "2011 年第 1 项" in (made / "notices/2011/YL2011-0001/index.html").read_text("utf-8")
    pages = [path.read_text("utf-8") for path in made.rglob("*.html")]
    assert all("YL2012-" not in page for page in pages)
    data = [path for path in made.rglob("*.json") if '"kind":"sample"' in path.read_text("utf-8")]
    assert not data
    assert any("best-service-3" in page or "第三届示例服务评选" in page for page in pages)


def test_signs_are_shown_as_they_were_written(example_site: Path) -> None:
    for page in example_site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<b>" not in text, f"{page}: not escaped"
        assert "&amp;lt;b" not in text, f"{page}: escaped twice"
    page = example_site / "notices" / "2012" / "YL2012-0005" / "index.html"
    assert "&lt;b&gt;云端 | 加*量*包&lt;/b&gt;" in page.read_text("utf-8")


def _declared(record: type[BaseModel]) -> Iterator[str]:
    for inner in shapes.records_within(record):
        for field in shapes.fields(inner):
            yield _name(inner, field)
            if field.key != "areas":  # no example needs all 21 cities
                yield from (_chosen(inner, field, word) for word, _ in field.shape.choices)


def _name(record: type[BaseModel], field: shapes.FieldShape) -> str:
    return f"{record.__name__}.{field.key}"


def _chosen(record: type[BaseModel], field: shapes.FieldShape, word: str) -> str:
    # A qualifier may stand in several records: one use of each is enough.
    labelled = any(label for _, label in field.shape.choices)
    return f"{_name(record, field)}={word}" if labelled else f"{field.key}={word}"


def _walk(value: Any, shape: shapes.Shape, used: set[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _walk(item, shape, used)
    elif shape.keyed:
        for item in value.values():
            _walk(item, shapes.Shape(record=shape.record), used)
    elif shape.record is not None and isinstance(value, dict):
        for field in shapes.fields(shape.record):
            if field.key in value:
                used.add(_name(shape.record, field))
                if isinstance(value[field.key], str):
                    used.add(_chosen(shape.record, field, value[field.key]))
                _walk(value[field.key], field.shape, used)
