"""Ask LinkChecker for a second opinion on the links of a built site.

build.py has already inspected them; this is somebody else's program. With --external it follows
links to other hosts too, which needs the network, and whose faults are often not ours.

Exit codes: 0 no broken link, 1 broken links, 2 wrong usage or surroundings.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

from pathlib import Path

from portal import console
from portal.secondopinion import BROKEN, asked
from portal.usage import Parser


def main() -> int:
    """Run the verb."""
    parser = Parser(description=__doc__)
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
