"""Ask LinkChecker for a second opinion on the links of a built site.

build.py has already inspected them; this is somebody else's program. With --external it follows
links to other hosts too, which needs the network, and whose faults are often not ours.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

from pathlib import Path

from portal import console
from portal.secondopinion import BROKEN, asked
from portal.usage import Parser

ABOUT = """\
请 LinkChecker 再查一遍生成好的网站里的链接。

生成的时候已经查过一遍；这是别人写的程序，看法独立。用 --external 还查通到别的网站的链接，
要联网；那些链接坏了，多半不是我们的错。

退出码：0 没有坏链接；1 有坏链接；2 命令写得不对，或环境不行。
"""


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    parser.add_argument("site", metavar="网站", type=Path, help="build.py 生成的网站")
    parser.add_argument("--external", action="store_true", help="别的网站的链接也查")
    wanted = parser.parse_args()
    if not (wanted.site / "index.html").is_file():
        return console.complain(f"{wanted.site} 里没有网站。", "先运行 python3 scripts/build.py")
    code, words = asked(wanted.site, external=wanted.external)
    console.say(words)
    return code if code in {0, BROKEN} else 2


if __name__ == "__main__":
    sys.exit(main())
