"""Judge the links, the pictures and the HTML of a Markdown body."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from markdown_it.token import Token

from portal.findings import place_in
from portal.slips import Severity, Slip, Words

SCHEMES = ("https", "http", "mailto", "tel")
_SAYS_NOTHING = re.compile(
    r"(?:请?点击?(?:我|此处|这里|查看)?|戳?这里|此处|查看|更多|详情|链接|网址|here|more|link)",
    re.IGNORECASE,
)
_NOWHERE, _UNSAFE = "links-lead-somewhere", "links-are-safe"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# The preview on an editor's own computer; behind it the address of the page.
_PREVIEW = re.compile(r"https?://(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])(?::\d+)?(/.*)?$")
# A note to its author, the address of a link to the reader of Markdown.
_DEFINITION = re.compile(r"(?<![^\s>])(\[(?!\^)[^\[\]]+\]):")
_TAKEN_OUT = re.compile(r""" {0,3}\[(?!\^)[^\[\]]+\]: *\S+ *(?:".*" *|'.*' *|\(.*\) *)?""")
_TAG = re.compile(r"</?\s*([A-Za-z][\w-]*)")
_INSTEAD = {
    "br": "要换行就空一行另起一段", "b": "写成 **加粗**", "strong": "写成 **加粗**",
    "i": "写成 **加粗**", "em": "写成 **加粗**", "u": "写成 **加粗**",
    "a": "写成 [文字](https://…)", "img": "写成 ![说明](/images/文件名.png)",
    "p": "段落之间空一行就行", "div": "段落之间空一行就行", "table": "写成 | 列 | 列 | 的表格",
    "ul": "写成 - 开头的列表", "ol": "写成 1. 开头的列表", "li": "写成 - 开头的列表",
    "hr": "写成单独一行 ---", "h1": "写成 ## 标题", "h2": "写成 ## 标题", "h3": "写成 ### 标题",
    "font": "删去标签", "span": "删去标签", "center": "删去标签", "style": "删去它",
}  # fmt: skip


@dataclass
class _Finder:
    """Where the pieces of one paragraph stand in the body, found one after the other."""

    text: str
    first_line: int
    at: int = 0

    def next(self, piece: str) -> tuple[int, int]:
        """Line and column of the next place where the piece stands."""
        found = self.text.find(piece, self.at)
        if found < 0:
            found = max(0, self.text.find(piece))
        self.at = found + 1
        line, column = place_in(self.text, found)
        return self.first_line + line - 1, column


def link_slips(tokens: list[Token], body: str, in_page: bool) -> Iterator[Slip]:
    """The slips of links, pictures, addresses in the text, and HTML."""
    rows = body.split("\n")
    for token in tokens:
        if token.map is None:
            continue
        finder = _Finder("\n".join(rows[token.map[0] : token.map[1]]), token.map[0] + 1)
        if token.type == "html_block":
            yield _html(token.content, finder)
        elif token.type == "inline":
            yield from _inline_slips(token.children or [], finder, in_page)


def definition_slips(
    tokens: list[Token], known: Mapping[str, Any], body: str, in_page: bool
) -> Iterator[Slip]:
    """Lines like `[note]: words` that are taken for the address of a link, and are not shown.

    `known` is what the reader of the Markdown keeps of them.
    """
    rows = body.split("\n")
    inlines = [token for token in tokens if token.type == "inline"]
    used = {one.meta.get("label") for token in inlines for one in token.children or []}
    defined = known.get("references", {})
    unused = [one for label, one in defined.items() if label not in used]
    for one in (*unused, *known.get("duplicate_refs", ())):
        yield _definition(one["map"][0], rows)
    # The engine of the pages takes them out of the middle of a paragraph as well.
    for number in (n for one in inlines if in_page and one.map for n in range(*one.map)):
        if _TAKEN_OUT.fullmatch(rows[number]):
            yield _definition(number, rows)


def _definition(number: int, rows: list[str]) -> Slip:
    row = rows[number]
    found = _DEFINITION.search(row)
    if found is None:
        fix = "是备注，就把方括号后面的冒号改成全角的：；不是，就删去"
        return Slip(number + 1, 1, _NOWHERE, "这几行不会显示在网页上", fix)
    meant = f"{found[1]}：{row[found.end() :].lstrip()}"
    fix = f"是备注，就用全角冒号，写成 {meant}"
    if re.match(r"https?:|/|mailto:|tel:", address := row[found.end() :].strip()):
        fix += f"；是链接，就写进文字里，如 {found[1]}({address.split()[0]})"
    message = f"“{row.strip()[:24]}”会当作链接的网址，不显示在网页上"
    return Slip(number + 1, found.start() + 1, _NOWHERE, message, fix)


def _inline_slips(children: list[Token], finder: _Finder, in_page: bool) -> Iterator[Slip]:
    inside = False
    for index, child in enumerate(children):
        if child.type == "html_inline":
            yield _html(child.content, finder)
        elif child.type == "link_open":
            inside = True
            within = _until_close(children, index)
            line, column = finder.next("<" if child.markup == "autolink" else "[")
            problem = _bad_target(str(child.attrs.get("href", "")), in_page) or _unsaid(within)
            if problem:
                yield Slip(line, column, *problem)
        elif child.type == "link_close":
            inside = False
        elif child.type == "image":
            yield from _picture(child, finder)
        elif child.type == "text" and not inside:
            yield from _bare(child.content, finder)


def _until_close(children: list[Token], start: int) -> list[Token]:
    end = next(i for i in range(start, len(children)) if children[i].type == "link_close")
    return children[start + 1 : end]


def _unsaid(within: list[Token]) -> Words | tuple[str, str, str, Severity] | None:
    """What is wrong with the words of a link."""
    words = "".join(one.content for one in within).strip()
    if not words:
        return "links-say-where", "链接没有文字", "在方括号里写清去哪里"
    if _SAYS_NOTHING.fullmatch(words.strip("。，,. >»")):
        message = f"链接文字“{words}”没有说去哪里"
        fix = "把要去的页面名写进方括号，如 [怎样投诉](/help/complain/)"
        return "links-say-where", message, fix, "notice"
    return None


def _bad_target(target: str, in_page: bool) -> Words | None:
    """Rule, message and fix for an address that must not stand on the site."""
    plain = unquote(target)
    if re.search("[，。；、！？：]$", plain):
        fix = f"写成 ({plain[:-1]})，“{plain[-1]}”写在它的后面"
        return _NOWHERE, f"链接的网址末尾多了“{plain[-1]}”", fix
    if not target:
        return _NOWHERE, "链接没有网址", "在圆括号里写网址，如 (/help/complain/)"
    if re.match(r"[A-Za-z]:[\\/]|file:", plain):
        fix = "删去链接；内容写进正文，图片放进 pages/images/"
        return _UNSAFE, "链接指向自己电脑上的文件，别人打不开", fix
    # Of another site's address a space may be a part, written %20.
    within = plain.replace(" ", "") if re.match("https?://", plain) else plain
    if any(sign < "!" or sign in "\u3000\u00a0\\" for sign in within):
        return _UNSAFE, "链接的网址里有空格或反斜杠", "删去网址里的空格和反斜杠"
    if preview := _PREVIEW.match(plain):
        message = "链接指向预览，只有自己的电脑打得开"
        return _NOWHERE, message, f"写成 {preview[1] or '/'}"
    scheme = _SCHEME.match(plain)
    return _cut_short(plain) or (
        _bad_scheme(scheme[1].lower()) if scheme else _bad_path(plain, in_page)
    )


def _cut_short(plain: str) -> Words | None:
    """An address without its host, a telephone number or a mail box without their scheme."""
    number = re.fullmatch(r"(?:tel:)?([+\d０-９][\d０-９()-]{2,})", plain)
    if number:
        meant = "tel:" + normalize("NFKC", number[1])
        return None if plain == meant else (_UNSAFE, "电话的链接写得不对", f"写成 {meant}")
    if re.fullmatch(r"[\w.+-]+@[\w.-]+", plain):
        return _NOWHERE, "邮箱的链接缺 mailto:", f"写成 mailto:{plain}"
    if re.match(r"(?:https?|mailto|tel)：", plain):
        return _UNSAFE, "链接的网址里是全角冒号", f"写成 {normalize('NFKC', plain)}"
    if re.fullmatch(r"\(.*\)", plain):
        return _NOWHERE, "链接的圆括号写了两层", f"只留一层：({plain[1:-1]})"
    if re.fullmatch(r"https?:(?:/?[^/].*|/*)", plain):
        fix = "写完整的网址，如 https://example.com/"
        return _NOWHERE, f"链接“{plain[:40]}”不是完整的网址", fix
    return None


def _bad_scheme(name: str) -> Words | None:
    if name not in SCHEMES:
        fix = "改成 https://、http://、mailto:、tel: 或本站的 /…/ 开头的网址"
        return _UNSAFE, f"链接不能用 {name}:", fix
    return None


def _bad_path(plain: str, in_page: bool) -> Words | None:
    if plain.startswith("//"):
        return _UNSAFE, "链接缺 https:", f"写成 https:{plain[:60]}"
    # What to write for a page's link to another page's file, a rule tells that knows both.
    if plain.startswith(("/", "#")) or (in_page and re.search(r"\.md(?:#.*)?$", plain)):
        return None
    within = re.fullmatch(r"(?:\./)?([a-z][a-z\d-]*(?:/[A-Za-z\d-]+)*)/?", plain)
    ours = f"：/{within[1]}/" if within else "，如 /help/complain/"
    fix = f"写从网站根开始的网址{ours}；别的网站写完整的 https://…"
    if plain.endswith(".md"):
        fix = "写从网站根开始的网址：公告是 /notices/年份/编号/，承诺是 /commitments/年份/编号/"
    return _NOWHERE, f"链接“{plain[:40]}”不是完整的网址", fix


def _picture(token: Token, finder: _Finder) -> Iterator[Slip]:
    target = unquote(str(token.attrs.get("src", "")))
    line, column = finder.next("![")
    words = token.content.strip()
    name = target.rpartition("/")[2]
    if not target.startswith("/images/"):
        plain = re.fullmatch(r"(?:.*[/\\])?([a-z\d][a-z\d-]*\.[a-z]+)", target)
        known = plain[1] if plain else "文件名.png"
        fix = f"把图片放进 pages/images/，写成 ![说明](/images/{known})"
        message = f"图片“{target[:40]}”不在本站的 /images/ 里"
        yield Slip(line, column, "pictures-are-ours", message, fix)
    elif not words or words in (name, name.rpartition(".")[0]):
        message = "图片没有说明文字" if not words else "图片的说明只是文件名"
        fix = "在方括号里写图上是什么，看不见图的人会听到它"
        yield Slip(line, column, "pictures-are-described", message, fix)


def _bare(text: str, finder: _Finder) -> Iterator[Slip]:
    for found in re.finditer(r"https?://[^\s，。；、）)”】》]+|\bwww\.[\w.-]+", text):
        line, column = finder.next(found[0])
        fix = f"写成 [网站的名称]({found[0]})"
        if found[0].startswith("www"):
            fix = f"写成 [网站的名称](https://{found[0]})"
        elif preview := _PREVIEW.match(found[0]):
            fix = f"这是预览的网址，写成 [页面的名称]({preview[1] or '/'})"
        yield Slip(line, column, "links-say-where", "网址没有做成链接，点不了", fix, "notice")
    undefined = re.search(r"\[[^\[\]]+\]\[[^\[\]]*\]", text)
    if undefined:
        line, column = finder.next("[")
        message = f"“{undefined[0][:24]}”没有成为链接"
        yield Slip(line, column, "links-lead-somewhere", message, "写成 [文字](网址)")


def _html(content: str, finder: _Finder) -> Slip:
    line, column = finder.next(content.strip()[:20].split("\n")[0])
    found = _TAG.search(content)
    if content.lstrip().startswith("<!--"):
        fix = "删去它；要留给同事的话写进合并请求"
        return Slip(line, column, "no-html", "正文里不能写注释 <!-- -->", fix)
    name = found[1].lower() if found else "…"
    fix = _INSTEAD.get(name, "删去标签")
    if name == "br" and finder.text.lstrip().startswith("|"):
        fix = "表格的一格里不换行：改成“；”，或分成两行"
    return Slip(
        line,
        column,
        "no-html",
        f"正文里不能写 HTML：<{name}>",
        f"{fix}；要显示尖括号就放进反引号：`<{name}>`",
    )
