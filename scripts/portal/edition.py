"""build.json: which content, code and packages a site was made of, so that anyone can make it again."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import orjson

from portal.fitting import Entry

WITNESS = "build.json"
DRAFTS = "drafts"


@dataclass(frozen=True)
class Edition:
    """The commit (None outside a repository, or with changes) and the digest of the locked packages."""

    commit: str | None
    lock_sha256: str


def build_json(
    edition: Edition,
    as_of: date,
    base_url: str,
    entries: Iterable[Entry],
    pictures: Mapping[str, bytes],
) -> bytes:
    """The file; the same for the same content, code, day and address, wherever it is built.

    `pictures` are their bytes by address. That of a preview says how many drafts it holds: nobody can publish it by mistake.
    """
    said = hashlib.sha256()
    held = sorted(entries, key=lambda entry: entry.path)
    for entry in held:
        said.update(f"{entry.path} {entry.mark}\n".encode())
    for path, data in sorted(pictures.items()):
        said.update(f"{path} {hashlib.sha256(data).hexdigest()}\n".encode())
    document = {
        "as_of": as_of,
        "base_url": base_url,
        "commit": edition.commit,
        "content_sha256": said.hexdigest(),
        **({DRAFTS: drafts} if (drafts := sum(entry.draft for entry in held)) else {}),
        "lock_sha256": edition.lock_sha256,
    }
    return orjson.dumps(document, None, orjson.OPT_INDENT_2) + b"\n"


def is_public_at(build: bytes, base_url: str) -> bool:
    """Whether a site with this build.json stands at that address, without drafts.

    One of another address is another site, though it may have been built into the same folder.
    """
    said = orjson.loads(build)
    return said["base_url"] == base_url and DRAFTS not in said
