"""The pages that stand for all others: one of each template, by the name of its screenshots."""

from pathlib import Path

from playwright.sync_api import Page, ViewportSize

SCREENS = Path(__file__).parent / "screens"
PHONE, DESK = 390, 1280
SIZES: dict[int, ViewportSize] = {
    PHONE: {"width": PHONE, "height": 844},
    DESK: {"width": DESK, "height": 800},
}

MAIN = {
    "home": "",
    "promises": "commitments/",
    "promise": "commitments/2009/2/",
    "promise-awaiting": "commitments/2009/6/",
    "notices": "notices/",
    "notice": "notices/2009/GD2009-0003/",
    "awards": "awards/",
    "channels": "channels/",
    "coverage": "coverage/",
    "search": "search/",
    "compare": "compare/",
    "not-found": "404.html",
}
# The same of tests/example: what editors write in content/ changes none of its pictures.
PICTURED = MAIN | {
    "promise": "commitments/2012/2/",
    "promise-awaiting": "commitments/2012/4/",
    "notice": "notices/2012/YL2012-0010/",
}
OTHERS = {
    "notice-list": "notices/2009/",
    "notice-superseded": "notices/2008/GD2008-0001/",
    "data": "data/",
    "recent": "recent/",
    "help": "help/",
    "complain": "help/complain/",
    "standards": "standards/",
    "components": "components/",
    "offline": "offline/",
}
ALL = MAIN | OTHERS
# Pages with what their address asks for, which comes after the page.
ASKED = {
    "search-found": "search/?q=漫游",
    "compare-chosen": "compare/?ids=GD2009-0003,GD2009-0007",
}


def go(page: Page, url: str) -> None:
    """Open the address, and wait for what it asks for beside the page."""
    page.goto(url, wait_until="networkidle" if "?" in url else "load")


def set_look(page: Page, *, theme: str = "light", size: str = "") -> None:
    """The page as a reader sees it who chose this theme and this size of text."""
    page.evaluate(
        """([theme, size]) => {
          const root = document.documentElement;
          root.dataset.theme = theme;
          if (size) root.dataset.large = size; else delete root.dataset.large;
          const frame = () => new Promise(requestAnimationFrame);
          return frame().then(frame);
        }""",
        [theme, size],
    )
