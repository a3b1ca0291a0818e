"""Start a new file: a notice, an award, a quarter of results, a year of commitments, or a sheet.

Asks in Chinese at a terminal; elsewhere, or with --no-ask, takes the values from the options.
Nothing is written unless all of it passes check.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME)

from portal import clock, console, ordering, writing
from portal.checking import check
from portal.findings import as_text, has_errors, named
from portal.obstacles import ObstacleError
from portal.template import notice_template

ABOUT = """\
写一份新文件：公告、荣誉、一个季度的结果、一年的承诺，或公告表格。

在终端里一项一项地问；不在终端里，或用了 --no-ask，就用选项里的值。全部通过检查才写，
否则什么都不写。

退出码：0 写好了；1 有要改的；2 命令写得不对。
"""

_SHOWN = 5


def main() -> int:
    """Run the verb."""
    order = ordering.parse(sys.argv[1:], ABOUT)
    try:
        return _fill_template(order) if order.what == "template" else _write_files(order)
    except ObstacleError as obstacle:
        return console.complain(obstacle.what, obstacle.fix)
    except (EOFError, KeyboardInterrupt):
        return console.complain("没有问完，什么都没有写。", "再运行一次")
    except FileExistsError as error:
        return console.complain(f"{error.filename} 已经有了。", "换一个文件名")
    except OSError as error:
        return console.complain(f"读不出或写不进：{console.reason(error)}", "看看文件名和权限")


def _write_files(order: ordering.Order) -> int:
    ask = console.ask if sys.stdin.isatty() and not order.no_ask else None
    checked = check(order.content)
    folder = console.shown(order.content)
    in_sheet = order.what == "import"
    if has_errors(checked.findings) and not in_sheet:
        console.say(as_text(named(checked.findings, folder)))
        console.say("内容里原来就有错：先改好，再运行一次。什么都没有写。")
        return 1
    if ask:
        console.say("一项一项地问：直接回车就用 [ ] 里的；按 Ctrl-C 停下，什么都不写。\n")
    made = ordering.made(order, checked, checked.as_of or clock.today(), ask)
    if made.findings:
        console.say(as_text(made.findings if in_sheet else named(made.findings, folder)))
    if has_errors(made.findings):
        console.say("什么都没有写。" + ("" if in_sheet else "缺的值可以用 --set 字段=值 给出。"))
        return 1
    written = writing.write(order.content, made.files)
    lines = [f"写好了 {folder}/{path}" for path in written[:_SHOWN]]
    if len(written) > _SHOWN:
        lines.append(f"……一共 {len(written)} 份")
    drafts = sum("\ndraft: 是\n" in text for text in made.files.values())
    if drafts:
        whose = "写成了草稿" if drafts == len(written) else f"其中 {drafts} 份是草稿"
        lines.append(f"{whose}，只在预览里看得到；写好以后删去 draft: 是，就会公布。")
    console.say("\n".join(lines) or "没有新的，什么都没有改。")
    return 0


def _fill_template(order: ordering.Order) -> int:
    if order.file.suffix != ".xlsx":
        return console.complain(
            f"{order.file} 不是表格的名字。", "名字以 .xlsx 结尾，如 notice.xlsx"
        )
    with order.file.open("xb") as file:
        notice_template().save(file)
    console.say(f"写好了 {order.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
