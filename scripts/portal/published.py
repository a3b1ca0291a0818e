"""What was published and differs now: notices, each beside what stands now; other records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import ValidationError

from portal import yamltext
from portal.findings import Finding
from portal.fitting import Entry, fit
from portal.history import Past
from portal.portal import Portal, gather, is_sample, same_number, without_samples
from portal.records.notice import Correction, Notice
from portal.records.reading import label
from portal.records.site import Samples, Site
from portal.records.values import YES
from portal.sources import Source, decode, split
from portal.yamltext import Value

MOST_NAMED = 5
_PROMISES = "commitments/"


@dataclass(frozen=True)
class Pair:
    """A published notice and the same file now; `text` is today's file.

    Of the fields in `unread` nobody can say what they were: `before` has them as they are now.
    """

    before: Entry
    now: Entry
    text: str
    unread: frozenset[str] = frozenset()

    @property
    def kept(self) -> bool:
        """Whether all published corrections still stand, first and in their order."""
        old = self.before.record.corrections
        return bool(self.now.record.corrections[: len(old)] == old)

    @property
    def added(self) -> tuple[Correction, ...]:
        """The corrections that were not there when it was published."""
        old, new = self.before.record.corrections, self.now.record.corrections
        return tuple(new[len(old) :] if self.kept else (one for one in new if one not in old))


@dataclass(frozen=True)
class Published:
    """What was published and is now gone or of other words; `today` dates new corrections.

    A draft is not published, nor is a sample while samples are hidden: it may come, change and go; what becomes one is gone, and so is what
    another plan's notice was written over. `portal` holds drafts as well. `was` holds the other
    files that differ as they were: promises, pages, results and lists; `lost` are the paths of those
    that are not there any more. `pictures` are the paths of those whose bytes differ; `paths` those
    of all notices, promises, pages and results there were, and `since` the day of the revision; none
    when there was no content in it. `hidden` are the paths of published samples that the site shows no
    more, when it showed them then.
    """

    pairs: tuple[Pair, ...]
    gone: tuple[Entry, ...]
    portal: Portal
    today: date
    was: Portal
    lost: frozenset[str]
    pictures: frozenset[str]
    paths: frozenset[str]
    since: date | None
    hidden: frozenset[str]

    @property
    def fixed(self) -> date | None:
        """The day that the site spoke of at the revision, when its settings fixed one."""
        site = _site_then(self.was, self.portal)
        return site.as_of if site else None

    @property
    def hid_samples(self) -> bool:
        """Whether the site showed no samples at the revision: they were not published."""
        return _hid_samples(self.was, self.portal)

    @property
    def last_on(self) -> date | None:
        """The day of the last publication, as the site counted days; none when there was none."""
        return self.since and (self.fixed or self.since)

    def forms(self) -> Iterator[tuple[Entry, Notice | None]]:
        """Every published form that differs, with what its file says now."""
        for pair in self.pairs:
            yield pair.before, pair.now.record
        for entry in self.gone:
            yield entry, None


def published(
    past: Past, sources: Mapping[str, Source], portal: Portal, today: date
) -> tuple[Published, list[Finding]]:
    """The published notices that differ, and which of them could not be read any more.

    A file that does not fit today is left to the findings it already has.
    """
    pairs, gone = [], []
    findings: list[Finding] = []
    others = [*_others(past, sources, findings)]
    hid = _hid_samples(gather(one for one in others if one.kind == "site"), portal)
    for path, data in sorted(past.differing.items()):
        before, _ = fit(Source(path, data))
        source = sources.get(path)
        if before is None:
            pair = _read_in_part(Source(path, data), source) if source else None
            if pair is None:
                findings.append(_unreadable(path, past, is_gone=source is None))
            elif not pair.before.draft:
                findings += _unread(pair, past)
                pairs.append(pair)
        elif before.draft or (hid and is_sample(before.record)):
            continue
        elif source is None:
            gone.append(before)
        else:
            now, _ = fit(source)
            if now is not None and (now.draft or _is_of_another_plan(before, now)):
                gone.append(before)
            elif now is not None:
                pairs.append(Pair(before, now, decode(source)[0]))
    if not past.known:
        findings.append(_first(past))
    was = gather(without_samples(others) if hid else _shown(others, sources, portal))
    lost = frozenset({*past.data, *past.pages} - sources.keys())
    compared = Published(
        tuple(pairs),
        tuple(gone),
        portal,
        today,
        was,
        lost,
        frozenset(past.pictures.keys() & sources.keys()),
        past.paths,
        past.day if past.known else None,
        _hidden(past, sources, portal, was),
    )
    return compared, findings


def _site_then(was: Portal, portal: Portal) -> Site | None:
    """The settings at the revision: what does not differ is as it is now."""
    asked = was if was.of("site") else portal
    return asked.site if asked.of("site") else None


def _is_of_another_plan(before: Entry, now: Entry) -> bool:
    """Whether a new notice was written over the published one: no corrections lead from it to that."""
    was, one = before.record, now.record
    renumbered = not same_number(was.plan_number, one.plan_number)
    return renumbered and was.plan_name != one.plan_name


def _others(past: Past, sources: Mapping[str, Source], findings: list[Finding]) -> Iterator[Entry]:
    """What files but notices were; drafts were not published. Pages may say what they like."""
    for path, data in sorted({**past.data, **past.pages}.items()):
        source = Source(path, data)
        before, _ = fit(source)
        if before is not None:
            if not before.draft:
                yield before
        elif path in past.data:
            findings.append(_unreadable(path, past, is_gone=False))
        elif path.startswith(_PROMISES) and _fields(source).get("draft") != YES:
            findings.append(_unreadable(path, past, is_gone=path not in sources))


def _hid_samples(was: Portal, portal: Portal) -> bool:
    site = _site_then(was, portal)
    return site is not None and site.samples is Samples.HIDDEN


def _shown(held: list[Entry], there: Mapping[str, Source], portal: Portal) -> list[Entry]:
    """Of files that are there what the portal would hold: samples that are hidden say nothing."""
    if not portal.of("site") or portal.site.samples is not Samples.HIDDEN:
        return held
    kept = without_samples(one for one in held if one.path in there)
    return [*kept, *(one for one in held if one.path not in there)]


def _read_in_part(source: Source, today: Source) -> Pair | None:
    """A form that does not fit, as far as it does; None when nothing of it can be compared.

    What fits no more, as when a record became stricter, must not hide what else was altered.
    """
    now, _ = fit(today)
    written, written_now = _fields(source), _fields(today)
    if now is None or now.draft or not written or not written_now:
        return None
    draft = written.pop("draft", None) == YES
    unread = _misfits(written)
    kept = {name: value for name, value in written.items() if name not in unread}
    kept |= {name: written_now[name] for name in unread & written_now.keys()}
    if "corrections" in unread or _misfits(kept):
        return None
    cut = split(decode(source)[0])
    record = Notice.model_validate(kept)
    before = replace(now, record=record, body=cut.body if cut else "", draft=draft)
    return Pair(before, now, decode(today)[0], frozenset(unread & Notice.model_fields.keys()))


def _fields(source: Source) -> dict[str, Value]:
    """The fields of a file as they are written; none when they cannot be told apart."""
    cut = split(decode(source)[0])
    value = yamltext.read(cut.front).value if cut else None
    return value if isinstance(value, dict) else {}


def _misfits(written: Mapping[str, Value]) -> set[str]:
    """The fields of a notice that do not fit; "" for what is wrong with it as a whole."""
    try:
        Notice.model_validate(written)
    except ValidationError as error:
        return {str(one["loc"][0]) if one["loc"] else "" for one in error.errors()}
    return set()


def _unread(pair: Pair, past: Past) -> Iterator[Finding]:
    """Which fields a person has to compare: all but those of which a new correction tells."""
    told = {one.field.partition(".")[0] for one in pair.added}
    names = [label(name) for name in Notice.model_fields if name in pair.unread - told]
    if names:
        some = "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")
        message = f"这份公告在 {past.commit[:10]} 时，“{some}”的写法读不懂，没法对照；别的都对照了"
        fix = (
            f"请人对照这几项：git diff {past.commit[:10]} -- 这个文件；"
            "只是换了写法就不用改，意思改了的，每项加一条更正"
        )
        yield Finding(pair.now.path, 1, 1, "published-form-is-readable", message, fix, "notice")


def _hidden(
    past: Past, sources: Mapping[str, Source], portal: Portal, was: Portal
) -> frozenset[str]:
    """What is there and fits and yet is no part of the portal is a sample, when these are hidden."""
    settings = [one.site.samples if one.of("site") else None for one in (was, portal)]
    if settings != [Samples.SHOWN, Samples.HIDDEN]:
        return frozenset()
    held = {entry.path for entry in portal.entries}
    read = (fit(sources[path])[0] for path in past.paths & sources.keys() - held)
    return frozenset(
        entry.path for entry in read if entry and not entry.draft and entry.kind != "results"
    )


def _unreadable(path: str, past: Past, *, is_gone: bool) -> Finding:
    """What cannot be compared, a person compares; but what was published stays, readable or not."""
    is_promise = path.startswith(_PROMISES)
    if is_gone:
        message = f"公布过的{'承诺' if is_promise else '公告'}没有了"
        return Finding(path, 1, 1, "published-form-is-readable", message, "把文件放回原处")
    what = "这个文件" if path in past.data else "这项承诺" if is_promise else "这份公告"
    message = f"{what}在 {past.commit[:10]} 时的写法读不懂，没法逐项对照"
    fix = f"请人对照一遍：git diff {past.commit[:10]} -- 这个文件"
    return Finding(path, 1, 1, "published-form-is-readable", message, fix, "notice")


def _first(past: Past) -> Finding:
    message = f"{past.commit[:10]} 里还没有这个内容文件夹，公告都当作第一次公布"
    fix = "内容文件夹是新的就不用改；若是移来的，换一个 --since 的版本"
    return Finding("notices", 1, 1, "published-form-is-readable", message, fix, "notice")
