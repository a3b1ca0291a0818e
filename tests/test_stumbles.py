"""What a template stumbles over is told with its own line, what is made and what to do, exit code 2."""

import pickle
from pathlib import Path

import pytest

from conftest import EXAMPLE, EXAMPLE_DAY
from portal import artifacts, telling
from portal.artifacts.studio import Studio
from portal.checking import check
from portal.facts import derive
from portal.making import THEME
from portal.obstacles import ObstacleError
from portal.standing import Order
from portal.stumbles import told

PAGE = '{% from "part.html" import part %}\n{% macro page(given) %}\n\n{{ part(given) }}\n{% endmacro %}\n'
PART = "{% macro part(given) %}\n<p>\n{{ {'plan': '套餐'}[given] }}</p>\n{% endmacro %}\n"


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "page.html").write_text(PAGE, "utf-8")
    (pages / "part.html").write_text(PART, "utf-8")
    (pages / "whole.html").write_text(f"{PAGE}{{{{ page(given) }}}}\n", "utf-8")
    (pages / "open.html").write_text("<p>\n{% if given %}\n", "utf-8")
    (pages / "asks.html").write_text("<p>\n{{ given.title is defined }}\n", "utf-8")
    (pages / "lacks.html").write_text('<p>\n\n{% include "gone.html" %}\n', "utf-8")
    return Studio(tmp_path, {})


def test_a_macro_is_told_by_the_line_it_has_in_its_template(studio: Studio, tmp_path: Path) -> None:
    assert "套餐" in studio.cast("page.html", "page", "plan")
    with pytest.raises(ObstacleError) as caught, told("notices GD2009-0001"):
        studio.cast("page.html", "page", "trial")
    at = f"{tmp_path}/pages/part.html:3"
    assert caught.value.what.startswith(f"模板 {at} 填不下去（正在生成 notices GD2009-0001）：")
    assert "no attribute 'trial'" in caught.value.what
    steps = caught.value.fix.splitlines()[1:]
    assert [step.strip() for step in steps[:2]] == [f"{tmp_path}/pages/page.html:4", at]
    # As it comes from another process.
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 # our own
    assert (again.what, again.fix) == (caught.value.what, caught.value.fix)


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("whole.html", "part.html:3"),
        ("open.html", "open.html:2"),
        ("asks.html", "asks.html:2"),
        ("lacks.html", "lacks.html:3"),
    ],
)
def test_a_page_is_told_by_the_line_it_has_in_its_template(
    studio: Studio, template: str, place: str
) -> None:
    with pytest.raises(ObstacleError, match=f"pages/{place} 填不下去：") as caught, told():
        studio.render(template, given="trial")
    assert "正在生成" not in caught.value.what


def test_a_bug_of_ours_is_no_templates_and_is_raised_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), told("pages"):
        raise ZeroDivisionError


def test_what_was_told_with_what_is_made_is_not_told_again_without(studio: Studio) -> None:
    with pytest.raises(ObstacleError, match="正在生成 notices A"), told(), told("notices A"):
        studio.render("whole.html", given="trial")


def test_a_unit_is_named_when_its_template_stumbles() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    unit = next(one for one in artifacts.units(facts) if one[0] == "notices")
    # No asset has the name that the template asks for.
    with pytest.raises(ObstacleError, match=f"正在生成 notices {unit[1]}）：KeyError"):
        list(artifacts.make(facts, unit, Studio(THEME, {})))


def test_a_build_tells_it_without_a_way_through_python(
    studio: Studio,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(telling, "build", lambda *_: studio.render("whole.html", given="trial"))
    order = Order(content=EXAMPLE, site=tmp_path / "site", today=EXAMPLE_DAY)
    assert telling.build_and_tell(order) == 2
    said = capsys.readouterr().err
    assert "part.html:3 填不下去：" in said
    assert "改法：请工程师改模板" in said
    assert "Traceback" not in said
