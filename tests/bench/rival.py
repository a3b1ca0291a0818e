"""The same notices built by Hugo: its project is laid out so that pages weigh what ours weigh."""

import shutil
from pathlib import Path

LAYOUT = Path(__file__).parent / "hugo"


def project(content: Path, site: Path, folder: Path) -> Path:
    """A Hugo project with the notices of `content` in the frame of the pages in `site`."""
    shutil.copytree(LAYOUT, folder)
    shutil.copytree(content / "notices", folder / "content/notices")
    page = next(iter(_notice_pages(site)))
    html = page.read_text("utf-8")
    before, rest = html.split("<article", 1)
    after = rest.split("</article>", 1)[1]
    (folder / "before.html").write_text(f"{before}<article>", "utf-8")
    (folder / "after.html").write_text(f"</article>{after}", "utf-8")
    return folder


def pad(folder: Path, built: Path, site: Path) -> None:
    """Make up for what one of our pages holds more than Hugo's do, as plain text."""
    missing = average_page(site) - average_page(built)
    if missing > 0:
        with (folder / "after.html").open("a", encoding="utf-8") as after:
            after.write(f"<!--{'x' * missing}-->")


def average_page(site: Path) -> int:
    """The average size of a notice's page in bytes."""
    sizes = [page.stat().st_size for page in _notice_pages(site)]
    return sum(sizes) // len(sizes)


def _notice_pages(site: Path) -> list[Path]:
    return sorted(site.glob("notices/*/GD*/index.html")) or sorted(
        site.glob("notices/*/gd*/index.html")
    )
