"""Judge a picture before it is published: what it really is, what it carries, what it would run."""

import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from portal.slips import Slip

FOLDER = "pages/images/"
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".svg")
_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WebP", ".svg": "SVG"}
_HEADS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"BM"), "BMP"),
    (re.compile(rb"%PDF"), "PDF"),
    (re.compile(rb"PK\x03\x04"), "ZIP 或办公文件"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!html)[^\x00]{0,4000}?(?<=<)(?:\w+:)?svg[\s>]", re.DOTALL), "SVG"),
    (re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE), "网页"),
)  # fmt: skip
_ENDS = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
_SVG_ROOT = "http://www.w3.org/2000/svg svg"
_JPEG_TRACES = {0xE1: "编辑软件的信息（XMP）", 0xED: "编辑软件的信息（IPTC）", 0xFE: "注释"}
_PNG_TRACES = (b"eXIf", b"iTXt", b"tEXt", b"zTXt")
_SAVE_PLAIN = "用画图软件打开，另存一份不带附加信息的图片"
_REDRAW = "删去它，或把图另存为 PNG"
_TRACES = {
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd docname",
    "http://www.inkscape.org/namespaces/inkscape export-filename",
}
_XHTML = "http://www.w3.org/1999/xhtml"
_PAGES = ("foreignobject", "iframe", "object", "embed")
_NO_SCRIPT, _ALONE = "no-script-in-pictures", "pictures-stand-alone"
_ELSEWHERE = "图片引用了别的网站"
_FOREIGN_STYLE = re.compile(r"[(\"']\s*[\"']?\s*(?:https?:)?//|@import", re.IGNORECASE)
# A style may spell any letter by its number: u\72l( is url(.
_SPELT = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|\n|(.))", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\0-\x20]")  # a browser skips these in an address


def picture_slips(name: str, data: bytes) -> list[Slip]:
    """What keeps the picture from being published."""
    wanted = _KINDS[name[name.rindex(".") :].lower()]
    found = next((kind for head, kind in _HEADS if head.match(data)), None)
    if not data:
        return [Slip(1, 1, "picture-is-what-it-says", "图片是空的", "重新存一次，或删去它")]
    if found != wanted:
        message = f"文件名说是 {wanted}，内容却{'是 ' + found if found else '不是图片'}"
        fix = f"用画图软件打开，另存为 {wanted}；打不开就删去它"
        ending = next((one for one, kind in _KINDS.items() if kind == found), "")
        meant = name[: name.rindex(".")] + ending if ending else ""
        if meant:
            fix = f"改名为 {FOLDER}{meant}，正文里的名字也一起改"
        return [Slip(1, 1, "picture-is-what-it-says", message, fix, belongs=meant)]
    if wanted == "SVG":
        return list(_svg_slips(data))[:1]
    carried = [_metadata(what) for what in _carried(wanted, data)][:1]
    if not carried and _ENDS.get(wanted, b"") not in data:
        message = "图片不完整，没有存完或没有传完"
        return [Slip(1, 1, "picture-is-what-it-says", message, "重新存一次，再放进来")]
    return carried


def _metadata(what: str) -> Slip:
    message = f"图片里带着{what}，会一起公布"
    return Slip(1, 1, "pictures-carry-no-traces", message, _SAVE_PLAIN)


def _carried(kind: str, data: bytes) -> Iterator[str]:
    if kind == "JPEG":
        for marker, body in _jpeg_segments(data):
            if marker == 0xE1 and body.startswith(b"Exif"):
                yield "拍摄信息（EXIF，可能有拍摄地点）"
            elif marker in _JPEG_TRACES:
                yield _JPEG_TRACES[marker]
    if kind == "PNG" and any(chunk in data for chunk in _PNG_TRACES):
        yield "附加信息（EXIF 或文字）"
    if kind == "WebP" and (b"EXIF" in data or b"XMP " in data):
        yield "拍摄信息（EXIF 或 XMP）"


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)


def _svg_slips(data: bytes) -> Iterator[Slip]:
    drawing = _Drawing()
    rule, fix = "picture-is-what-it-says", "用绘图软件打开，另存为 SVG 或 PNG"
    try:
        drawing.read(data)
    except _DangerError as danger:
        yield Slip(*drawing.place, danger.rule, danger.message, _REDRAW)
    except expat.ExpatError as error:
        message = "图片里的标签没有成对，或不是 UTF-8，网页上显示不出来"
        yield Slip(error.lineno, error.offset + 1, rule, message, fix)
    except (LookupError, ValueError):  # expat does not know the encoding that is named
        yield Slip(1, 1, rule, "图片不是 UTF-8，读不出来", fix)
    else:
        if drawing.root != _SVG_ROOT:
            xmlns = _SVG_ROOT.split(maxsplit=1)[0]
            message = f'图片的 <svg> 里没有写 xmlns="{xmlns}"，网页上显示不出来'
            yield Slip(1, 1, rule, message, fix)
        elif drawing.has_traces:
            yield _metadata("绘图软件记下的信息（文件名、作者）")


class _DangerError(Exception):
    """Something in the drawing that must not be published: the rule, and what it is."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule, self.message = rule, message


class _Drawing:
    """An SVG as a browser reads it: names with their namespaces, values decoded."""

    def __init__(self) -> None:
        self.root = ""
        self.has_traces = False
        self.place = 1, 1
        self._style_place: tuple[int, int] | None = None
        self._texts: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartElementHandler = self._element
        self._parser.CharacterDataHandler = self._texts.append

    def read(self, data: bytes) -> None:
        """Read it to its end, or to the first danger."""
        self._parser.Parse(data, True)
        # Text comes in pieces, and what stands between two of them does not part them in a style.
        if self._style_place and _is_foreign_style("".join(self._texts)):
            self.place = self._style_place
            raise _DangerError(_ALONE, _ELSEWHERE)

    def _doctype(self, *_: object) -> None:
        self.place = self._parser.CurrentLineNumber, 1
        raise _DangerError("no-entities-in-pictures", "图片里有 DOCTYPE 或 ENTITY")

    def _instruction(self, target: str, _: str) -> None:
        self._note_place()
        if target.startswith("xml-"):
            raise _DangerError(_ALONE, "图片要用别的文件")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._note_place()
        self.root = self.root or name
        space, _, tag = name.rpartition(" ")
        if tag == "style":
            self._style_place = self.place
        plain = [(key.rpartition(" ")[2].lower(), value) for key, value in attributes.items()]
        for danger in _dangers(space, tag.lower(), plain):
            raise _DangerError(*danger)
        self.has_traces |= tag == "metadata" or not _TRACES.isdisjoint(attributes)

    def _note_place(self) -> None:
        self.place = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1


def _dangers(
    space: str, tag: str, attributes: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    if tag == "script":
        yield _NO_SCRIPT, "图片里有脚本 <script>"
    if tag in _PAGES or space == _XHTML:
        yield _NO_SCRIPT, "图片里嵌了网页"
    for name, value in attributes:
        said = _PASSED_OVER.sub("", value).replace("\\", "/").lower()
        if name.startswith("on"):
            yield _NO_SCRIPT, "图片里有会运行的属性 on…="
        if name in ("href", "src") and said.startswith("javascript:"):
            yield _NO_SCRIPT, "图片里有 javascript: 链接"
        if name in ("href", "src") and said.startswith(("http:", "https:", "//")):
            yield _ALONE, _ELSEWHERE
        if _is_foreign_style(value):
            yield _ALONE, _ELSEWHERE
        if tag in ("animate", "set") and name == "attributename" and said.endswith("href"):
            yield _NO_SCRIPT, "图片里的动画会改链接"


def _is_foreign_style(style: str) -> bool:
    return _FOREIGN_STYLE.search(_SPELT.sub(_spelt, style) if "\\" in style else style) is not None


def _spelt(found: re.Match[str]) -> str:
    code = int(found[1] or "0", 16)
    return chr(code) if 0 < code <= 0x10FFFF else found[2] or ""
