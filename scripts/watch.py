"""Tell when the public site is older than it should be: it is published at least once a day.

Run it from a machine that does not depend on the one that publishes. Without an address the one of
content/data/site.yml is asked.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

import urllib.request
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from portal import console
from portal.checking import check
from portal.edition import WITNESS
from portal.usage import Parser

ABOUT = """\
看公开的网站是不是太旧：它每天至少发布一次，太旧就说明发布停了。

在另一台机器上运行，不要和发布用同一台。不写网址，就看 content/data/site.yml 里的。

退出码：0 是新的；1 太旧，或打不开；2 命令写得不对，或环境不行。
"""


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    parser.add_argument("url", metavar="网址", nargs="?", help="网站的网址")
    parser.add_argument("--hours", type=float, default=26, help="超过几小时算太旧（26）")
    asked = parser.parse_args()
    url = asked.url or check(environment.ROOT / "content").portal.site.url
    if not url.startswith(("https://", "http://")):
        return console.complain(f"“{url}”不是网址。", "写完整的网址，以 https:// 开头")
    try:
        published = _published(url.rstrip("/") + "/" + WITNESS)
    except (OSError, ValueError) as error:
        console.say(f"{url} 看不到：{error}")
        return 1
    age = datetime.now(UTC) - published
    console.say(f"{url} 是 {age.total_seconds() / 3600:.1f} 小时以前发布的。")
    return 1 if age > timedelta(hours=asked.hours) else 0


def _published(witness: str) -> datetime:
    request = urllib.request.Request(witness, method="HEAD")  # noqa: S310 # http(s) only, see main
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return parsedate_to_datetime(answer.headers["Last-Modified"] or "")


if __name__ == "__main__":
    sys.exit(main())
