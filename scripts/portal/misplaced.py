"""Say what to do with a file that is no kind of content where it stands."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from unicodedata import normalize

from portal import yamltext
from portal.findings import Finding, nearest
from portal.pictures import ENDINGS, FOLDER, picture_slips
from portal.records.advice import digits_meant
from portal.records.files import KINDS
from portal.resemblance import RULE as PLACE
from portal.resemblance import Stray, stray
from portal.slips import Slip, Words
from portal.slugs import plain, slugs
from portal.sources import Source, decode, split

_SYSTEM = re.compile(
    r"(?:\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|\._.*|~\$.*|\.~lock\..*|\.git(?:keep|ignore))",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r".*(?:~|\.bak|\.old|\.orig|\.rej|\.tmp|\.temp|\.swp|\.swo|\.part)", re.IGNORECASE
)
_COPY = re.compile(
    r".*(?:副本|复件|拷贝|备份|最终版|修改版|[-_ ]copy|[ _]?[(（]\d+[)）]| \d{1,2}(?!\d))(?:[ (（\d)）]*)(?:\.[^.]*)*",
    re.IGNORECASE,
)
_OFFICE = (".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt", ".wps", ".et", ".pdf", ".rtf", ".odt")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_NAME = "file-name-is-plain"
_FORBIDDEN = '<>:"|?*\\%#&'
_HYPHEN = "文件名（编号）不以连字符 - 开头"
_RENAME = "换一个名字：只用半角字母、数字和连字符"

# What a file is called in each folder.
_NAMED = {
    "notices/": "；公告的文件名就是编号，如 GD2009-0137.md",
    "commitments/": "；承诺的文件名是第几项，如 3.md",
    "data/results/": "；结果的文件名是季度，如 2009-q3.yml",
}


def misplaced(source: Source) -> list[Finding]:
    """The findings of a file outside every kind; none for a picture that is fit to be shown."""
    path = source.path
    name = path.rpartition("/")[2]
    if path.startswith(FOLDER) and name.lower().endswith(ENDINGS) and _plain(name):
        return [
            Finding(path, *_words_of(slip), belongs=slip.belongs and FOLDER + slip.belongs)
            for slip in picture_slips(name, source.data)
        ]
    if _SYSTEM.fullmatch(name):
        message = f"“{name}”是系统或办公软件留下的文件，不会公布"
        return [Finding(path, 1, 1, "only-content", message, "删去它", "notice")]
    words, meant = _left_over(name), _meant(path) or ""
    lost = None if words or not path.endswith((".md", ".yml")) else _stray(source)
    if lost is not None and not lost.kind.pattern.fullmatch(meant):
        return [Finding(path, 1, 1, *lost.words, belongs=lost.belongs)]
    picture = None if words else _wrong_picture(path)
    words = words or picture or _wrong_name(path) or _wrong_place(path)
    belongs = FOLDER + _picture_name(path) if picture and not meant else meant
    return [Finding(path, 1, 1, *words, belongs="" if belongs == path else belongs)]


def _words_of(slip: Slip) -> tuple[int, int, str, str, str]:
    return slip.line, slip.column, slip.rule, slip.message, slip.fix


def without_taken(findings: Iterable[Finding], paths: Collection[str]) -> list[Finding]:
    """The findings; where the name that a file should have is taken, they say so."""
    return [_taken(one) if one.belongs in paths else one for one in findings]


def _taken(one: Finding) -> Finding:
    fix = f"{one.belongs} 已经有了：只留一份；不是同一份，就换一个没用过的名字"
    if one.message == _HYPHEN:
        fix = f"换一个没用过的名字，以字母或数字开头和结尾；和 {one.belongs} 是同一份，就只留一份"
    return replace(one, fix=fix)


def clashes(paths: Iterable[str]) -> list[Finding]:
    """Files whose names differ only in a way that another computer does not see."""
    found: list[Finding] = []
    alike: dict[str, list[str]] = {}
    for path in sorted(paths):
        alike.setdefault(normalize("NFKC", path).casefold(), []).append(path)
    for group in alike.values():
        kept = [path for path in group if len(group) > 1 and _meant(path) in (None, path)]
        for path in kept[1:]:
            first = kept[0]
            message = f"和 {first} 只差大小写或全半角，在有的电脑上是同一个文件"
            fix = "同一份就只留一份；不是，就换一个没用过的名字"
            found.append(Finding(path, 1, 1, "file-names-differ", message, fix))
    return found


def odd_name(path: str) -> Finding | None:
    """The finding of a name that some computer cannot store, in a path that is otherwise right."""
    if path.startswith("pages/") and path.endswith("/index.md") and path.count("/") > 1:
        meant = path.removesuffix("/index.md") + ".md"
        message = "栏目的首页不写成 index.md，会和同名的页面生成同一个网址"
        return Finding(path, 1, 1, _NAME, message, f"内容放进 {meant}")
    folder, _, name = path.rpartition("/")
    if path.startswith("notices/") and name != digits_meant(name):
        meant = f"{folder}/{digits_meant(name)}"
        message = "公告编号里有字母 O、I、l 当了数字"
        return Finding(path, 1, 1, _NAME, message, f"改名为 {digits_meant(name)}", belongs=meant)
    reserved = next((part for part in path.split("/") if _RESERVED.fullmatch(part)), None)
    if reserved is None:
        return None
    message = f"“{reserved}”是 Windows 保留的名字，别的电脑存不下"
    return Finding(path, 1, 1, _NAME, message, _RENAME)


def _left_over(name: str) -> Words | None:
    if _LEFT_OVER.fullmatch(name):
        return "only-content", f"“{name}”是编辑软件留下的备份", "删去它"
    if _COPY.fullmatch(name):
        return (
            "only-content",
            f"“{name}”像是另一个文件的副本",
            "原来的还在，就删去它；不在，就改回原来的名字",
        )
    if name.lower().endswith(_OFFICE):
        fix = "删去它；内容照例子写成 .md 文件，表格用 scripts/new.py import 导入"
        return "only-content", f"“{name}”是办公软件的文件，网站不会读它", fix
    return None


def _plain(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z]+", name) is not None


def _wrong_picture(path: str) -> Words | None:
    """Of a picture that could be shown: the name and the place that it should have."""
    name = _picture_name(path)
    if not name.endswith(ENDINGS):
        return None
    if not _plain(name):
        stem, _, ending = name.rpartition(".")
        fix = f"换一个英文或拼音的名字，如 {slugs([stem])[stem]}.{ending}，正文里一起改"
        return _NAME, "图片的名字只用小写字母、数字和连字符", fix
    if not path.startswith(FOLDER):
        return PLACE, f"图片都放在 {FOLDER} 里", f"移到 {FOLDER}{name}"
    return _NAME, "图片的名字只用小写字母、数字和连字符", f"改名为 {name}"


def _picture_name(path: str) -> str:
    return re.sub(r"[ _]+", "-", normalize("NFKC", path.rpartition("/")[2])).lower()


def _wrong_name(path: str) -> Words | None:
    meant = _meant(path)
    if meant and meant != path:
        return _moved(path, meant)
    *folders, name = path.split("/")
    words = next((words for part in folders if (words := _wrong_part(part))), None)
    if words or not (words := _wrong_part(name)) or words[0] != _NAME:
        return words
    return (*words[:2], words[2] + _as_here(path))


def _as_here(path: str) -> str:
    """How the files of a folder are named."""
    if path.startswith("pages/"):
        return f"，如 {plain(path.rpartition('/')[2].partition('.')[0])}.md"
    return next((told for folder, told in _NAMED.items() if path.startswith(folder)), "")


def _moved(path: str, meant: str) -> Words:
    """What to do where name or folder is another; a new name alone is told without its folder."""
    (folder, _, name), (right, _, other) = path.rpartition("/"), meant.rpartition("/")
    if folder == right:
        at_ends = re.search(r"^-|-\.\w+$", name) and name.strip("-").replace("-.", ".") == other
        return _NAME, _HYPHEN if at_ends else "文件名的写法不对", f"改名为 {other}"
    if normalize("NFKC", folder).casefold() == right:
        return _NAME, "文件夹的名字写得不对", f"移到 {meant}"
    if name == other:
        return PLACE, "文件放错了文件夹", f"移到 {meant}"
    return _NAME, "文件夹和文件名的写法不对", f"移到 {right}/，改名为 {other}"


def _stray(source: Source) -> Stray | None:
    text = decode(source)[0]
    cut = split(text)
    return stray(source.path, yamltext.parse(cut.front if cut else text)[0])


def _wrong_part(part: str) -> Words | None:
    odd = next((sign for sign in part if sign in _FORBIDDEN or not sign.isprintable()), "")
    problems = (
        (odd.isprintable() and odd, f"名字里有“{odd}”"),
        (odd, "名字里有看不见或读不出的字符"),
        (part != part.strip(" ") or part.endswith("."), "名字的开头或末尾有空格或句点"),
        (_RESERVED.fullmatch(part), f"“{part}”是 Windows 保留的名字"),
        (re.search(r"[^\x00-\x7f]| ", part), f"“{part}”里有空格、汉字或全角符号"),
    )
    message = next((words for wrong, words in problems if wrong), None)
    if message:
        return _NAME, message, _RENAME
    return ("only-content", f"“{part}”是隐藏文件", "删去它") if part.startswith(".") else None


def _meant(path: str) -> str | None:
    """The path in the usual spelling, when that is a kind of content."""
    plain = re.sub(r"-*[ _-]+", "-", normalize("NFKC", path)).replace("-.", ".").replace("/-", "/")
    plain = re.sub(
        r"\.(?:markdown|mdown|mkd|md\.txt|txt|MD|Md)$", ".md", plain, flags=re.IGNORECASE
    )
    plain = re.sub(r"\.(?:yaml|yml\.txt|json|YML)$", ".yml", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^(commitments/\d{4}/)0+(?=[1-9])", r"\1", plain)
    plain = re.sub(r"^(data/results/\d{4})-?([qQ][1-4])\.yml$", r"\1-\2.yml", plain)
    folder, _, name = plain.rpartition("/")
    # The name of a notice is its number: its capitals stay.
    guesses = [plain, f"{folder.lower()}/{name}", plain.lower()]
    if path.startswith(("pages/", "notices/", "commitments/")):
        guesses.append(re.sub(r"(?:\.md\.md|\.yml|(?<=/)([^./]+))$", r"\1.md", plain))
    elif path.startswith("help/"):
        guesses.append(f"pages/{plain}")
    if folder in ("", "data"):
        quarter = re.fullmatch(r"(\d{4})-?([qQ][1-4])\.yml", name)
        known = {kind.example[5:]: kind.example for kind in KINDS if kind.example[:5] == "data/"}
        known |= {
            f"{kind.label}.yml": kind.example for kind in KINDS if kind.example in known.values()
        }
        close = nearest(name, known)
        guesses += [f"data/results/{quarter[1]}-{quarter[2].lower()}.yml"] if quarter else []
        guesses += [known[close]] if close and name.endswith(".yml") else []
    elif path.startswith("data/"):
        guesses += [kind.example for kind in KINDS if kind.example == f"data/{name}"]
    return next(
        (guess for guess in guesses if any(kind.pattern.fullmatch(guess) for kind in KINDS)), None
    )


def _wrong_place(path: str) -> Words:
    folder, _, name = path.rpartition("/")
    top = path.partition("/")[0]
    rule, message = PLACE, "这里不该有这个文件"
    if name.lower().endswith(ENDINGS) or name.lower().endswith(
        (".gif", ".bmp", ".tif", ".tiff", ".heic", ".avif")
    ):
        fix = f"图片放在 {FOLDER}，存成 {'、'.join(ENDINGS)}，名字只用小写字母、数字和连字符"
        return rule, message, fix
    if top == "notices" and name.endswith(".md"):
        return rule, message, "公告放在公布年份的文件夹里，如 notices/2009/GD2009-0137.md"
    if top == "commitments" and name.endswith(".md"):
        return rule, message, "承诺放在年份的文件夹里，文件名是编号，如 commitments/2009/1.md"
    if folder == "data/results":
        return rule, message, "结果的文件名是季度，如 data/results/2009-q1.yml"
    where = "、".join(kind.example for kind in KINDS)
    return rule, message, f"删去它，或改成这些样子之一：{where}"
