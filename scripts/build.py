"""Build the site from the content, without its drafts; an error leaves the site as it was.

Exit codes: 0 built, 1 findings, 2 wrong usage or surroundings.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

import argparse
import os
from datetime import date
from pathlib import Path

from portal import clock, console
from portal.building import Order
from portal.engine import ENGINES
from portal.telling import build_and_tell


def main() -> int:
    """Run the verb."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=environment.ROOT / "content")
    parser.add_argument("--site", type=Path, default=environment.ROOT / "site")
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--base-url")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--components", action="store_true", help="add /components/")
    parser.add_argument("--no-cache", dest="cache", action="store_false")
    asked = parser.parse_args()
    if not asked.content.is_dir():
        return console.complain(f"没有文件夹 {asked.content}。", "用 --content 指向内容文件夹")
    return build_and_tell(Order(today=clock.today(), commit=environment.commit(), **vars(asked)))


if __name__ == "__main__":
    sys.exit(main())
