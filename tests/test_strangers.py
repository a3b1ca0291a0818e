"""What is advised of a name that is no field there: where several would do, the surest."""

import pytest
from pydantic import ValidationError

from a_notice import BORING
from portal.records.notice import Notice
from portal.wording import told

AN_ITEM = "若是列表里的一项，就和前一项写进同一个方括号，如 [甲, brands]；不是就"
MOVE = "移到 cancel: 这一组最后一行的下面，和 cancel: 左边对齐"


@pytest.mark.parametrize(
    ("cancel", "fix"),
    [
        # [hall], brands, in braces: rather a channel than the field further out of that name.
        ({"how": "到服务厅", "channels": ["hall"], "brands": "", "effect": "次月"}, AN_ITEM + MOVE),
        # Behind a field that takes no list it is no item of one.
        ({"how": "到服务厅", "brands": "", "effect": "次月"}, MOVE),
        ({"how": "到服务厅", "channels": ["hall"], "brands": "全球通", "effect": "次月"}, MOVE),
        (
            {"how": "到服务厅", "channels": ["hall"], "efect": "", "effect": "次月"},
            "若是列表里的一项，就和前一项写进同一个方括号，如 [甲, efect]；不是就删去它",
        ),
        ({"how": "到服务厅", "chanels": "", "effect": "次月"}, "是不是“channels”？改成 channels"),
        (
            {"how": "到服务厅", "x：": "", "effect": "次月", "channels": ["hall"]},
            "改成半角冒号加空格：x: ",
        ),
    ],
)
def test_of_an_unknown_name_the_surest_is_advised(cancel: dict[str, object], fix: str) -> None:
    value = BORING | {"cancel": cancel}
    with pytest.raises(ValidationError) as caught:
        Notice.model_validate(value)
    assert [one.fix for one in told(Notice, caught.value, value)] == [fix]
