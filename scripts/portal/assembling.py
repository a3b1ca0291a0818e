"""Assemble the site anew: check what was read, make every file of it, and exchange the folders."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from portal import addresses, engine, headers, staging, trees
from portal.artifacts import OUTPUTS, SEARCHED, UNSEEN, Unit, make, seals, sitemap, units
from portal.artifacts.artifact import File, Page
from portal.cache import Make, Memory, code_key, load, remembered, store
from portal.checking import Checked, Fitted, check, fit_read, overdue
from portal.compiled import Compiled
from portal.edition import WITNESS, Edition, build_json, is_public_at
from portal.environment import ROOT, lock_digest
from portal.facts import Facts, derive
from portal.findings import Finding, has_errors
from portal.finishing import Finished, finish
from portal.inspection import Broken, Inspection, placed
from portal.ledger import Files, Ledger
from portal.looks import Target
from portal.making import THEME, Maker
from portal.pinyin import spellings
from portal.portal import Portal
from portal.search import gathering
from portal.search.index import FOLDER
from portal.sources import Read
from portal.standing import EXAMPLE, Order, Progress
from portal.templates import compiled
from portal.workers import alongside, spread
from portal.workshop import Workshop

# What templates were compiled to is of the code, not of a site: as Python keeps its own.
TEMPLATES = ROOT / "build" / "templates"
# So is how names are spelt.
SPELLINGS = ROOT / "build" / "spellings"
# Some units make something of all notices: a few are worth a second process.
FEWEST = 8
# So many files are worth a process that judges them while another goes on.
FEWEST_JUDGED = 256
# A page is made faster than a process that holds ten thousand records is forked.
FEWEST_PAGES = 256
# Asked for by scripts under names that change with every edit; no page links to them.
NEVER_LINKED = FOLDER + "/"


def assemble(
    order: Order, read: Read, workshop: Workshop, held: Callable[[], Files], tell: Progress
) -> tuple[list[Finding], bool]:
    """All findings, and whether the whole site is up to date; without errors it is what is public.

    The workshop is held by who calls; `held` tells what its tree holds.
    """
    fitted = fit_read(read, order.jobs, _memory(order, workshop))
    found, maker = _prepared(fitted, order, workshop, held, tell)
    if maker is None:
        return found, False
    tell(f"生成页面（公告 {len(maker.facts.notices)} 份）")
    shown = _pages_up_to_date(workshop, maker, order) if order.pages_first else None
    now = shown or _bring_up_to_date(workshop, maker, order)
    tell("检查链接")
    public = trees.stated(workshop.site)
    broken = _inspect(workshop, maker, now, public, order)
    if shown and broken:
        # What a new page leads to may be what was left for later: only the whole can tell.
        maker.held, shown = shown, None
        now = _bring_up_to_date(workshop, maker, order)
        broken = _inspect(workshop, maker, now, public, order)
    lost = [] if order.drafts else _lost(workshop, maker, fitted, public, now)
    findings = sorted(found + _placed(broken, maker, fitted) + lost)
    if has_errors(findings):
        return findings, False
    tell("换上新网站")
    trees.close(workshop.tree, now)
    trees.exchange(workshop.tree, workshop.site)
    return findings, not shown


def _prepared(
    fitted: Fitted, order: Order, workshop: Workshop, held: Callable[[], Files], tell: Progress
) -> tuple[list[Finding], Maker | None]:
    """All findings, and who makes the pages unless an error is among them.

    Of many files one process looks for what is wrong with all of them, while the engine is at work
    and this one derives what they say.
    """
    portal = fitted.with_drafts if order.drafts else fitted.portal
    day = order.as_of or fitted.as_of or order.today
    with ExitStack() as beside:
        beside.enter_context(_spelling(order))
        judging = alongside(
            lambda _: _judged(fitted, portal, day), portal.entries, order.jobs, FEWEST_JUDGED
        )
        judged = beside.enter_context(judging)
        # Few are judged by now, and a file with a slip is known: nobody waits for the engine to hear.
        few = order.jobs == 1 or len(portal.entries) < FEWEST_JUDGED
        if (few or has_errors(fitted.findings)) and has_errors(judged()):
            return judged(), None
        tell("排版")
        try:
            rendered = beside.enter_context(_engine(order, workshop, portal))
            facts = _derived(portal, day, order, workshop)
            # Others are at work, the engine for longest: time to count what is made next.
            units(facts, UNSEEN if order.pages_first or rendered.is_known else frozenset())
            templates = _compiled(order)
            maker = Maker(facts, _finished(rendered.files()), workshop.tree, held(), templates)
        except Exception:
            # What is wrong may be in the way of that.
            if not has_errors(judged()):
                raise
            return judged(), None
        return judged(), None if has_errors(judged()) else maker


def _judged(fitted: Fitted, portal: Portal, day: date) -> list[Finding]:
    late = overdue(replace(fitted, portal=portal), day)
    return sorted([*fitted.judged(), *(one for one in late if one.severity == "error")])


def _derived(portal: Portal, day: date, order: Order, workshop: Workshop) -> Facts:
    base_url = (order.base_url or portal.site.url).rstrip("/") + "/"
    return _recalling(derive(portal, day, base_url), order, workshop)


@contextmanager
def _spelling(order: Order) -> Iterator[None]:
    """Names are spelt as they were before; what was spelt meanwhile is handed on."""
    known = load(SPELLINGS, code_key()) if order.cache else None
    spellings.update(known or {})
    yield
    if order.cache and spellings != known:
        _hand_on(SPELLINGS, dict(spellings))


def _memory(order: Order, workshop: Workshop) -> Memory | None:
    return Memory(workshop.cache / "entries", code_key()) if order.cache else None


def _recalling(facts: Facts, order: Order, workshop: Workshop) -> Facts:
    """The facts, with what was made of each notice under the same of all else."""
    if not order.cache:
        return facts
    key = f"{code_key()} {facts.mark}"

    def of_each(what: str, marks: Mapping[str, str], make: Make) -> dict[str, object]:
        return remembered(Memory(workshop.cache / what, key), marks, make, jobs=1)

    return replace(facts, of_each=of_each)


def _engine(
    order: Order, workshop: Workshop, portal: Portal
) -> AbstractContextManager[engine.Rendering]:
    staging.write(workshop.staged, staging.staged(portal))
    return engine.rendered(order.engine, workshop, fresh=not order.cache)


def _finished(html: Mapping[str, bytes]) -> Finished:
    return finish(html, trees.joined(THEME / "components", "*/style.css"))


def _compiled(order: Order) -> Compiled:
    """The templates, compiled before the work is spread: once, and not by every process."""
    codes = load(TEMPLATES, code_key()) if order.cache else None
    if codes is None:
        codes = compiled(THEME)
        _hand_on(TEMPLATES, codes)
    return Compiled(codes)


def _hand_on(path: Path, value: Mapping[str, object]) -> None:
    with suppress(OSError):  # somebody else's repository may not be written to
        store(path, code_key(), value)


def _bring_up_to_date(workshop: Workshop, maker: Maker, order: Order) -> dict[str, str]:
    """What the tree now holds; it does not say so itself before it was inspected.

    After an edit one process makes the search's index while this one makes what tells of many
    notices. Of a whole site it would need more memory than time is gained.
    """
    facts, tree = maker.facts, workshop.tree
    trees.open_for_change(tree)
    ledger = _ledger(workshop, maker) if order.cache else None
    searched = units(facts, OUTPUTS.keys() - SEARCHED)
    known = _known(maker, ledger, searched)
    few = len(searched) - len(known) < FEWEST_PAGES
    first, jobs = (searched, 1) if few else (units(facts), order.jobs)
    known |= _renewed(maker, ledger, [one for one in first if one not in known], jobs)
    making_index = alongside(
        lambda _: _index(workshop, maker, _all_of(known), order), [()], order.jobs if few else 1, 1
    )
    with making_index as indexed:
        known |= _renewed(maker, ledger, [one for one in units(facts) if one not in known], 1)
        now = _all_of(known) | _around(maker)
        if order.components:
            page = maker.showroom(derive(check(EXAMPLE).portal, order.today, maker.facts.base_url))
            now[page.path] = maker.keep(page)
        now |= indexed()
    for path, data in _of_the_whole(maker, now, order).items():
        now[path] = maker.keep(File(path, data))
    trees.remove(tree, sorted(maker.held.keys() - now.keys()))
    if ledger:
        ledger.write(known)
    return now


def _pages_up_to_date(workshop: Workshop, maker: Maker, order: Order) -> dict[str, str] | None:
    """What the tree holds with new pages, all else as the public site has it.

    None when there is no such site, or what it has cannot be shared with the tree any more.
    """
    tree, public = workshop.tree, trees.stated(workshop.site)
    if not public or not order.cache:
        return None
    trees.open_for_change(tree)
    maker.for_search = False
    these = units(maker.facts, UNSEEN)
    renewed = _renewed(maker, _ledger(workshop, maker), these, order.jobs, FEWEST_PAGES)
    made = _all_of(renewed) | _around(maker)
    # Every page is made or known: one that is neither has gone.
    rest = {
        path: mark
        for path, mark in public.items()
        if path not in made and not path.endswith(".html")
    }
    if any(maker.held.get(path) != mark for path, mark in rest.items()):
        return None
    trees.remove(tree, sorted(maker.held.keys() - made.keys() - rest.keys()))
    return rest | made


def _all_of(known: Mapping[Unit, Files]) -> dict[str, str]:
    return {path: mark for files in known.values() for path, mark in files.items()}


def _around(maker: Maker) -> dict[str, str]:
    """What pages need, and the page for addresses that do not exist."""
    files = [*(File(*one) for one in maker.finished.assets.items()), maker.not_found()]
    return {file.path: maker.keep(file) for file in files}


def _ledger(workshop: Workshop, maker: Maker) -> Ledger:
    return Ledger(workshop.cache / "ledger", maker.key, maker.facts)


def _known(maker: Maker, ledger: Ledger | None, these: Sequence[Unit]) -> dict[Unit, Files]:
    """Those of the units that the tree holds as they are to be, with their files."""
    known = ledger.known(these) if ledger else {}
    return {unit: files for unit, files in known.items() if files.items() <= maker.held.items()}


def _renewed(
    maker: Maker, ledger: Ledger | None, these: Sequence[Unit], jobs: int, fewest: int = FEWEST
) -> dict[Unit, Files]:
    """The files of these units, now in the tree: only what it did not hold was made."""
    found = _known(maker, ledger, these)
    missing = [unit for unit in these if unit not in found]
    for made in spread(maker.make_all, missing, jobs, fewest):
        found.update(made.files)
        maker.seen.append(made.seen)
        maker.texts |= made.texts
    return found


def _of_the_whole(maker: Maker, now: Files, order: Order) -> dict[str, bytes]:
    """Files that tell of all others."""
    facts, paths = maker.facts, sorted(now)
    edition = Edition(order.commit, lock_digest())
    held = facts.portal
    made = build_json(edition, facts.as_of, facts.base_url, held.entries, held.pictures)
    said = headers.files(maker.finished.policy, paths)
    told = sitemap.files(facts, paths, maker.studio) | seals.files(facts, now)
    return said | told | {WITNESS: made}


def _changed(public: Mapping[str, str], now: Mapping[str, str]) -> Collection[str]:
    """What has to be inspected beside a site that was: all, when something went away from it."""
    if any(not path.startswith(NEVER_LINKED) for path in public.keys() - now.keys()):
        return now
    return {path for path, mark in now.items() if public.get(path) != mark}


def _inspect(
    workshop: Workshop, maker: Maker, now: Files, public: Files, order: Order
) -> list[Broken]:
    """The wrong links; pages that stayed as they were are looked at when an anchor may be lost."""
    inspection = Inspection(maker.tree, frozenset(now), maker.facts.base_url)
    anchors = workshop.cache / "anchors"
    known: set[Target] | None = load(anchors, code_key()) if order.cache else None
    these = _changed(public if known is not None else {}, now)
    if not inspection.holds(known or (), these):
        these = now
    wrong = inspection.broken(these, order.jobs, maker.seen)
    if not wrong:
        # Else the public site stays, which other code may have inspected: all is looked at again.
        store(anchors, code_key(), inspection.anchors | (known or set()))
    return wrong


def _lost(
    workshop: Workshop, maker: Maker, fitted: Fitted, public: Files, now: Files
) -> list[Finding]:
    """What readers find on the public site and would not find any more."""
    if WITNESS not in public:
        return []
    is_same = is_public_at(trees.data(workshop.site, WITNESS), maker.facts.base_url)
    return fitted.taken_away(public, now) if is_same else []


def _placed(wrong: list[Broken], maker: Maker, checked: Checked) -> list[Finding]:
    """The wrong links at the lines of the content files that they come from."""
    if not wrong:
        return []
    made = (
        artifact
        for unit in units(maker.facts)
        for artifact in make(maker.facts, unit, maker.studio)
        if isinstance(artifact, Page)
    )
    sources = {addresses.file_of(page.address): page.source for page in made}
    return placed(wrong, sources, checked.text)


def _index(workshop: Workshop, maker: Maker, now: Files, order: Order) -> dict[str, str]:
    """The files of the search's index, of the pages in the tree."""
    memory = Memory(workshop.cache / "search-entries", code_key()) if order.cache else None
    pages = gathering.Pages(maker.html, now, maker.texts)
    made = gathering.index_files(maker.facts, pages, memory)
    return {path: maker.keep(File(path, data)) for path, data in made}
