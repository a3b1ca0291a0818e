"""What a web server says with every answer, from one source: for <meta>, `_headers` and nginx."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator

from portal.addresses import HASHED

ELSEWHERE_FILE = "_headers"  # read by hosts such as Netlify and Cloudflare Pages
NGINX_FILE = "_nginx.conf"

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are masks of data: images
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
}
_HEADERS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
    ),
}
# Open data may be read by pages of anybody; nothing on the site depends on who asks.
_OPEN = {"Access-Control-Allow-Origin": "*"}
_OPEN_FOLDERS = ("calendars", "commitments", "data", "feeds", "notices")
_FOR_EVER = "public, max-age=31536000, immutable"
_REVALIDATED = "no-cache"
# Kinds of files that Debian's nginx does not know; with nosniff a browser would not show them.
# All tables and calendars stand in open folders.
_TYPES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (".csv", "text/csv", _OPEN),
    (".ics", "text/calendar", _OPEN),
    (".webmanifest", "application/manifest+json", {}),
)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.DOTALL)
# Whatever is not known to be data may run.
_DATA_BLOCK = re.compile(r"""\stype=["']?(?:application/(?:ld\+)?json|text/plain)\b""")


def policy(pages: Iterable[str]) -> str:
    """The content security policy under which the inline scripts of these pages run, no others.

    One policy for all pages: a page that the theme's script loads in place of another runs under
    the policy of the first.
    """
    hashes = sorted({_hash(script) for page in pages for script in _inline_scripts(page)})
    sources = _POLICY | {"script-src": " ".join([_POLICY["script-src"], *hashes])}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def files(said: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Settings for web servers, to be published beside the pages, by path; `said` is the policy."""
    # A browser ignores frame-ancestors in <meta>, and says so on its console.
    everywhere = {"Content-Security-Policy": f"{said}; frame-ancestors 'none'"} | _HEADERS
    return {
        ELSEWHERE_FILE: _elsewhere(everywhere, _lasting_folders(paths)).encode(),
        NGINX_FILE: _nginx(everywhere).encode(),
    }


def _inline_scripts(page: str) -> list[str]:
    found = _INLINE_SCRIPT.findall(page)
    return [script for attributes, script in found if not _DATA_BLOCK.search(attributes)]


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _lasting_folders(paths: Iterable[str]) -> list[str]:
    """The uppermost folders below which every file name carries a digest."""
    lasting: dict[str, bool] = {}
    for path in paths:
        if lasting.get(path.rpartition("/")[0]) is False:
            continue  # and so are all folders above it
        hashed = re.search(HASHED, path) is not None
        for folder in _folders(path):
            lasting[folder] = lasting.get(folder, True) and hashed
    above = {folder: folder.rpartition("/")[0] for folder in lasting}
    return sorted(
        folder for folder, hashed in lasting.items() if hashed and not lasting[above[folder]]
    )


def _folders(path: str) -> Iterator[str]:
    """The folders of a path, the nearest first; the root is the empty one."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def _elsewhere(everywhere: dict[str, str], lasting: list[str]) -> str:
    lines = ["/*", *(f"  {name}: {value}" for name, value in everywhere.items())]
    for folder in _OPEN_FOLDERS:
        lines += [f"/{folder}/*", *(f"  {name}: {value}" for name, value in _OPEN.items())]
    for folder in lasting:
        lines += [f"/{folder}/*", f"  Cache-Control: {_FOR_EVER}"]
    return "\n".join(lines) + "\n"


def _nginx(everywhere: dict[str, str]) -> str:
    return "\n".join(
        [
            "# Made by build.py. An administrator reads it, copies it to /etc/nginx/snippets/portal.conf",
            "# and includes that copy in a server block beside its root; never this file itself.",
            "# Brotli needs libnginx-mod-http-brotli-static.",
            "index index.html;",
            "autoindex off;",
            "absolute_redirect off;",
            "server_tokens off;",
            "charset utf-8;",
            "charset_types text/css text/plain text/xml text/csv text/calendar",
            "    application/javascript application/json application/atom+xml image/svg+xml;",
            "gzip off;",
            "gzip_static on;",
            "gzip_vary on;",
            "brotli_static on;",
            "error_page 404 /404.html;",
            # A folder without a page of its own: nothing is there, and nobody is forbidden anything.
            "error_page 403 =404 /404.html;",
            # nginx forgets inherited headers where a location has one of its own: say all, always.
            *_said(everywhere | {"Cache-Control": _REVALIDATED}),
            *_location("= /404.html", ["internal;"], everywhere),
            *_location(r"~ /(?:\.(?!well-known/)|_)", ["return 404;"], everywhere),
            *_location(f'~ "{HASHED}"', [], everywhere, _FOR_EVER),
            *(
                line
                for suffix, kind, said in _TYPES
                for line in _location(
                    rf"~ \{suffix}$", ["types { }", f"default_type {kind};"], everywhere | said
                )
            ),
            *_location(f"~ ^/(?:{'|'.join(_OPEN_FOLDERS)})/", [], everywhere | _OPEN),
            *_location("/", [], everywhere),
            "",
        ]
    )


def _location(
    match: str, own: list[str], everywhere: dict[str, str], caching: str = _REVALIDATED
) -> list[str]:
    lines = [*own, *_said(everywhere | {"Cache-Control": caching})]
    return [f"location {match} {{", *(f"    {line}" for line in lines), "}"]


def _said(headers: dict[str, str]) -> list[str]:
    return [f'add_header {name} "{value}" always;' for name, value in headers.items()]
