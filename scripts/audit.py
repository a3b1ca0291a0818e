"""Ask the public list of advisories about every locked dependency. Needs the network."""

import sys

from portal import environment

environment.enter(environment.RUNTIME, environment.DEVELOPMENT)

import json
import subprocess

from portal import console
from portal.usage import Parser

ABOUT = """\
查锁定的依赖有没有公开的安全公告，要联网。

退出码：0 没有；1 有；2 没有问成，命令写得不对，或环境不行。
"""

OPTIONS = ["--strict", "--require-hashes", "--disable-pip", "--format=json", "--desc=off"]


def main() -> int:
    """Run the verb."""
    parser = Parser(description=ABOUT)
    parser.add_argument(
        "--ignore", metavar="编号", action="append", default=[], help="不算这份公告，可以写几次"
    )
    ignored = [f"--ignore-vuln={one}" for one in parser.parse_args().ignore]
    locks = [f"--requirement={lock}" for lock in (environment.RUNTIME, environment.DEVELOPMENT)]
    command = [sys.executable, "-m", "pip_audit", *OPTIONS, *locks, *ignored]
    done = subprocess.run(
        command, cwd=environment.ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    found = _advisories(done.stdout)
    if found is None or (done.returncode and not found):
        fix = "看上面的原因；多半是网络不通，接通后再运行一次"
        return console.complain("安全公告没有问成。", fix)
    if not found:
        console.say("没有安全公告。")
        return 0
    fix = "照 scripts/README.md 里的 Dependencies 升级这些依赖"
    console.say("\n".join([*found, f"{len(found)} 份安全公告。\n    改法：{fix}"]))
    return 1


def _advisories(written: str) -> list[str] | None:
    """One line for each advisory; None where pip-audit, which ends with 1 for all, has no list."""
    try:
        return [
            f"{one['name']} {one['version']}：{told['id']}，{_mended(told['fix_versions'])}"
            for one in json.loads(written)["dependencies"]
            for told in one["vulns"]
        ]
    except (ValueError, LookupError, TypeError):
        return None


def _mended(versions: list[str]) -> str:
    return f"{'、'.join(versions)} 修好了" if versions else "还没有修好的版本"


if __name__ == "__main__":
    sys.exit(main())
