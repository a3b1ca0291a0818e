"""Build the site from the content, without its drafts; an error leaves the site as it was."""

from portal import environment

environment.enter(environment.RUNTIME, builds=True)

import os
from pathlib import Path

from portal import clock, console
from portal.engine import ENGINES
from portal.obstacles import ObstacleError
from portal.standing import Order
from portal.telling import build_and_tell
from portal.usage import Parser, day, number, site_url, take_content
from portal.workshop import refuse_harm

ABOUT = """\
把内容生成为网站，草稿除外；有错就一处不动，网站还是原来的。

退出码：0 生成好了；1 内容有要改的；2 命令写得不对，或环境不行。
"""


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    take_content(parser)
    parser.add_argument("--site", type=Path, default=environment.ROOT / "site", help="网站放在哪里")
    parser.add_argument("--as-of", type=day, help="按哪一天计算，如 2009-07-17")
    parser.add_argument("--base-url", type=site_url, help="正式网址；不写就用 site.yml 里的")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs", help="排版引擎")
    parser.add_argument("--jobs", type=number(1), default=os.cpu_count() or 1, help="几个进程")
    parser.add_argument("--components", action="store_true", help="加上 /components/ 一页")
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="全部重新生成")
    asked = parser.parse_args()
    try:
        refuse_harm(asked.site, asked.content)
        today = clock.today()
    except ObstacleError as obstacle:
        return console.complain(obstacle.what, obstacle.fix)
    asked.site = asked.site.resolve()
    return build_and_tell(Order(today=today, commit=environment.commit(), **vars(asked)))


if __name__ == "__main__":
    console.leave(main())
