"""Tell when the public site is older than it should be: it is published at least once a day.

Run it from a machine that does not depend on the one that publishes. Without an address the one of
content/data/site.yml is asked.
"""

from portal import environment

environment.enter(environment.RUNTIME)

import urllib.request
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, InvalidURL
from socket import gaierror
from ssl import SSLError
from urllib.error import HTTPError, URLError

from portal import console
from portal.checking import check
from portal.edition import WITNESS
from portal.usage import Parser, number, site_url

ABOUT = """\
看公开的网站是不是太旧：它每天至少发布一次，太旧就说明发布停了。

在另一台机器上运行，不要和发布用同一台。不写网址，就看 content/data/site.yml 里的。

退出码：0 是新的；1 太旧；2 没有问成：打不开，时间不对，命令写得不对，或环境不行。
"""

CLOCKS_DIFFER = 0.1  # hours, of two machines whose times are right
SERVER = "请管理网站服务器的人看看"
HERE = "看看网址写对了没有，这台机器能不能上网"
# What stands in the way, and what to do: the first kind that fits.
TOLD: list[tuple[type | tuple[type, ...], str, str]] = [
    (gaierror, "找不到这个域名", HERE),
    (SSLError, "网站的证书不对", f"{SERVER}，证书是不是过期了"),
    (TimeoutError, "等了 30 秒没有回答", f"过一会儿再运行一次；还是这样，就{SERVER}"),
    (OSError, "连不上，或连上又断了", f"{HERE}；都对，就{SERVER}是不是停了"),
    ((InvalidURL, UnicodeError, OverflowError), "这不是网址", "看看域名和端口有没有写错"),
    (ValueError, "回答里没有更新的时间（Last-Modified）", f"{SERVER}，要回答文件的时间"),
    (object, "那里回答的不是网站", "看看网址和端口写对了没有"),
]


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    parser.add_argument("url", metavar="网址", nargs="?", type=site_url, help="网站的网址")
    parser.add_argument("--hours", type=number(1), default=26, help="超过几小时算太旧（26）")
    asked = parser.parse_args()
    own = check(environment.ROOT / "content").portal.of("site").values() if not asked.url else ()
    url = asked.url or next((entry.record.url for entry in own), "")
    if not url:
        what = "没有写网址，content/data/site.yml 没有，或读不懂。"
        return console.complain(what, "写上网址，如 watch.py https://portal.example/")
    try:
        published = _published(f"{url.rstrip('/')}/{WITNESS}")
    except (OSError, HTTPException, ValueError, OverflowError) as error:
        return console.complain(*_obstacle(url, error))
    hours = (datetime.now(UTC) - published).total_seconds() / 3600
    if hours < -CLOCKS_DIFFER:
        what = f"{url} 说是 {published:%Y-%m-%d %H:%M} UTC 发布的，这台机器的时间还没到那时。"
        return console.complain(what, f"看看这台机器的时间准不准；准，就{SERVER}它的时间")
    console.say(f"{url} 是 {max(hours, 0):.1f} 小时以前发布的。")
    return 1 if hours > asked.hours else 0


def _published(witness: str) -> datetime:
    """When it was published; ValueError when the answer does not say, others as asking raises."""
    request = urllib.request.Request(witness, method="HEAD")  # noqa: S310 # http(s) only, see main
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        said = parsedate_to_datetime(answer.headers["Last-Modified"] or "")
    return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)  # -0000: of no zone


def _obstacle(url: str, error: Exception) -> tuple[str, str]:
    """Why the site could not be asked, and what to do."""
    if isinstance(error, HTTPError):
        what = f"问 {WITNESS}，服务器回答 {error.code}"
        fix = f"看看网址写对了没有，网站是不是整个发布了；都对，就{SERVER}"
    else:
        cause = error.reason if isinstance(error, URLError) else error
        what, fix = next((what, fix) for kind, what, fix in TOLD if isinstance(cause, kind))
    return f"{url} 没有问成：{what}。", fix


if __name__ == "__main__":
    console.leave(main())
