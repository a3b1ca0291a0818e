"""The open data says what the pages say, in forms that other people's programs read."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from a_notice import a_notice
from conftest import EXAMPLE, EXAMPLE_DAY
from portal.artifacts import pages
from portal.artifacts.artifact import Page
from portal.artifacts.studio import Studio
from portal.checking import check
from portal.environment import ROOT
from portal.facts import derive
from portal.open_data.cells import csv_text
from portal.portal import gather

GOLDEN = ROOT / "tests" / "golden" / "data-fields-v1.txt"
KINDS = [
    "notices",
    "commitments",
    "indicators",
    "results",
    "awards",
    "firsts",
    "channels",
    "coverage",
]


def read(path: Path) -> Any:
    return json.loads(path.read_bytes(), parse_float=Decimal)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def paths_named(page: str) -> list[str]:
    """The files that the page of the open data gives as examples."""
    found = re.findall(r"<code>/([^<]+\.json)</code>", page)
    return [path for path in found if path not in ("site-manifest.json", "build.json")]


def test_the_examples_of_single_files_are_there(example_site: Path) -> None:
    named = paths_named((example_site / "data" / "index.html").read_text("utf-8"))
    assert len(named) == 2
    assert all((example_site / path).is_file() for path in named)


def test_where_no_single_file_is_there_none_is_named() -> None:
    held = check(EXAMPLE).portal
    kept = gather(entry for entry in held.entries if entry.kind in ("site", "page"))
    facts = derive(kept, EXAMPLE_DAY, "https://portal.example/")
    page = next(
        one
        for one in pages.make(facts, "data", Studio(ROOT / "theme", {}))
        if isinstance(one, Page)
    )
    block = str(page.values["数据文件"])
    assert "site-manifest.json" in block
    assert paths_named(block) == []
    assert "页面旁边" not in block


def schema(site: Path, kind: str) -> Any:
    return json.loads((site / "data" / "schema" / "v1" / f"{kind}.json").read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_keeps_to_the_published_schema(example_site: Path, kind: str) -> None:
    rules = schema(example_site, kind)
    jsonschema.Draft202012Validator.check_schema(rules)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    judge = jsonschema.Draft202012Validator(rules, format_checker=checker)
    records = json.loads((example_site / "data" / f"{kind}.json").read_bytes())["records"]
    assert records
    for record in records:
        judge.validate(record)
    with pytest.raises(jsonschema.ValidationError):
        judge.validate(
            {name: value for name, value in records[0].items() if name != "source"} | {"x": 1}
        )


WRONG: list[tuple[str, str, Any]] = [
    *(("notices", key, "") for key in ("id", "title", "plan_number", "liability")),
    ("notices", "id", "../x"),
    ("notices", "url", "nope"),
    ("notices", "revision", -3),
    ("notices", "contract_months", -1),
    ("notices", "contract_months", 121),
    ("notices", "price.amount", -5),
    ("notices", "largest_penalty", -1),
    ("notices", "areas", []),
    ("notices", "areas", ["广州", "广州"]),
    ("notices", "cancel.channels", ["hall", "hall"]),
    ("notices", "includes", [{"item": "短信", "amount": -1, "unit": "条", "note": None}]),
    ("notices", "source.on", "昨天"),
    ("notices", "published_on", "2012/3/1"),
    ("notices", "withdrawn_on", "无"),
    ("awards", "on", "someday"),
    ("awards", "on", "无"),
    ("commitments", "from", "2009-13-01"),
    ("commitments", "title", "诺" * 80),
    ("commitments", "id", "2012"),
    ("results", "period", "2009-q5"),
    ("results", "id", "2009-q1"),
    ("results", "value", -1),
    ("indicators", "decimals", -1),
    ("indicators", "decimals", 9),
    ("coverage", "value", -1),
]


@pytest.mark.parametrize(("kind", "key", "value"), WRONG)
def test_what_no_record_may_hold_keeps_not_to_the_published_schema(
    example_site: Path, kind: str, key: str, value: Any
) -> None:
    record = json.loads((example_site / "data" / f"{kind}.json").read_bytes())["records"][0]
    judge = jsonschema.Draft202012Validator(schema(example_site, kind))
    judge.validate(record)
    *way, name = key.split(".")
    held = record
    for step in way:
        held = held[step]
    assert name in held
    held[name] = value
    assert [list(one.absolute_path)[: len(way) + 1] for one in judge.iter_errors(record)] == [
        [*way, name]
    ]


def test_what_editors_are_told_to_write_for_nothing_is_not_told_of_what_is_null(
    example_site: Path,
) -> None:
    told = schema(example_site, "notices")["properties"]
    assert told["withdrawn_on"]["description"] == "从哪天起不再办理"
    assert told["overage"]["description"] == "用超了怎么收，没有就写 无"  # which stands there then
    for kind in KINDS:
        for line in rows(example_site / "data" / f"{kind}-fields.csv"):
            if line["没有时写"] or line["必有"] == "否":
                assert not re.search("写 (无|未统计)", line["说明"]), line


@pytest.mark.parametrize("kind", KINDS)
def test_the_spreadsheet_has_the_rows_and_types_of_the_json(example_site: Path, kind: str) -> None:
    data = example_site / "data"
    raw = (data / f"{kind}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    records, lines = read(data / f"{kind}.json"), rows(data / f"{kind}.csv")
    assert len(lines) == records["count"] == len(records["records"])
    for record, line in zip(records["records"], lines, strict=True):
        for column in rows(data / f"{kind}-fields.csv"):
            value = valued(record, column["键"])
            assert reads(line[column["列名"]], column, value), (column, line)


def valued(record: Any, key: str) -> Any:
    for name in key.split("."):
        record = record[name] if record is not None else None
    return record


def reads(cell: str, column: dict[str, str], value: Any) -> bool:
    if value is None:
        return cell in ("", column["没有时写"])
    if column["类型"] == "boolean":
        return cell == ("是" if value else "否")
    if column["类型"] in ("number", "integer"):
        return str(Decimal(cell)) == str(value)
    if column["类型"] == "date":
        return date.fromisoformat(cell) == date.fromisoformat(value)
    if isinstance(value, list):
        return bool(cell) and all(item in cell for item in value if isinstance(item, str))
    words = dict(
        choice.rstrip("）").split("（")[::-1]
        for choice in column["可选的值"].split("；")
        if "（" in choice
    )
    return cell == str(words.get(value, value))


def test_a_pages_own_data_is_the_record_of_the_whole_table(example_site: Path) -> None:
    for kind in ("notices", "commitments"):
        for record in read(example_site / "data" / f"{kind}.json")["records"]:
            place = record["url"].removeprefix("https://portal.yunling.example/")
            own = read(example_site / place / f"{place.rstrip('/').split('/')[-1]}.json")
            assert own.pop("$schema").endswith(f"/data/schema/v1/{kind}.json")
            assert own == record


@pytest.mark.parametrize("page", ["notices/2012/YL2012-0012", "commitments/2012/1"])
def test_a_page_names_the_data_beside_it(example_site: Path, page: str) -> None:
    text = (example_site / page / "index.html").read_text("utf-8")
    [link] = re.findall('<link rel="alternate" type="application/json" href="(.*?)"', text)
    assert read(example_site / page / link)["url"].endswith(f"/{page}/")


def test_a_record_without_a_page_has_a_file_of_its_own(example_site: Path) -> None:
    for kind in KINDS[2:]:
        records = read(example_site / "data" / f"{kind}.json")["records"]
        files = (example_site / "data" / kind).rglob("*.json")
        assert len(list(files)) == len(records)
        for record in records:
            own = read(example_site / "data" / kind / f"{record['id']}.json")
            assert own.pop("$schema").endswith(f"/data/schema/v1/{kind}.json")
            assert own == record


def test_what_has_no_id_is_called_by_its_pinyin(example_site: Path) -> None:
    firsts = [one["id"] for one in read(example_site / "data" / "firsts.json")["records"]]
    assert firsts == ["first-kiosk", "gongkaimeijidudefuwujieguo"]
    areas = [one["id"] for one in read(example_site / "data" / "coverage.json")["records"]]
    assert areas == ["local-network", "gaosugonglu-hansuidao-3-gongli", "xingzhengcun"]


def test_an_amount_keeps_its_digits_in_json_and_spreadsheet(example_site: Path) -> None:
    data = example_site / "data"
    written = {
        value for record in read(data / "results.json")["records"] if (value := record["value"])
    }
    assert any(str(value).endswith("0") and "." in str(value) for value in written)
    assert {str(value) for value in written} <= {row["结果"] for row in rows(data / "results.csv")}


def test_a_sample_says_so_in_every_row(example_site: Path) -> None:
    for record in read(example_site / "data" / "channels.json")["records"]:
        assert record["sample"] is (record["source"]["kind"] == "sample")
    assert {row["示例"] for row in rows(example_site / "data" / "notices.csv")} == {"是"}


def test_a_promise_tells_apart_whether_it_and_whether_its_last_result_is_a_sample(
    example_site: Path,
) -> None:
    held = {one["id"]: one for one in read(example_site / "data" / "commitments.json")["records"]}
    real = held["2012/1"]
    assert (real["sample"], real["verdict"], real["verdict_is_sample"]) == (
        False,
        "unmeasured",
        True,
    )
    assert held["2012/4"]["verdict_is_sample"] is False


def test_the_package_describes_every_table_with_its_size_and_digest(example_site: Path) -> None:
    data = example_site / "data"
    resources = read(data / "datapackage.json")["resources"]
    assert {one["path"] for one in resources} == {f"{kind}.csv" for kind in KINDS}
    for one in resources:
        raw = (data / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (
            len(raw),
            "sha256:" + hashlib.sha256(raw).hexdigest(),
        )
        assert one["rows"] == len(rows(data / one["path"]))
        header = next(csv.reader([raw.decode("utf-8-sig").split("\r\n")[0]]))
        assert [field["name"] for field in one["schema"]["fields"]] == header
        assert header == [row["列名"] for row in rows(data / f"{one['name']}-fields.csv")]


def test_the_package_says_by_which_version_it_is_to_be_read_and_what_is_a_table(
    example_site: Path,
) -> None:
    # https://datapackage.org/standard/data-package/: without $schema it would be of version 1.
    package = read(example_site / "data" / "datapackage.json")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for one in package["resources"]:
        assert one["$schema"] == "https://datapackage.org/profiles/2.0/dataresource.json"
        assert one["type"] == "table"
        assert one["profile"] == "tabular-data-resource"  # for programs that know version 1 only


def test_what_the_package_reads_as_missing_is_null_in_the_json_and_nothing_else_is(
    example_site: Path,
) -> None:
    data = example_site / "data"
    seen = set()
    for one in read(data / "datapackage.json")["resources"]:
        records = read(data / f"{one['name']}.json")["records"]
        columns = rows(data / f"{one['name']}-fields.csv")
        for record, line in zip(records, rows(data / one["path"]), strict=True):
            for field, column in zip(one["schema"]["fields"], columns, strict=True):
                cell = line[field["name"]]
                missing = cell in field.get("missingValues", one["schema"]["missingValues"])
                assert missing == (valued(record, column["键"]) in (None, [])), (column, record)
                seen.add((cell, missing))
    # The same words are answers in one column, and say that there is none in another.
    assert {(word, missing) for word in ("无", "未统计") for missing in (True, False)} <= seen


def test_a_correction_names_its_field_in_the_spreadsheet_as_its_column_is_called(
    example_site: Path,
) -> None:
    data = example_site / "data"
    told = {one["id"]: one["corrections"] for one in read(data / "notices.json")["records"]}
    names = {one["键"]: one["列名"] for one in rows(data / "notices-fields.csv")}
    corrected = [one for one in rows(data / "notices.csv") if told[one["公告编号"]]]
    assert corrected
    for one in corrected:
        fields = re.findall("更正字段：([^；]+)；", one["更正记录"])
        assert fields == [names.get(part["field"], "正文") for part in told[one["公告编号"]]]


def test_the_page_about_the_data_names_every_file_and_its_rows(example_site: Path) -> None:
    page = (example_site / "data" / "index.html").read_text("utf-8")
    for kind in KINDS:
        for name in (f"{kind}.csv", f"{kind}.json", f"{kind}-fields.csv"):
            assert f'href="../data/{name}"' in page
        assert f"<td>{len(rows(example_site / 'data' / f'{kind}.csv'))}</td>" in page


def test_the_page_about_the_data_says_how_numbers_of_digits_only_are_kept(
    example_site: Path,
) -> None:
    page = (example_site / "data" / "index.html").read_text("utf-8")
    [about] = re.findall("<p>表格用 Excel.*?</p>", page)
    assert "导入，把那一列的类型选成“文本”" in about


def test_no_published_field_is_gone_or_of_another_type(example_site: Path, update: bool) -> None:
    """Without a new version (open_data/schemas.py); what is new is added with --update."""
    now = {line for kind in KINDS for line in told(kind, schema(example_site, kind))}
    if update:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text("".join(f"{line}\n" for line in sorted(now)), "utf-8")
    assert set(GOLDEN.read_text("utf-8").splitlines()) == now


def told(way: str, rules: Any) -> Iterator[str]:
    for name, field in rules.get("properties", {}).items():
        yield from told(f"{way}.{name}", field)
    for inner in [rules.get("items"), *rules.get("anyOf", ())]:
        if inner:
            yield from told(way, inner)
    kind = rules.get("type") or ("choice" if "oneOf" in rules or "enum" in rules else "or")
    yield f"{way} {kind}"


INDICATOR = re.compile(r'<section class="indicator".*?</section>', re.DOTALL)
CHART_FILE = re.compile(r'<a href="([^"]*)" download>')
IN_TABLE = re.compile(r'<td class="results__figure"[^>]*>([^<]*)')
IN_CHART = re.compile(r'<text class="chart__(?:value|missing)"[^>]*>([^<]*)')
IN_WORDS = re.compile(r'<p class="indicator__words">.*?</p>', re.DOTALL)
AFTER = ("以上", "余", "多")


def as_said(row: dict[str, str]) -> str:
    """The figure of a line of a chart's file as the page says it."""
    value, qualifier = row["结果"], row["限定词"]
    return value + qualifier if qualifier in AFTER else qualifier + value


def test_chart_table_sentence_and_file_tell_the_same_numbers(example_site: Path) -> None:
    told = set()
    for page in example_site.glob("commitments/*/*/index.html"):
        for section in INDICATOR.findall(page.read_text("utf-8")):
            for link in CHART_FILE.findall(section):
                # The page of a promise that ended shows what was measured until then.
                held = rows(page.parent / link)[: len(IN_TABLE.findall(section))]
                figures = [as_said(row) for row in held]
                assert figures
                assert IN_TABLE.findall(section) == figures
                assert IN_CHART.findall(section) == figures
                sentence = re.sub("<[^>]*>", "", IN_WORDS.findall(section)[0])
                assert figures[-1] in sentence
                assert held[-1]["判定"] in sentence
                if held[-1]["目标"] != "无":
                    assert f"{held[-1]['方向']} {held[-1]['目标']}" in sentence
                told.update(figures)
    assert {"41.0", "近95", "30多", "未统计", "98.97"} <= told


def test_the_file_below_the_chart_of_coverage_tells_its_numbers(example_site: Path) -> None:
    page = (example_site / "coverage/index.html").read_text("utf-8")
    file = CHART_FILE.findall(page)[0]
    held = rows(example_site / "coverage" / file)
    bars = re.findall(r'<text class="chart__share" x="360"[^>]*>([^<]*)', page)
    assert [re.sub(r"[^\d.]", "", bar) for bar in bars] == [row["覆盖率"] for row in held]


@pytest.mark.parametrize("file", ["data/indicators/first-reply.csv", "data/coverage.csv"])
def test_the_file_below_a_chart_opens_in_any_spreadsheet(example_site: Path, file: str) -> None:
    text = (example_site / file).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n") == len(rows(example_site / file)) + 1


@given(some.lists(some.lists(some.text('",\r\n 无=a'), min_size=1), min_size=1))
def test_a_spreadsheet_gives_back_every_cell_it_was_given(table: list[list[str]]) -> None:
    written = csv_text(table[0], table[1:]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == table


def test_what_a_text_was_can_be_quoted_though_it_is_a_formula() -> None:
    formula = "=SUM(A1)"
    told = {"on": "2009-07-01", "field": "overage", "was": formula, "now": "无", "why": "误录"}
    assert a_notice(corrections=[told]).corrections[0].was == formula
    with pytest.raises(ValidationError, match="公式"):
        a_notice(overage=formula)


@pytest.mark.parametrize("written", ["＝1+2", "＋SUM(A1)", "－SUM(A1)", "＠A1", "－5+cmd|A1"])
def test_a_formula_in_full_width_signs_is_none_of_ours_either(written: str) -> None:
    with pytest.raises(ValidationError, match="公式"):
        a_notice(eligibility=written)


def test_what_only_begins_with_the_sign_of_a_number_is_no_formula() -> None:
    assert a_notice(eligibility="－5 元以上的余额").eligibility == "－5 元以上的余额"
