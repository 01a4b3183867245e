"""What HTML may reach a page: an allow-list, applied last, and the same list for early warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import nh3

from handbook.core.markup import Outline
from handbook.core.problems import Problem, Where

_TAGS = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small span
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr""".split()
)
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir", "role", "hidden", "tabindex"},
    "a": {"href", "hreflang", "rel", "target", "download"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open", "name"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "checked", "disabled", "id", "name"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    generic_attribute_prefixes={"aria-", "data-"},
    url_schemes=_SCHEMES,
    link_rel=None,
    strip_comments=True,
)
_HOSTILE = re.compile(r"\bon\w+\s*=|\bstyle\s*=|\b(?:javascript|data|vbscript)\s*:", re.IGNORECASE)
_ACTING = frozenset("script handler listener foreignobject iframe object embed audio video set animate".split())
_FETCH = re.compile(r"@import|url\(\s*[\"']?(?!#|data:image/)", re.IGNORECASE)


def clean(html: str) -> str:
    """*html* with nothing that is not on the list: no scripts, styles, handlers, frames or foreign schemes."""
    return _CLEANER.clean(html)


def unsafe(outline: Outline, uri: str) -> Iterator[Problem]:
    """Problems for what `clean` would remove: the author should know, not wonder."""
    for tag in outline.tags:
        if tag.name not in _TAGS or _HOSTILE.search(tag.attributes):
            yield Problem(Where(uri, tag.line), "unsafe-html", {"tag": tag.name})
    for link in outline.links:
        scheme = link.target.partition(":")[0].lower() if ":" in link.target else ""
        if scheme.isalnum() and scheme not in _SCHEMES:
            yield Problem(Where(uri, link.line, link.column), "unsafe-link", {"scheme": scheme})


def hostile_svg(raw: bytes) -> bool:
    """Whether an SVG file would do something when opened: run a script or fetch another file. What is no XML may."""
    if b"<!ENTITY" in raw or "<!ENTITY".encode("utf-16-le") in raw or "<!ENTITY".encode("utf-16-be") in raw:
        return True
    try:
        return any(_acts(element) for element in ElementTree.fromstring(raw).iter())
    except (ElementTree.ParseError, ValueError, LookupError):
        return True


def _acts(element: ElementTree.Element) -> bool:
    tag = _local(str(element.tag)).lower()
    if tag in _ACTING or (tag == "style" and _FETCH.search(element.text or "")):
        return True
    return any(_calls(_local(name).lower(), value) for name, value in element.attrib.items())


def _calls(name: str, value: str) -> bool:
    if name.startswith("on") or _FETCH.search(value) or "javascript:" in "".join(value.split()).lower():
        return True
    return name == "href" and not value.startswith(("#", "data:image/"))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
