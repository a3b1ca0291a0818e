"""Signs that nobody can see are found, and the quick look at a text passes none of them by."""

import sys

from portal import signs


def test_no_everyday_sign_is_one_to_tell() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    everyday = [sign for sign in every if signs._EVERYDAY.fullmatch(sign)]
    assert len(everyday) > 20_000
    assert [sign for sign in everyday if signs._ALL.search(sign)] == []
    assert [slip.rule for slip in signs.slips("一二\n三\u200b")] == ["no-invisible-signs"]
