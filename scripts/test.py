"""Prove the project: format, lint, types, units, golden pages, a real browser. Takes pytest's arguments.

Exit codes: those of pytest, but 2 when the surroundings are lacking.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME, environment.DEVELOPMENT)

import os
import shutil

import pytest

from portal import console

ON_ALL_CORES = ["-n", "auto", "--dist", "loadgroup"]


def main() -> int:
    """Run pytest; on all cores when no arguments are given."""
    if not any(map(shutil.which, ("chromium-headless-shell", "chromium"))):
        return console.complain(
            "没有找到 Chromium，浏览器测试跑不了。",
            "安装它，例如 sudo apt-get install chromium-headless-shell fonts-noto-cjk nginx",
        )
    os.chdir(environment.ROOT)
    return int(pytest.main(sys.argv[1:] or ON_ALL_CORES))


if __name__ == "__main__":
    sys.exit(main())
