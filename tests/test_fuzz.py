"""Whatever is done to a good file: it is read or told, at once, in Chinese, and never a traceback.

Ten seconds in the suite; `python3 scripts/test.py -m fuzz` tries 100,000 mutations.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.checking import check_read
from portal.environment import ROOT
from portal.findings import Finding, as_github, as_json, as_text, has_errors
from portal.fitting import fit
from portal.mending import mend
from portal.slips import LONGEST_LINE
from portal.sources import Source
from portal.workers import uncollected

FOLDERS = (ROOT / "tests" / "broken" / "_base", ROOT / "tests" / "example", ROOT / "content")
SECONDS = 5.0  # of work, not on the wall
SMOKE, LONG = 500, 100_000
TOKENS = (
    "：", ":", ": ", "　", "\t", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u2028", "\x00", "\x85",
    "“", "”", '"', "'", "''", '""', "「", "@", "`", "%", "*", "**", "&a", "*a", "!", "!!str ", "[",
    "]", "{", "}", "{{", "}}", "{{运营方}}", "|", ">", "|\n", ">-\n", "- ", "-", "? ", "#", " #",
    "# ", "##", "＃", ",", "，", "、", "\\", "\\n", "\n", "\r", "\r\n", "\n\n", "\n---\n", "---",
    "...", "\n...\n", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "<<: ", "<script>", "<b>", "</",
    "<!--", "-->", "](", "[x](", "[x](javascript:x)", "![](", "[^1]", "```\n", "~~~", "    ", "::",
    "!!! x\n", "$$", "| a | b |\n", "|---|", "１．", "1.", "无", "2009/7/7", "９", "-1", "1e999",
    "null", "~", "是", "https://", "http://a", "\U0001f600", "\ufffd", "\ue000", "\ud7a3", "a" * 300,
    "[" * 60, "- " * 30, "title: ", "source:\n", "price:", "\n  ", "%YAML 9\n", "&#106;", "{%",
)  # fmt: skip
# What nobody who writes notices should have to read.
_FOREIGN_WORDS = re.compile(r"Traceback|Error\b|Exception|NoneType|pydantic|Input should|<class ")


@cache
def good() -> tuple[Source, ...]:
    paths = [
        (folder, path)
        for folder in FOLDERS
        for ending in ("md", "yml")
        for path in sorted(folder.rglob(f"*.{ending}"))
        if path.name != "FIELDS.md"
    ]
    found = [
        Source(path.relative_to(folder).as_posix(), path.read_bytes()) for folder, path in paths
    ]
    return tuple(source for source in found if len(source.data) < 20_000)


Mutation = Callable[[bytes], bytes]


def _byte(at: float, value: int) -> Mutation:
    def change(data: bytes) -> bytes:
        place = int(at * len(data))
        return data[:place] + bytes([value]) + data[place + 1 :]

    return change


def _cut(at: float, length: int) -> Mutation:
    def change(data: bytes) -> bytes:
        place = int(at * len(data))
        return data[:place] + data[place + length :]

    return change


def _token(at: float, token: str) -> Mutation:
    def change(data: bytes) -> bytes:
        text = data.decode("utf-8", "surrogateescape")
        place = int(at * len(text))
        return (text[:place] + token + text[place:]).encode("utf-8", "surrogateescape")

    return change


def _rows(at: float, to: float, what: str) -> Mutation:
    def change(data: bytes) -> bytes:
        rows = data.split(b"\n")
        one, other = int(at * len(rows)), int(to * len(rows))
        if what == "swap":
            rows[one], rows[other] = rows[other], rows[one]
        elif what == "double":
            rows.insert(other, rows[one])
        elif what == "indent":
            rows[one] = b"  " + rows[one]
        elif what == "join":
            rows[one : one + 2] = [b"".join(rows[one : one + 2])]
        else:
            rows[one:other] = []
        return b"\n".join(rows)

    return change


_PLACES = st.floats(0, 1, exclude_max=True, width=32)
_MUTATIONS = st.one_of(
    st.builds(_token, _PLACES, st.sampled_from(TOKENS)),
    st.builds(_byte, _PLACES, st.integers(0, 255)),
    st.builds(_cut, _PLACES, st.integers(1, 40)),
    st.builds(
        _rows, _PLACES, _PLACES, st.sampled_from(["swap", "double", "indent", "join", "drop"])
    ),
)


def tries(request: pytest.FixtureRequest) -> int:
    return LONG if "fuzz" in str(request.config.getoption("-m")) else SMOKE


@contextmanager
def soon(what: object) -> Iterator[None]:
    """What is done inside takes little work; what half an hour left to collect is not its own."""
    with uncollected():
        start = time.process_time()
        yield
        took = time.process_time() - start
    assert took < SECONDS, (what, took)


def look_at(source: Source) -> None:
    with soon(source.path):
        _look_at(source)


def _look_at(source: Source) -> None:
    entry, findings = fit(source)
    assert (entry is None) == (has_errors(findings) or entry is None)
    assert entry is not None or has_errors(findings), "lost without a word"
    lines = source.data.count(b"\n") + source.data.count(b"\r") + 1
    for one in findings:
        tell(one, lines)
    as_text(findings).encode("gbk", "replace")
    as_json(findings)
    as_github(findings)
    mended = mend(source)
    if mended is not None:
        assert mend(Source(source.path, mended.after.encode())) is None, "mends without end"


def tell(one: Finding, lines: int) -> None:
    assert 1 <= one.line <= lines, one
    assert one.column >= 1, one
    assert re.search(r"[一-鿿]", one.message), one
    assert re.search(r"[一-鿿]", one.fix), one
    assert not _FOREIGN_WORDS.search(one.message + one.fix), one


@pytest.mark.fuzz
def test_a_mutated_file_is_read_or_told(request: pytest.FixtureRequest) -> None:
    @settings(
        max_examples=tries(request),
        deadline=None,
        database=None,
        derandomize=tries(request) == SMOKE,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(good()), st.lists(_MUTATIONS, min_size=1, max_size=4))
    def mutated(source: Source, mutations: list[Mutation]) -> None:
        data = source.data
        for mutation in mutations:
            data = mutation(data)
        look_at(Source(source.path, data))

    mutated()


@pytest.mark.fuzz
def test_a_folder_with_mutated_files_is_judged(request: pytest.FixtureRequest) -> None:
    base = {source.path: source for source in _folder(FOLDERS[0])}

    @settings(
        max_examples=tries(request) // 10,
        deadline=None,
        database=None,
        derandomize=tries(request) == SMOKE,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(
            st.tuples(st.sampled_from(sorted(base)), st.one_of(st.none(), _MUTATIONS)),
            min_size=1,
            max_size=3,
        )
    )
    def mutated(changes: list[tuple[str, Mutation | None]]) -> None:
        files = dict(base)
        for path, mutation in changes:
            source = files.pop(path, None)
            if source and mutation:
                files[path] = Source(path, mutation(source.data))
        with soon(sorted(files)):
            found = check_read(([files[path] for path in sorted(files)], []))
        as_text(found.findings)

    mutated()


def _folder(folder: Path) -> list[Source]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [Source(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


SIGNS = (
    "[", "![", "[a](", "<a ", "*", "**a", "_", "`", "``", "> ", "- ", "1. ", "    - ", "#", "|", "| a ",
    "\\", "&", "&#", "<!--", "~", ":", ": ", "：", '"', "\'", "{", "{{", "? ", "\n", "\n\n", " ", "\t",
    "\u200b", "a: ", "a: b\n", "- a\n", "资", "\n- ", "\n ", "\r", "”", "%", "=\n", "a\n-\n", "[，", "（",
)  # fmt: skip


@pytest.mark.fuzz
def test_a_long_file_of_one_sign_is_told_at_once(request: pytest.FixtureRequest) -> None:
    size = 100_000 if tries(request) == LONG else 4_000
    starts = ("", "---\n", "---\ntitle: 页\n---\n\n", "---\ntitle: ")
    for path in ("pages/about.md", "data/coverage.yml"):
        for text in (start + sign * size for start in starts for sign in SIGNS):
            with soon((path, text[:40])):
                fit(Source(path, text[:size].encode()))


# Each took a minute or more once, in one of these places.
SLOW_ONCE = ("_", "`", "\t", "{", ";", "？")
PLACES = (
    ("pages/about.md", "---\ntitle: 页\n---\n\n", "{}\n"),
    ("pages/about.md", "---\ntitle: 页\n---\n\n", "字{}字。\n\n"),
    ("data/channels.yml", "- id: a\n", "{}\n"),
    ("data/synonyms.yml", "", "- [a, {}]\n"),
)


@pytest.mark.fuzz
def test_lines_as_long_as_may_be_are_told_at_once(request: pytest.FixtureRequest) -> None:
    for sign in (*SLOW_ONCE, *(SIGNS if tries(request) == LONG else ())):
        if "\n" in sign or "\r" in sign:
            continue
        for path, start, row in PLACES:
            line = row.replace("{}", (sign * LONGEST_LINE)[: LONGEST_LINE - 20])
            with soon((path, row, sign)):
                fit(Source(path, (start + line * 12).encode()))


def test_a_thousand_faults_in_one_file_are_told_at_once() -> None:
    chain = "".join(f"- from: /a{one}/\n  to: /a{one + 1}/\n" for one in range(1000))
    files = [*_folder(FOLDERS[0]), Source("data/redirects.yml", chain.encode())]
    with soon("redirects"):
        found = check_read((files, [])).findings
    assert [one.line for one in found] == [2 * one + 2 for one in range(1000)]
