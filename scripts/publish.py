"""Put a built site on the server, whole or not at all; or take the server back to the site before.

    publish.py SITE TARGET [--keep N]    verify SITE, copy it beside TARGET, swap
    publish.py --rollback TARGET         make the release before the public one public again
    publish.py --list TARGET             which releases are kept

Exit codes: 0 done, 1 SITE is not what its manifest says, 2 wrong usage or surroundings.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from portal import console
from portal.packing import UnfitError
from portal.releases import RefusedError, publish, releases, rollback


def main() -> int:
    """Run the verb."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path, nargs="?", help="what build.py made")
    parser.add_argument("target", type=Path, help="the folder that the web server shows")
    parser.add_argument("--keep", type=int, default=5, help="releases to keep (5)")
    parser.add_argument("--rollback", action="store_true")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    if asked.keep < 1 or (asked.site is None) != (asked.rollback or asked.list):
        parser.error("SITE TARGET, --rollback TARGET or --list TARGET; --keep is at least 1")
    try:
        return _run(asked)
    except UnfitError as unfit:
        console.say("\n".join([*map(str, unfit.args[:20]), "没有发布，公开的网站没有变。"]))
        return 1
    except RefusedError as refused:
        return console.complain(refused.what, refused.fix)
    except OSError as error:
        what = f"没有发布，公开的网站没有变：{error.filename or ''} {error.strerror}"
        return console.complain(what, "检查磁盘的空间和文件夹的权限，再运行一次")


def _run(asked: argparse.Namespace) -> int:
    target = Path(os.path.abspath(asked.target))  # noqa: PTH100 # resolve() would follow the link
    if asked.list:
        for one in releases(target):
            when = datetime.fromtimestamp(one.folder.stat().st_mtime, UTC)
            console.say(
                f"{one.number:4} {when:%Y-%m-%d %H:%M} UTC{' 公开' if one.is_public else ''}"
            )
    elif asked.rollback:
        console.say(f"已退回到版本 {rollback(target).number}。")
    else:
        done = publish(asked.site.resolve(), target, asked.keep, os.cpu_count() or 1)
        console.say(f"已发布：版本 {done.number}，在 {target}。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
