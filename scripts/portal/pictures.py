"""Judge a picture before it is published: what it really is, what it carries, what it would run."""

import re
from collections.abc import Iterator
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
_SAVE_PLAIN = "用画图软件打开，另存一份不带附加信息的图片"
_REDRAW = "删去它，或把图另存为 PNG"
_SVG_DANGERS = (
    (rb"<\s*(?:\w+:)?script", "no-script-in-pictures", "图片里有脚本 <script>"),
    (rb"[\s\"'/]on\w+\s*=", "no-script-in-pictures", "图片里有会运行的属性 on…="),
    (rb"(?:href|src)\s*=\s*[\"']?\s*javascript:", "no-script-in-pictures", "图片里有 javascript: 链接"),
    (rb"<\s*(?:\w+:)?(?:foreignObject|iframe|object|embed)", "no-script-in-pictures", "图片里嵌了网页"),
    (rb"<!(?:DOCTYPE|ENTITY)", "no-entities-in-pictures", "图片里有 DOCTYPE 或 ENTITY"),
    (rb"(?:href|src)\s*=\s*[\"']?\s*(?:https?:)?//", "pictures-stand-alone", "图片引用了别的网站"),
    (rb"url\(\s*[\"']?\s*(?:https?:)?//|@import", "pictures-stand-alone", "图片引用了别的网站"),
    (rb"<\s*(?:\w+:)?(?:animate|set)\b[^>]*attributeName\s*=\s*[\"']?(?:\w+:)?href", "no-script-in-pictures", "图片里的动画会改链接"),
)  # fmt: skip
_SVG_TRACES = re.compile(
    rb"<(?:\w+:)?metadata[\s>]|\b(?:sodipodi:docname|inkscape:export-filename)\s*="
)
_DANGERS = tuple(
    (re.compile(sign, re.IGNORECASE), rule, message) for sign, rule, message in _SVG_DANGERS
)


def picture_slips(name: str, data: bytes) -> list[Slip]:
    """What keeps the picture from being published."""
    wanted = _KINDS[name[name.rindex(".") :].lower()]
    found = next((kind for head, kind in _HEADS if head.match(data)), None)
    if not data:
        return [Slip(1, 1, "picture-is-what-it-says", "图片是空的", "重新存一次，或删去它")]
    if found != wanted:
        message = f"文件名说是 {wanted}，内容却{'是 ' + found if found else '不是图片'}"
        fix = f"用画图软件打开，另存为 {wanted}；打不开就删去它"
        return [Slip(1, 1, "picture-is-what-it-says", message, fix)]
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
        yield from (
            "拍摄信息（EXIF，可能有拍摄地点）"
            if body.startswith(b"Exif")
            else "编辑软件的信息（XMP）"
            for marker, body in _jpeg_segments(data)
            if marker == 0xE1
        )
    if kind == "PNG" and (b"eXIf" in data or b"iTXt" in data or b"tEXt" in data):
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
    for sign, rule, message in _DANGERS:
        found = sign.search(data)
        if found:
            before = data[: found.start()]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            yield Slip(line, column, rule, message, _REDRAW)
            return
    broken = _unshown(data)
    if broken is not None:
        yield broken
    elif _SVG_TRACES.search(data):
        yield _metadata("绘图软件记下的信息（文件名、作者）")


def _unshown(data: bytes) -> Slip | None:
    """Why a browser would not show the picture: it is not XML, or does not say that it is SVG."""
    seen: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: seen.append(name)
    fix = "用绘图软件打开，另存为 SVG 或 PNG"
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = "图片里的标签没有成对，或不是 UTF-8，网页上显示不出来"
        return Slip(error.lineno, error.offset + 1, "picture-is-what-it-says", message, fix)
    if seen[0] != _SVG_ROOT:
        message = (
            f'图片的 <svg> 里没有写 xmlns="{_SVG_ROOT.split(maxsplit=1)[0]}"，网页上显示不出来'
        )
        return Slip(1, 1, "picture-is-what-it-says", message, fix)
    return None
