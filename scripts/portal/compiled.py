"""Compile all templates of the theme at once, as bytes that a later build need not make again."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache

from portal.templates import environment, folders

SUFFIXES = (".html", ".txt", ".xml", ".atom", ".ics")


class Compiled(BytecodeCache):
    """What templates were compiled to; Jinja asks for it, and compiles what is missing."""

    def __init__(self, codes: Mapping[str, bytes]) -> None:
        self.codes = dict(codes)

    def load_bytecode(self, bucket: Bucket) -> None:
        """The bucket holds the code, when it is known for this very source."""
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """The code is known from now on."""
        self.codes[bucket.key] = bucket.bytecode_to_string()


def compiled(theme: Path) -> Mapping[str, bytes]:
    """The code of every template of the theme, for `Compiled`."""
    held = Compiled({})
    templates = environment(theme, held)
    for name in FileSystemLoader(folders(theme)).list_templates():
        if name.endswith(SUFFIXES):
            templates.get_template(name)
    return held.codes
