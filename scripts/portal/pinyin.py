"""Pinyin of names and characters; its tables are loaded when they are first asked for.

A build of nothing new would spend more time on loading them than on everything else.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec

# What was spelt already, by this process or an earlier one that handed it on: names are few, and
# loading the tables for them takes a tenth of a small build.
spellings: dict[str, str] = {}


def spelt(name: str) -> str:
    """The name with its Han written in pinyin without tones or gaps."""
    if name not in spellings:
        spellings[name] = "".join(import_module("pypinyin").lazy_pinyin(name))
    return spellings[name]


@cache
def readings() -> Mapping[int, str]:
    """For the number of a character its readings with tones, parted by commas."""
    # Past the package, which loads its phrases first: three times as much.
    package = find_spec("pypinyin")
    places = package.submodule_search_locations if package else None
    table = PathFinder.find_spec("pinyin_dict", places)
    if not table or not table.loader:
        raise ModuleNotFoundError("pypinyin.pinyin_dict")
    module = module_from_spec(table)
    table.loader.exec_module(module)
    known: Mapping[int, str] = module.pinyin_dict
    return known
