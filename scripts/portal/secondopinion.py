"""Ask LinkChecker, which shares no line with our own inspection, about the links of a built site."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread

BROKEN = 1  # LinkChecker's own exit codes: 2 means that it could not run
# A configuration of our own, so that none is read from a home folder. The rate is for our server,
# which says that it may be asked so often; other hosts are asked at LinkChecker's own pace.
_SETTINGS = "[checking]\nrobotstxt=0\ntimeout=20\nmaxrequestspersecond=1000\n[output]\nstatus=0\nwarnings=0\n"


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Without this header LinkChecker asks ten times a second, a site of thousands for an hour."""
        self.send_header("LinkChecker", "allow-concurrent-checks")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not worth a line."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def asked(site: Path, *, external: bool) -> tuple[int, str]:
    """LinkChecker's exit code and words about the site; `external` follows links to other hosts."""
    with _served(site) as address, NamedTemporaryFile("w", suffix="rc") as settings:
        settings.write(_SETTINGS)
        settings.flush()
        command = [sys.executable, "-m", "linkcheck", f"--config={settings.name}", address]
        if external:
            command.append("--check-extern")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, f"{done.stdout}{done.stderr}"
