"""The rules: what types cannot say. One file per rule, named after the good state; one line here.

A rule's module docstring is the rule, written for an editor; its `faults` says where it is broken.
"""

from collections.abc import Callable
from types import ModuleType

from portal.findings import Finding
from portal.fitting import Entry, located
from portal.portal import Portal
from portal.rules import (
    a_file_name_is_used_once,
    a_miss_has_a_reason,
    a_notice_is_in_the_folder_of_its_year,
    a_period_has_its_file,
    a_plan_number_is_used_once,
    a_promotion_is_below_the_price,
    an_award_date_is_explained,
    an_id_is_used_once,
    dates_follow_on,
    every_tab_has_its_page,
    names_exist,
    no_gap_between_notices,
    notice_is_given_in_time,
    penalties_are_stated,
    site_is_there,
    supersession_is_sound,
)
from portal.sources import Source, decode

# Rules that look at one entry: they run on all cores while the files are read.
EACH: dict[str, tuple[ModuleType, ...]] = {
    "notice": (
        a_notice_is_in_the_folder_of_its_year,
        dates_follow_on,
        a_promotion_is_below_the_price,
        penalties_are_stated,
    ),
    "commitment": (dates_follow_on,),
    "results": (a_period_has_its_file,),
    "awards": (an_award_date_is_explained,),
}
# Rules that look at the portal as a whole.
WHOLE: tuple[ModuleType, ...] = (
    site_is_there,
    every_tab_has_its_page,
    a_file_name_is_used_once,
    an_id_is_used_once,
    a_plan_number_is_used_once,
    names_exist,
    a_miss_has_a_reason,
    notice_is_given_in_time,
    supersession_is_sound,
    no_gap_between_notices,
)


def judge_entry(entry: Entry, source: Source) -> list[Finding]:
    """What the rules for one entry find; `source` is its file."""
    return [
        located(fault, name_of(rule), decode(source)[0])
        for rule in EACH.get(entry.kind, ())
        for fault in rule.faults(entry)
    ]


def judge(portal: Portal, text_of: Callable[[str], str]) -> list[Finding]:
    """What the rules for the whole portal find; `text_of` gives a file's text by its path."""
    return [
        located(fault, name_of(rule), text_of(fault.path))
        for rule in WHOLE
        for fault in rule.faults(portal)
    ]


def name_of(rule: ModuleType) -> str:
    """The name that stands in messages and in FIELDS.md: kebab-case of the module's."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")
