"""Put a built site on the server, whole or not at all; or take the server back to the site before.

publish.py SITE TARGET [--keep N]    verify SITE, copy it beside TARGET, swap
publish.py --rollback TARGET         make public again what was public before
publish.py --list TARGET             which releases are kept
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME, builds=True)

import os
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from portal import console
from portal.obstacles import ObstacleError
from portal.packing import UnfitError
from portal.releases import publish, releases, remarks, rollback
from portal.usage import Parser, number

ABOUT = """\
把生成好的网站放到服务器上，要么整个换上，要么一处不动；也可以换回上一个版本。

    publish.py 网站 位置 [--keep N]    核对网站，复制到位置旁边，再换上
    publish.py --rollback 位置         换回上一个公开过的版本；换下来的那个撤下，不再换回去
    publish.py --list 位置             看留着哪些版本

退出码：0 换好了；1 网站和它的清单不一致；2 命令写得不对，或环境不行。
"""

BUILD_AGAIN = "用 build.py 再生成一次网站；是从别的机器传来的，再整个传一次；然后发布"


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    parser.add_argument("site", metavar="网站", type=Path, nargs="?", help="build.py 生成的网站")
    parser.add_argument("target", metavar="公开的文件夹", type=Path, help="网站服务器公开的文件夹")
    parser.add_argument("--keep", type=number(1), default=5, help="保留几个版本，先删撤下的（5）")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--rollback", action="store_true", help="退回到上一个公开过的版本")
    instead.add_argument("--list", action="store_true", help="列出保留的版本")
    asked = parser.parse_args()
    if (asked.site is None) != (asked.rollback or asked.list):
        fix = "写 publish.py 网站 公开的文件夹，或 --rollback 公开的文件夹，或 --list 公开的文件夹"
        return console.complain("没有写清楚要发布什么、发布到哪里。", fix)
    try:
        return _run(asked)
    except UnfitError as unfit:
        fix = "重新构建要回到的提交，再发布" if asked.rollback else BUILD_AGAIN
        told = [*map(str, unfit.args[:20]), "没有发布，公开的网站没有变。", f"    改法：{fix}"]
        console.say("\n".join(told))
        return 1
    except ObstacleError as obstacle:
        return console.complain(obstacle.what, obstacle.fix)
    except OSError as error:
        what = f"没有发布，公开的网站没有变：{console.reason(error)}"
        return console.complain(what, "检查磁盘的空间和文件夹的权限，再运行一次")


def _run(asked: Namespace) -> int:
    target = Path(os.path.abspath(asked.target))  # noqa: PTH100 # resolve() would follow the link
    if asked.list:
        for one in releases(target):
            when = datetime.fromtimestamp(one.folder.stat().st_mtime, UTC)
            state = " 公开" if one.is_public else " 已撤下" if one.is_withdrawn else ""
            console.say(f"{one.number:4} {when:%Y-%m-%d %H:%M} UTC{state}")
        return 0
    if asked.rollback:
        done = rollback(target)
        console.say(f"已退回到版本 {done.number}。")
    else:
        done = publish(asked.site.resolve(), target, asked.keep, os.cpu_count() or 1)
        console.say(f"已发布：版本 {done.number}，在 {target}。")
    for remark in remarks(done, target):
        console.say(remark)
    return 0


if __name__ == "__main__":
    sys.exit(main())
