"""The lines of a Markdown body as those see them who look for slips."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.slips import Slip

# What stands for the dash of an item where none was typed.
BULLETS = "·•●◆■○▪◇□➢➤►▶★※✅✔☑☐✓👆👇👈👉"
# The line below the head of a table.
RULER = re.compile(r"[|:\s-]*-[|:\s-]*")


@dataclass(frozen=True)
class Row:
    """One line of a body outside code; in `text` code spans are blotted out, in `raw` they stand."""

    number: int
    raw: str
    text: str
    before: str
    after: str
    in_page: bool

    def slip(
        self, column: int, rule: str, message: str, fix: str, mended: str | None = None
    ) -> Slip:
        """A slip of this line; the column counts from 0."""
        return Slip(self.number, column + 1, rule, message, fix, mended=mended)


Check = Callable[[Row], Iterator[Slip]]
