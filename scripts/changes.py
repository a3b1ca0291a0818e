"""Tell what changes for the reader between two states: pages come and gone, fields of notices.

BEFORE and AFTER are content folders; each site is what build.py made of it. Prints Markdown.

Exit codes: 0 done, 2 wrong usage or surroundings.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

import argparse
import os
from pathlib import Path

from portal import console
from portal.checking import check
from portal.packing import UnfitError, digests
from portal.readerview import summary


def main() -> int:
    """Run the verb."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("before_site", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("after_site", type=Path)
    asked = parser.parse_args()
    for folder in (asked.before, asked.after):
        if not folder.is_dir():
            return console.complain(f"没有文件夹 {folder}。", "写两个内容文件夹和它们的网站")
    try:
        sites = digests(asked.before_site), digests(asked.after_site)
    except UnfitError as unfit:
        return console.complain(f"{unfit}。", "先用 build.py 生成两个网站")
    jobs = os.cpu_count() or 1
    portals = check(asked.before, jobs).portal, check(asked.after, jobs).portal
    console.say(summary(*portals, *sites))
    return 0


if __name__ == "__main__":
    sys.exit(main())
