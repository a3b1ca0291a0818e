"""Build the site from the content; an error leaves the site as it was.

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
from portal.building import Order, build
from portal.checking import named
from portal.engine import ENGINES, EngineError
from portal.findings import has_errors
from portal.workshop import BusyError


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
    try:
        findings = build(
            Order(today=clock.today(), commit=environment.commit(), **vars(asked)), console.progress
        )
    except BusyError:
        return console.complain("另一个构建正在进行。", "等它结束，再运行一次")
    except EngineError as error:
        return console.complain(f"排版引擎停下了：{error}", "请工程师看 mkdocs.yml 和 theme/")
    except OSError as error:
        return console.complain(
            f"写不下去：{error}", "看看磁盘是不是满了、文件夹能不能写；网站还是原来的"
        )
    if findings:
        console.say_findings(named(findings, console.shown(asked.content)))
    if has_errors(findings):
        return 1
    console.say(f"网站在 {console.shown(asked.site)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
