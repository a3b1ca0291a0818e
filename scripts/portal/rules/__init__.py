"""The rules: what types cannot say. One file per rule, named after the good state; one line here.

A rule's module docstring is the rule, written for an editor; its `faults` says where it is broken.
"""

from collections.abc import Callable, Iterable
from datetime import date
from types import ModuleType

from portal.findings import Finding
from portal.fitting import Entry, located
from portal.portal import Portal
from portal.published import Published
from portal.rules import (
    a_change_has_a_correction,
    a_changed_result_says_so,
    a_commitment_is_reviewed_in_time,
    a_contract_agrees_with_itself,
    a_correction_changes_something,
    a_correction_names_a_field,
    a_correction_reaches_the_body,
    a_correction_tells_what_stood,
    a_day_is_in_the_calendar,
    a_file_name_is_used_once,
    a_link_leads_where_it_says,
    a_list_names_each_once,
    a_marker_has_its_words,
    a_miss_has_a_reason,
    a_new_brand_has_its_own_address,
    a_new_number_looks_like_the_others,
    a_newer_notice_names_the_older,
    a_notice_is_in_the_folder_of_its_year,
    a_notice_is_written_once,
    a_page_shows_what_it_is_for,
    a_period_has_its_file,
    a_picture_of_a_notice_stays,
    a_plan_number_is_no_name,
    a_plan_number_is_used_once,
    a_promise_is_measured_by_its_number,
    a_promotion_is_below_the_price,
    a_published_notice_stays,
    a_published_number_keeps_its_plan,
    a_published_promise_has_its_words,
    a_published_promise_is_kept_as_given,
    a_published_redirect_stays,
    a_published_target_stays,
    a_quarter_has_its_own_results,
    a_redirect_leads_on,
    a_result_can_be_judged,
    a_share_is_at_most_everything,
    a_share_is_what_its_parts_say,
    a_thing_is_listed_once,
    a_title_is_used_once,
    a_word_has_one_group,
    an_address_is_used_once,
    an_award_date_is_explained,
    an_edition_is_published_whole,
    an_end_is_a_withdrawal,
    an_end_is_dated,
    an_ending_notice_has_a_successor,
    an_id_is_used_once,
    brands_are_written_alike,
    dates_are_not_far_ahead,
    dates_follow_on,
    drafts_are_named_by_drafts_only,
    every_tab_has_its_page,
    links_lead_somewhere,
    names_exist,
    no_example_is_left,
    no_gap_between_notices,
    nothing_is_left_open,
    nothing_is_published_ahead,
    notice_is_given_in_time,
    penalties_are_stated,
    published_corrections_stay,
    results_are_published_in_time,
    results_keep_their_indicators,
    shown_samples_stay_shown,
    site_is_there,
    supersession_is_sound,
    the_hotline_is_one_number,
    the_site_keeps_what_it_said,
    two_successors_have_a_reason,
    units_fit_what_they_count,
    what_is_new_is_dated_anew,
    what_is_told_has_happened,
    what_was_listed_is_kept_as_given,
)
from portal.sources import Source, decode

# Rules that look at one entry: they run on all cores while the files are read.
EACH: dict[str, tuple[ModuleType, ...]] = {
    "notice": (
        a_notice_is_in_the_folder_of_its_year,
        dates_follow_on,
        a_list_names_each_once,
        a_promotion_is_below_the_price,
        penalties_are_stated,
        a_plan_number_is_no_name,
        a_contract_agrees_with_itself,
        a_correction_names_a_field,
        units_fit_what_they_count,
        a_day_is_in_the_calendar,
        nothing_is_left_open,
    ),
    "commitment": (
        dates_follow_on,
        a_list_names_each_once,
        a_published_promise_has_its_words,
        a_day_is_in_the_calendar,
        nothing_is_left_open,
    ),
    "results": (a_period_has_its_file, dates_follow_on, nothing_is_left_open),
    "coverage": (a_share_is_at_most_everything, a_thing_is_listed_once, nothing_is_left_open),
    "channels": (a_thing_is_listed_once, nothing_is_left_open),
    "indicators": (a_thing_is_listed_once, nothing_is_left_open),
    "awards": (an_award_date_is_explained, a_thing_is_listed_once, nothing_is_left_open),
    "page": (a_day_is_in_the_calendar, nothing_is_left_open),
}
# Rules that look at the portal as a whole.
WHOLE: tuple[ModuleType, ...] = (
    site_is_there,
    every_tab_has_its_page,
    a_file_name_is_used_once,
    an_address_is_used_once,
    an_id_is_used_once,
    a_plan_number_is_used_once,
    a_word_has_one_group,
    names_exist,
    a_redirect_leads_on,
    links_lead_somewhere,
    a_link_leads_where_it_says,
    a_marker_has_its_words,
    a_page_shows_what_it_is_for,
    no_example_is_left,
    drafts_are_named_by_drafts_only,
    a_share_is_what_its_parts_say,
    a_miss_has_a_reason,
    a_result_can_be_judged,
    a_promise_is_measured_by_its_number,
    notice_is_given_in_time,
    supersession_is_sound,
    two_successors_have_a_reason,
    no_gap_between_notices,
    a_newer_notice_names_the_older,
    an_end_is_a_withdrawal,
    a_notice_is_written_once,
    brands_are_written_alike,
    the_hotline_is_one_number,
    a_title_is_used_once,
    an_edition_is_published_whole,
    a_quarter_has_its_own_results,
    results_keep_their_indicators,
)
# Rules that look at the calendar: what is overdue stops nothing, but somebody has to know; a day
# that cannot be right is an error.
TIMED: tuple[ModuleType, ...] = (
    dates_are_not_far_ahead,
    nothing_is_published_ahead,
    what_is_told_has_happened,
    a_commitment_is_reviewed_in_time,
    an_end_is_dated,
    results_are_published_in_time,
    an_ending_notice_has_a_successor,
)
# Rules that compare with what was published: `check.py --since`.
SINCE: tuple[ModuleType, ...] = (
    a_correction_changes_something,
    a_change_has_a_correction,
    a_correction_tells_what_stood,
    a_correction_reaches_the_body,
    published_corrections_stay,
    a_published_notice_stays,
    a_published_number_keeps_its_plan,
    a_published_target_stays,
    a_changed_result_says_so,
    a_published_promise_is_kept_as_given,
    a_picture_of_a_notice_stays,
    a_published_redirect_stays,
    what_was_listed_is_kept_as_given,
    the_site_keeps_what_it_said,
    shown_samples_stay_shown,
    what_is_new_is_dated_anew,
    a_new_number_looks_like_the_others,
    a_new_brand_has_its_own_address,
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
    return _judged(WHOLE, portal, text_of)


def judge_timed(portal: Portal, as_of: date, text_of: Callable[[str], str]) -> list[Finding]:
    """What is overdue on a day, as notices; and what is dated far after it."""
    found = [
        located(fault, name_of(rule), text_of(fault.path))
        for rule in TIMED
        for fault in rule.faults(portal, as_of)
    ]
    # Of a day of the site that cannot be right all else would only be a consequence.
    of_site = [one for one in found if one.path == "data/site.yml"]
    return of_site or found


def judge_since(published: Published, text_of: Callable[[str], str]) -> list[Finding]:
    """What the rules for what was published find."""
    return _judged(SINCE, published, text_of)


def name_of(rule: ModuleType) -> str:
    """The name that stands in messages and in FIELDS.md: kebab-case of the module's."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def _judged(
    rules: Iterable[ModuleType], judged: Portal | Published, text_of: Callable[[str], str]
) -> list[Finding]:
    return [
        located(fault, name_of(rule), text_of(fault.path))
        for rule in rules
        for fault in rule.faults(judged)
    ]
