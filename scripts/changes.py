"""Tell what changes for the reader between two states: pages come and gone, fields of notices.

BEFORE and AFTER are content folders; each site is what build.py made of it. Prints Markdown.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

import os
from pathlib import Path

from portal import console
from portal.checking import check
from portal.packing import UnfitError, digests
from portal.readerview import summary
from portal.usage import Parser

ABOUT = """\
说明两份内容之间读者会看到的变化：多了、少了哪几页，公告的哪些字段变了。写成 Markdown。

退出码：0 说完了；2 命令写得不对，或环境不行。
"""


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    parser.add_argument("before", metavar="原来的内容", type=Path)
    parser.add_argument("before_site", metavar="原来的网站", type=Path)
    parser.add_argument("after", metavar="现在的内容", type=Path)
    parser.add_argument("after_site", metavar="现在的网站", type=Path)
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
