"""Check the content: read every file and tell every mistake, without building."""

from portal import environment

environment.enter(environment.RUNTIME)

import os
from argparse import Namespace

from portal import clock, console, history, permanence, writing
from portal.checking import Checked, altered, check, overdue
from portal.findings import as_github, as_json, has_errors, named
from portal.generated import generated_files, stale_files
from portal.mending import mend
from portal.obstacles import ObstacleError
from portal.sources import ADDRESSES
from portal.usage import Parser, day, take_content

ABOUT = """\
检查内容：读完每个文件，一次说出所有要改的地方，不生成网站。

退出码：0 没有要改的；1 有要改的；2 命令写得不对，或环境不行。
"""

CONTENT = environment.ROOT / "content"
FORMATS = {"text": None, "github": as_github, "json": as_json}


def main() -> int:
    """Run the verb."""
    asked = _asked()
    checked = check(asked.content, os.cpu_count() or 1)
    if asked.fix:
        checked = _fixed(asked, checked)
    try:
        today = asked.as_of or checked.as_of or clock.today()
        findings = [*checked.findings, *overdue(checked, today)]
        if asked.since is None:
            findings += permanence.unlisted(checked.portal, checked.text(ADDRESSES))
        else:
            past = history.past(asked.content, asked.since, checked.bytes_by_path)
            findings += altered(checked, past, today)
    except ObstacleError as obstacle:
        return console.complain(obstacle.what, obstacle.fix)
    findings = named(sorted(findings), console.shown(asked.content))
    if asked.content.resolve() == CONTENT.resolve():
        findings += stale_files(lambda path: writing.text_at(environment.ROOT, path))
    written = FORMATS[asked.format]
    console.say(written(findings)) if written else console.say_findings(findings)
    return 1 if has_errors(findings) else 0


def _asked() -> Namespace:
    parser = Parser(description=ABOUT)
    take_content(parser)
    parser.add_argument("--as-of", type=day, help="按哪一天算有没有过期，如 2009-07-17")
    parser.add_argument(
        "--since", metavar="版本", help="与这个版本相比，公布过的公告、结果和承诺有没有悄悄改动"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="写给人看，还是给程序")
    parser.add_argument(
        "--fix", action="store_true", help="改好机器能改的，写好由记录生成的文件，记下公布的地址"
    )
    return parser.parse_args()


def _fixed(asked: Namespace, checked: Checked) -> Checked:
    """The content once more, after what a machine can mend was mended, written and told."""
    mended = (mend(checked.sources[path]) for path in checked.to_mend)
    mends = [one for one in mended if one]
    done = [one.difference for one in mends]
    if writing.write(asked.content, {one.path: one.after for one in mends}):
        checked = check(asked.content, os.cpu_count() or 1)
    if not has_errors(checked.findings):
        listed = permanence.listed(checked.portal, checked.text(ADDRESSES))
        if writing.write(asked.content, {ADDRESSES: listed}):
            done.append(f"新的地址记进了 {console.shown(asked.content)}/{ADDRESSES}。")
            checked = check(asked.content, os.cpu_count() or 1)
    if asked.content.resolve() == CONTENT.resolve():
        fresh = writing.write(environment.ROOT, generated_files())
        done += [f"照记录重新写好了 {path}。" for path in fresh]
    if done and asked.format == "text":
        console.say("\n".join(done) + "\n")
    return checked


if __name__ == "__main__":
    console.leave(main())
