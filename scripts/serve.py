"""Preview the site: set up, build, serve, and build again at every edit.

Drafts are shown as well, marked 草稿. A mistake is told here and in the browser, over the last
good page. Stop with Ctrl-C.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME, builds=True)

import os
import threading
from dataclasses import replace
from pathlib import Path

from portal import clock, console
from portal.obstacles import ObstacleError
from portal.preview import LAST_PORT, Preview, server, watch
from portal.standby import Standby
from portal.standing import Order
from portal.telling import build_and_tell
from portal.usage import Parser, day, number, take_content
from portal.workshop import refuse_harm

ABOUT = """\
预览网站：第一次先安装，然后生成、打开；内容一改，页面自己更新。

草稿也看得到，标着“草稿”。有错就在这里和浏览器里说明，页面还是上一次好的。按 Ctrl-C 停下。

退出码：0 停下了；1 内容有要改的（用 --once 时）；2 命令写得不对，或环境不行。
"""

SITE = environment.ROOT / "build" / "preview" / "site"
CODE = [environment.ROOT / name for name in ("theme", "scripts", "mkdocs.yml")]


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    take_content(parser)
    parser.add_argument("--site", type=Path, default=SITE, help="预览的网站放在哪里")
    parser.add_argument("--port", type=number(1, LAST_PORT), default=8000, help="端口")
    parser.add_argument("--as-of", type=day, help="按哪一天计算，如 2009-07-17")
    parser.add_argument("--once", action="store_true", help="只生成一次，不打开预览")
    asked = parser.parse_args()
    address, jobs = f"http://localhost:{asked.port}/", os.cpu_count() or 1

    def order(again: bool = False, pages_first: bool = False) -> Order:
        today, as_of = clock.today(), asked.as_of
        plain = Order(asked.content, asked.site, today, as_of, address, jobs=jobs, drafts=True)
        return replace(plain, again=again, pages_first=pages_first)

    builder = Standby()
    preview = Preview(lambda **how: builder.build(order(**how)), console.say)
    try:
        refuse_harm(asked.site, asked.content)
        asked.site = asked.site.resolve()
        now = order()  # a clock that is set wrongly is told before anything starts
        if asked.once:
            return build_and_tell(now)
        serving = server(preview, asked.site, asked.port)
    except ObstacleError as obstacle:
        return console.complain(obstacle.what, obstacle.fix)
    # What is edited while the first build reads must not be missed.
    watch(preview, [asked.content, *CODE])
    preview.build()
    threading.Thread(target=preview.work, daemon=True).start()
    console.say(f"预览在 {address}（按 Ctrl-C 停止）")
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        console.say("预览停了。")
    finally:
        builder.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
