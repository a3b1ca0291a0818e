"""Build the site: content in, a whole site exchanged for the old one, or findings and no change.

Most of it is imported only when something has changed: it takes longer than to see that nothing has.
"""

from functools import partial

from portal import sources, trees
from portal.findings import Finding
from portal.standing import Order, Progress, Receipt, key
from portal.workers import alongside, keep_memory, uncollected
from portal.workshop import Workshop


def build(order: Order, tell: Progress, known: sources.Known | None = None) -> list[Finding]:
    """All findings; without errors among them the site holds what the content says.

    `known` is for who builds again and again: files that nobody touched are not read again.
    """
    keep_memory()
    workshop = Workshop(order.site)
    with workshop.locked(), uncollected():
        tell("读取并检查内容")
        read = sources.tree(order.content, known)
        receipt = Receipt(workshop.cache / "receipt", key(order, read))
        told = receipt.findings(workshop.site) if order.cache and not order.again else None
        if told is not None:
            return told
        both = [workshop.tree, workshop.site]
        # To look at all files takes as long as the import, unless this process did so before.
        jobs = 1 if all(map(trees.is_remembered, both)) else order.jobs
        look = partial(trees.caught_up, measured=not order.cache)
        with alongside(lambda these: look(*these), both, jobs, fewest=1) as held:
            from portal.assembling import assemble  # noqa: PLC0415 # see above

            findings, whole = assemble(order, read, workshop, held, tell)
        if whole:
            receipt.write(workshop.site, findings)
        return findings
