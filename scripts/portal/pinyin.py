"""Pinyin of names and characters; its tables are loaded when they are first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any


def spelt(name: str) -> str:
    """The name with its Han written in pinyin without tones or gaps."""
    return "".join(_pypinyin("").lazy_pinyin(name))


def readings() -> Mapping[int, str]:
    """For the number of a character its readings with tones, parted by commas."""
    known: Mapping[int, str] = _pypinyin(".pinyin_dict").pinyin_dict
    return known


@cache
def _pypinyin(part: str) -> Any:
    # A build of nothing new would spend more time on loading the tables than on everything else.
    return import_module(f"pypinyin{part}")
