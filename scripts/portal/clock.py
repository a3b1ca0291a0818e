"""The clock, read by verbs only: today in Asia/Shanghai, or the day that SOURCE_DATE_EPOCH names."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.obstacles import ObstacleError

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Today where the readers live, whatever zone the machine is set to.

    Raises ObstacleError when SOURCE_DATE_EPOCH is set and is no moment.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now(SHANGHAI).date()
    try:
        return datetime.fromtimestamp(int(fixed), SHANGHAI).date()
    except (ValueError, OverflowError, OSError):
        what = f"环境变量 SOURCE_DATE_EPOCH：“{fixed}”不是时间。"
        fix = "写从 1970 年起的秒数，如 1247788800，或去掉它：unset SOURCE_DATE_EPOCH"
        raise ObstacleError(what, fix) from None
