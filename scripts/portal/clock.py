"""The clock, read by verbs only: today in Asia/Shanghai, or the day that SOURCE_DATE_EPOCH names."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Today where the readers live, whatever zone the machine is set to."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return now.astimezone(SHANGHAI).date()
