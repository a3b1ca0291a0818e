"""Take out of the theme's stylesheet the rules for parts that no page of the portal has."""

import re
from collections.abc import Iterator

# Parts of Material that are not used, and those whose look is the portal's own (search, header).
UNUSED = re.compile(
    r"\.md-(?:annotation|author|banner|button|clipboard|code|consent|copyright|dialog|draft|feedback"
    r"|footer|header|input|meta|nav|option|overlay|pagination|path|pin|post|profile|progress|search|select|sidebar"
    r"|skip|social|source|status|tabs|tags?|toggle--indeterminate|tooltip2?|top|version)(?![a-z])"
    r"|\.md-content(?:--post|__button)|\.(?:admonition|arithmatex|critic|footnote|giscus"
    r"|highlight|task-list|tabbed)|\.(?:[egt]w?emoji|emojione|grid|headerlink|inline|katex-html"
    r"|keys|linenodiv|mermaid|x*lg|x+l)(?![\w-])|\[data-md-color"
    r"|\[dir=rtl\]|summary|\[id=__comments\]|\.md-typeset (?:details|figure|video|kbd)"
    # The portal sets lists, and what was added or taken away, in its own way.
    r"|\[dir=ltr\] \.md-typeset [ou]l|\.md-typeset [ou]l:not\(\[hidden\]\)"
    r"|(?<![-\w.])(?:del|ins)\b"
)
_ICONS = re.compile(r"--md-[\w-]+-icon[\w-]*:url|--md-mermaid")
_TOKEN = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[{};]""", re.DOTALL)
_COMMA = re.compile(r",(?![^(\[]*[)\]])")
_GROUPS = ("@media", "@supports", "@layer")


def pruned(css: str) -> str:
    """The stylesheet without the rules that only speak of unused parts."""
    return "".join(_kept(head, body) for head, body in _rules(css))


def _kept(head: str, body: str | None) -> str:
    if body is None:
        return head + ";"
    if head.startswith(_GROUPS):
        inner = pruned(body)
        return f"{head}{{{inner}}}" if inner else ""
    if head.startswith(":root") and _ICONS.match(body):
        return ""
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    wanted = [one for one in _COMMA.split(head) if not UNUSED.search(one)]
    return f"{','.join(wanted)}{{{body}}}" if wanted else ""


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Head and body of each rule at the top level; a statement such as @charset has no body."""
    start = opened = depth = 0
    for token in _TOKEN.finditer(css):
        match token[0]:
            case "{":
                depth += 1
                opened = token.start() if depth == 1 else opened
            case "}":
                depth -= 1
                if depth == 0:
                    yield css[start:opened].strip(), css[opened + 1 : token.start()]
                    start = token.end()
            case ";" if depth == 0:
                yield css[start : token.start()].strip(), None
                start = token.end()
