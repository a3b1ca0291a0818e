"""Build a site and tell the person how it went, in the same words from every verb."""

from concurrent.futures.process import BrokenProcessPool

from portal import cache, console
from portal.building import build
from portal.engine import EngineError
from portal.findings import has_errors, named
from portal.obstacles import ObstacleError
from portal.sources import Known
from portal.standing import Order
from portal.stumbles import told
from portal.workshop import Workshop

STOPPED = (ObstacleError, EngineError, BrokenProcessPool, EOFError, OSError)

_OPEN_DISK = (
    "这个磁盘把所有文件都显示成谁都能写，上次留下的中间结果信不过，所以每次都从头生成，要慢几倍。网站没有错。",
    "把网站放到只有自己能写的磁盘上，如 --site ~/site；或把整个项目搬到 Linux 自己的磁盘上，不放在挂载的 Windows 磁盘上",
)


def build_and_tell(order: Order, known: Known | None = None) -> int:
    """The exit code of a build; findings and failures were told. `known` as for `build`."""
    try:
        with told():
            findings = build(order, console.progress, known)
    except STOPPED as error:
        return console.complain(*_obstacle(error))
    if findings:
        console.say_findings(named(findings, console.shown(order.content)))
    if has_errors(findings):
        return 1
    console.say(f"网站在 {console.shown(order.site)}")
    if order.cache and not cache.is_kept(Workshop(order.site).cache):
        console.complain(*_OPEN_DISK)
    return 0


def _obstacle(error: Exception) -> tuple[str, str]:
    """What stopped a build, and what to do about it."""
    match error:
        case ObstacleError():
            return error.what, error.fix
        case EngineError():
            return f"排版引擎停下了：{error}", "请工程师看 mkdocs.yml 和 theme/"
        case OSError():
            fix = "看看磁盘是不是满了、文件夹能不能写；网站还是原来的"
            return f"写不下去：{console.reason(error)}", fix
        case _:  # somebody else ended a process of the build
            fix = "关掉一些别的程序，再运行一次，或加上 --jobs 1；网站还是原来的"
            return "有一个进程被系统停掉了，多半是内存不够。", fix
