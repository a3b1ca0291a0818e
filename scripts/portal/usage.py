"""Read the words of a command; what is wrong with them is told in Chinese, with exit code 2."""

import argparse
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from portal import console, environment
from portal.findings import nearest
from portal.records import values

# Between what is wrong and what to type instead, in the words of an error.
_THEN = "\t"


class Parser(argparse.ArgumentParser):
    """The standard parser with Chinese headings and complaints; sub-commands have it as well."""

    def __init__(self, *, add_help: bool = True, **given: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Layout, **given)
        self._positionals.title, self._optionals.title = "要写的", "选项"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="显示这些说明，然后结束")

    def error(self, message: str) -> NoReturn:
        """Complain in Chinese about what argparse says in English, and end with exit code 2."""
        raise SystemExit(console.complain(*self._told(message)))

    def _told(self, message: str) -> tuple[str, str]:
        place, _, said = message.removeprefix("argument ").partition(": ")
        shown = place.split("/")[-1]
        if _THEN in message:
            what, fix = (said or message).split(_THEN, 1)
            return f"{shown}：{what}" if said else what, fix
        help_at = f"写法见 python3 scripts/{self.prog} --help"
        for pattern, tell in _SAID.items():
            found = re.search(pattern, message, re.DOTALL)
            if found:
                what, fix = tell(found, shown, self)
                return f"{what}。", f"{fix}；{help_at}" if fix else help_at
        return "命令写得不对。", help_at


def take_content(parser: Parser) -> None:
    """The option for the folder of the content; without it that of this repository."""
    # argparse looks at a default as at what was written only where it is a text.
    home = str(environment.ROOT / "content")
    parser.add_argument("--content", type=_folder, default=home, help="内容文件夹")


def _folder(written: str) -> Path:
    if not Path(written).is_dir():
        fix = "用 --content 指向内容文件夹"
        raise argparse.ArgumentTypeError(f"没有文件夹 {written}。{_THEN}{fix}")
    return Path(written)


def day(written: str) -> date:
    """The type of an option that takes a day: `2009-07-17`."""
    try:
        return values.day(written)
    except PydanticCustomError as error:
        told = error.context or {}
        raise argparse.ArgumentTypeError(f"{told['message']}。{_THEN}{told['fix']}") from None


def number(least: int, most: int | None = None) -> Callable[[str], int]:
    """The type of an option that takes a whole number within bounds."""
    fix = f"写 {least} 到 {most} 的整数" if most else f"写 {least} 或更大的整数"

    def read(written: str) -> int:
        found = int(written) if re.fullmatch(r"\d{1,9}", written, re.ASCII) else least - 1
        if found < least or (most is not None and found > most):
            raise argparse.ArgumentTypeError(f"“{written}”不行。{_THEN}{fix}")
        return found

    return read


def site_url(written: str) -> str:
    """The type of an option that takes the address of a site."""
    if (
        not re.fullmatch(r"https?://(?!/)(?:[^\s<>\"'`{}|\\^\[\]%?#]|%[0-9A-Fa-f]{2})+", written)
        or not written.isascii()
    ):
        fix = "写完整的网址，如 https://portal.example/"
        raise argparse.ArgumentTypeError(f"“{written}”不是网址。{_THEN}{fix}")
    return written


def pair(written: str) -> tuple[str, str]:
    """The type of an option that takes `name=value`."""
    name, equals, value = written.partition("=")
    if not equals or not name.strip():
        fix = "写成 字段=值，如 资费标准.金额=58"
        raise argparse.ArgumentTypeError(f"“{written}”里没有等号。{_THEN}{fix}")
    return name.strip(), value


class _Layout(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The heading of the usage in Chinese."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


Told = tuple[str, str]


def _unknown(found: re.Match[str], _place: str, parser: Parser) -> Told:
    word = found[1].split()[0]
    if not word.startswith("-"):
        return f"多写了“{word}”", "删去它；值里有空格的，给整个 字段=值 加上引号"
    meant = nearest(word.partition("=")[0], sorted(set(_options(parser))))
    return f"没有 {word} 这个选项", f"是不是 {meant}" if meant else ""


def _choice(found: re.Match[str], place: str, _parser: Parser) -> Told:
    words = re.findall(r"[\w.-]+", found[2])
    meant = nearest(found[1], words)
    near = f"是不是 {meant}；" if meant else ""
    return f"{place}：没有“{found[1]}”", f"{near}从这些里选：{'、'.join(words)}"


def _several(found: re.Match[str], _place: str, _parser: Parser) -> Told:
    return f"{found[1]} 可以是 {found[2].replace(', ', '、')}", "把选项写全"


def _missing(found: re.Match[str], _place: str, parser: Parser) -> Told:
    words = "、".join(word for inner in _sub_commands(parser) for word in inner.choices)
    return f"还缺“{found[1].replace(', ', '、')}”", f"从这些里选：{words}" if words else "补上它"


def _no_value(_found: re.Match[str], place: str, _parser: Parser) -> Told:
    return f"{place} 后面要写一个值", f"写成 {place} 值"


def _no_number(found: re.Match[str], place: str, _parser: Parser) -> Told:
    return f"{place}：“{found[1]}”不是数字", "写数字"


def _needless(found: re.Match[str], place: str, _parser: Parser) -> Told:
    return f"{place} 后面不写值，写了“{found[1]}”", f"只写 {place}"


def _together(found: re.Match[str], place: str, _parser: Parser) -> Told:
    return f"{place} 和 {found[1]} 不能一起写", "只写其中一个"


# What argparse says, and what to tell of it.
_SAID: dict[str, Callable[[re.Match[str], str, Parser], Told]] = {
    r"unrecognized arguments: (.+)": _unknown,
    r"invalid choice: '?(.*?)'? \(choose from (.*)\)": _choice,
    r"ambiguous option: (\S+) could match (.+)": _several,
    r"following arguments are required: (.+)": _missing,
    r"expected (?:one|\d+|at least one) argument": _no_value,
    r"invalid \w+ value: '?(.*?)'?$": _no_number,
    r"not allowed with argument (\S+)": _together,
    r"ignored explicit argument '?(.*?)'?$": _needless,
}


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The options of a parser and of all its sub-commands."""
    for action in parser._actions:
        yield from (word for word in action.option_strings if word.startswith("--"))
    for commands in _sub_commands(parser):
        for inner in commands.choices.values():
            yield from _options(inner)


def _sub_commands(parser: argparse.ArgumentParser) -> Iterator[Any]:
    return (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
