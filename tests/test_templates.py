"""Filters of the templates, and what a template cannot ask."""

import pytest
from jinja2 import TemplateAssertionError
from markupsafe import Markup

from portal.making import THEME
from portal.templates import environment, whole


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("本地主叫 0.25 元/分钟；亲情号码 0.10 元/分钟", ["0.25 元/分钟", "0.10 元/分钟"]),
        ("2009-06-01 起不再办理", ["2009-06-01"]),
        ("22.8 小时，目标不高于 24 小时。", ["22.8 小时", "24 小时"]),
        ("94.05%，目标不低于 90%。", ["94.05%", "90%"]),
        ("0.6 人次/百万用户", ["0.6 人次/百万用户"]),
        ("流量 0.01 元/KB，1,000 MB", ["0.01 元/KB", "1,000 MB"]),
        ("拨 10086，每人限一张", []),
    ],
)
def test_days_and_figures_with_their_units_stay_whole(text: str, pieces: list[str]) -> None:
    made = whole(text)
    assert made.striptags() == text
    assert [one.split("</span>")[0] for one in made.split('<span class="whole">')[1:]] == pieces


def test_text_is_escaped_and_tags_are_left_alone() -> None:
    assert whole("<b> 5 元") == '&lt;b&gt; <span class="whole">5 元</span>'
    assert whole(Markup("<b> 5 元")) == '<b> <span class="whole">5 元</span>'
    tags = Markup('<a href="/2009-06-01/">看</a> <time>2009-06-01</time>')
    assert whole(tags) == tags


@pytest.mark.parametrize("asked", ["is defined", "is undefined", "| default('')", "| d('')"])
def test_whether_an_attribute_is_there_is_refused_before_anything_is_filled_in(asked: str) -> None:
    templates = environment(THEME)
    with pytest.raises(TemplateAssertionError, match=r"cannot be asked of \.title: "):
        templates.from_string("{{ notice.title " + asked + " }}")
    assert templates.from_string("{{ notice " + asked + " }}").render() in ("", "True", "False")
