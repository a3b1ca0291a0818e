"""Build the site from the content, without its drafts; an error leaves the site as it was.

Exit codes: 0 built, 1 findings, 2 wrong usage or surroundings.
"""

from portal import environment

environment.enter(environment.RUNTIME)

import os
from pathlib import Path

from portal import clock, console
from portal.building import Order
from portal.engine import ENGINES
from portal.telling import build_and_tell
from portal.usage import Parser, day, number, site_url


def main() -> int:
    """Run the verb."""
    parser = Parser(description=__doc__)
    parser.add_argument(
        "--content", type=Path, default=environment.ROOT / "content", help="内容文件夹"
    )
    parser.add_argument("--site", type=Path, default=environment.ROOT / "site", help="网站放在哪里")
    parser.add_argument("--as-of", type=day, help="按哪一天计算，如 2009-07-17")
    parser.add_argument("--base-url", type=site_url, help="正式网址；不写就用 site.yml 里的")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs", help="排版引擎")
    parser.add_argument("--jobs", type=number(1), default=os.cpu_count() or 1, help="几个进程")
    parser.add_argument("--components", action="store_true", help="加上 /components/ 一页")
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="全部重新生成")
    asked = parser.parse_args()
    if not asked.content.is_dir():
        return console.complain(f"没有文件夹 {asked.content}。", "用 --content 指向内容文件夹")
    return build_and_tell(Order(today=clock.today(), commit=environment.commit(), **vars(asked)))


if __name__ == "__main__":
    console.leave(main())
