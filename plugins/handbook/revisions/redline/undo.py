"""What can be done with a redline: accept it, reject it, number its places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from handbook.revisions.redline.read import Reader, set_classes
from handbook.revisions.redline.tokens import Codes

_PLACE = re.compile(r'<([a-z][\w-]*)((?=[^<>]*\sclass="(?:[^"]*\s)?hb-chg[\s"])[^<>]*)>')
_OWN_ID = re.compile(r'\sid="[^"]*"')
_NUMBER = re.compile(r'(<[A-Za-z][^<>]*?)\sid="c([1-9][0-9]*)"')
_COUNTED = re.compile(r"c[1-9][0-9]*")
# Holds no words itself, so an anchor has to stand deeper.
_FRAMES = frozenset("ul ol dl table thead tbody tfoot tr".split())
_HOLDER = re.compile(r"<(?:li|dt|dd|td|th|caption)(?:\s[^<>]*)?>")
_ANCHOR = "hb-chg-at"


def numbered(blocks: Iterable[str]) -> tuple[str, int]:
    """The HTML of marked *blocks* in which the n-th place that changed is found as `#c<n>`, and how many there are.

    The id is on the element of class `hb-chg`. If that has one of its own (a heading), it keeps it, and an empty
    `span` of class `hb-chg-at` at its beginning has the number.
    """
    html = "".join(blocks)
    count = len(_PLACE.findall(html))
    # An id that an author gave gives way: whoever reads a redline jumps to changes.
    html = _NUMBER.sub(lambda m: m[1] if int(m[2]) <= count else m[0], html)
    inserts: list[tuple[int, str]] = []
    for n, place in enumerate(_PLACE.finditer(html), 1):
        anchor = f'<span class="{_ANCHOR}" id="c{n}"></span>'
        if not _OWN_ID.search(place[2]):
            inserts.append((place.end(1), f' id="c{n}"'))
        elif place[1] in _FRAMES and (holder := _HOLDER.search(html, place.end())):
            inserts.append((holder.end(), anchor))
        else:
            inserts.append((place.end(), anchor))
    out, end = [], 0
    for position, text in sorted(inserts):
        out += [html[end:position], text]
        end = position
    return "".join(out) + html[end:], count


def accepted(html: str) -> str:
    """The new text, as `blocks` writes it: *html* without what was removed, and without marks."""
    return _without(html, "del", keep="ins")


def rejected(html: str) -> str:
    """The old text: *html* without what was added, and without marks.

    Its words are the old ones; where only structure or formatting changed, those are the new ones.
    """
    return _without(html, "ins", keep="del")


def _without(html: str, drop: str, *, keep: str) -> str:
    reader = Reader(html, Codes(), marked=True)
    root, gone = reader.root, {"del": "del", "ins": "add"}[drop]
    for element in root.iterfind(".//*[@class]"):
        classes = element.get("class").split()
        if not any(name.startswith(("hb-chg", "hb-fmt")) for name in classes):
            continue
        if f"hb-chg--{gone}" in classes or f"hb-chg-part--{gone}" in classes or _ANCHOR in classes:
            element.tag = "hb-gone"
        elif "hb-fmt" in classes or "hb-chg-run" in classes:
            element.tag = "hb-bare"
        else:
            if "hb-chg" in classes and _COUNTED.fullmatch(element.get("id") or ""):
                del element.attrib["id"]
            set_classes(element, (name for name in classes if not name.startswith("hb-chg")))
    etree.strip_elements(root, drop, "hb-gone", with_tail=False)
    etree.strip_tags(root, keep, "hb-bare")
    return "".join(block.html for block in reader.blocks())
