"""Whether a site may become public at a place: what stands there must be a site, or nothing."""

from pathlib import Path

from portal.environment import ROOT
from portal.obstacles import ObstacleError
from portal.trees import MANIFEST

_ELSEWHERE = "换一个新的名字，例如 /srv/portal/public"


def refuse_harm(target: Path, site: Path | None = None) -> None:
    """Raises ObstacleError when `site` cannot become public there without harm.

    A real folder gives way to a link as a whole: what is no part of a site would go with it. A
    link gives way alone, and the folder it leads to stays. Raises OSError for what cannot be read.
    """
    if not target.name:
        raise ObstacleError(
            f"{target} 不能换成网站。", "写清楚公开的文件夹，例如 /srv/portal/public"
        )
    if site is not None and target.resolve().is_relative_to(site.resolve()):
        raise ObstacleError(f"{target} 在要发布的网站里面。", _ELSEWHERE)
    if target.exists() and not target.is_dir():
        raise ObstacleError(f"{target} 是文件，不是文件夹。", _ELSEWHERE)
    if is_folder(target):
        _must_reach_no_further(target, site)
        _must_hold_nothing_else(target)


def is_folder(target: Path) -> bool:
    """Whether a folder stands there itself, no link to one."""
    return target.is_dir() and not target.is_symlink()


def is_site(folder: Path) -> bool:
    """Whether a build made what the folder holds."""
    return (folder / MANIFEST).is_file()


def _must_reach_no_further(target: Path, site: Path | None) -> None:
    full = target.resolve()
    held = {"要发布的网站": site.resolve()} if site is not None else {}
    for name, folder in (held | {"项目文件夹": ROOT}).items():
        if folder.is_relative_to(full):
            raise ObstacleError(f"{target} 会整个换成网站，{name}就在这里面。", _ELSEWHERE)
    # Who stands in a folder that is exchanged goes on standing in the old one.
    if Path.cwd().is_relative_to(full):
        what = f"{target} 会整个换成网站，现在所在的文件夹就在这里面。"
        raise ObstacleError(what, f"先到别的文件夹（cd ~）再运行，或{_ELSEWHERE}")


def _must_hold_nothing_else(target: Path) -> None:
    if is_site(target) or not any(target.iterdir()):
        return
    what = f"{target} 里有别的文件，不是网站（没有 {MANIFEST}），发布会把它们换掉。"
    raise ObstacleError(what, f"{_ELSEWHERE}；里面的都不要了，就先删去这个文件夹")
