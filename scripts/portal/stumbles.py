"""A template that stumbles: which one, in which of its own lines, over what, and while making what."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import FrameType

from portal.environment import ROOT
from portal.obstacles import ObstacleError

# Jinja's marks on the frames of templates: of one that runs, and of one whose line it put right.
_RUNS, _PUT_RIGHT = "__jinja_template__", "__jinja_exception__"
_CODE = ROOT / "scripts"


@contextmanager
def told(making: str = "") -> Iterator[None]:
    """What a template stumbles over meanwhile is raised as an ObstacleError; all else as it is.

    `making` says what is made of it. Another process hears of an error without the way to it: so
    this is where it happens, in the process that fills the template.
    """
    try:
        yield
    except ObstacleError:
        raise
    except Exception as error:
        way = _way(error)
        templates = [place for place, is_template in way if is_template]
        if not templates:
            raise
        during = f"（正在生成 {making}）" if making else ""
        what = f"模板 {templates[-1]} 填不下去{during}：{type(error).__name__}: {error}"
        steps = "".join(f"\n        {place}" for place, _ in way)
        fix = (
            f"请工程师改模板，或改填进去的东西；内容没有错，网站还是原来的。一步步走到这里：{steps}"
        )
        raise ObstacleError(what, fix) from error


def _way(error: Exception) -> list[tuple[str, bool]]:
    """The places that led to the error, in templates or in our code; of others' code none."""
    found = []
    for frame, line in walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        is_template = _RUNS in frame.f_globals or _PUT_RIGHT in frame.f_globals
        if is_template or path.is_relative_to(_CODE):
            shown = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
            found.append((f"{shown}:{_own_line(frame, line)}", is_template))
    first = next((at for at, (_, is_template) in enumerate(found) if is_template), len(found))
    return found[first:]


def _own_line(frame: FrameType, line: int) -> int:
    """The line as the template has it; of one that runs Python knows only the compiled one."""
    template = frame.f_globals.get(_RUNS)
    own: int = template.get_corresponding_lineno(line) if template is not None else line
    return own
