"""HTML read and written: one spelling of a document, its top-level blocks, and trees of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from handbook.revisions.redline.tokens import Codes, fold, is_word, key, tokens
from handbook.revisions.redline.tree import VOID, Element, Node, Run, Span, Token, Wrap, escaped, look, refers

_BLOCKS = """address article aside blockquote caption center col colgroup dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup p pre section
    summary table tbody td tfoot th thead tr ul""".split()
_BLOCK = frozenset(_BLOCKS)
_SVG = "hb-svg"
# Compared whole: pictures and controls, and what has rules of its own about its inside.
_WHOLE = frozenset(
    f"{_SVG} img input br wbr math video audio iframe object picture button select textarea ruby canvas".split()
)
_BREAK = re.compile(r"\n|[^\n]+")
_MARKED = ("<ins", "<del", "hb-chg", "hb-fmt")
_OURS = ("hb-chg", "hb-fmt")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_UNKNOWN_VOID = re.compile(r"<(wbr|source|track|embed)\b([^<>]*?)/?>", re.IGNORECASE)
_CLOSED = re.compile(r"<([A-Za-z][^\s/<>]*)([^<>]*)/>")
_SVG_EDGE = re.compile(r"<(/?)svg\b[^>]*?(/?)>", re.IGNORECASE)
_SVG_PLACE = re.compile(rf'<{_SVG} n="(\d+)"></{_SVG}>')
_SVG_NAMES = re.compile(r"""((?:\sid|\saria-labelledby|\saria-describedby)="|url\(#|href="#)([^")]+)""")
_ID = re.compile(r"""(<[A-Za-z][^<>]*?)\sid="[^"]*\"""")


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block as it was read: its HTML in one spelling, and what `Reader.node` makes a tree of."""

    html: str
    tag: str
    title: str
    """The text of a heading, else empty."""
    source: tuple[Any, ...]


class Reader:
    """Reads one document. Documents that are to be compared share their *codes*; *marked*: it is a redline."""

    def __init__(self, text: str, codes: Codes, *, marked: bool = False) -> None:
        self._codes = codes
        self._drawings: list[str] = []
        self._forms: dict[str, tuple[str, str, str, bool]] = {}
        self.root = self._parse(text, marked)

    def write(self, element: Any) -> str:
        """*element* (of lxml) in the one spelling that this package uses, without its tail."""
        text = etree.tostring(element, encoding="unicode", method="xml", with_tail=False)
        if "/>" in text:
            text = _CLOSED.sub(lambda m: f"<{m[1]}{m[2]}>" + ("" if m[1] in VOID else f"</{m[1]}>"), text)
        return _SVG_PLACE.sub(self._drawing, text) if self._drawings else text

    def _drawing(self, place: re.Match[str]) -> str:
        number = int(place[1])
        return self._drawings[number] if number < len(self._drawings) else ""

    def blocks(self) -> tuple[Block, ...]:
        """The top-level blocks; text directly under the root is one, up to the next block."""
        return tuple(self._block(source) for source in _groups(self.root))

    def node(self, block: Block) -> Node:
        """*block* as a tree."""
        first = block.source[0]
        if not isinstance(first, str) and _is_block(first):
            return self._element(first)
        return self._run(block.source, code=False)

    # ---- Reading ---------------------------------------------------------------------------------------------

    def _parse(self, text: str, marked: bool) -> Any:
        text = _CONTROL.sub("", text).replace("\x0c", " ")
        lowered = text.lower()
        if "<svg" in lowered:
            text = self._without_drawings(text)
        text = _UNKNOWN_VOID.sub(r"<\1\2></\1>", text)
        # libxml2 knows no drawings, and takes the first words out of their place unless there is a body.
        parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
        root = etree.fromstring(f"<html><body>{text}</body></html>", parser).find("body")
        if root is None:
            return etree.Element("body")
        if not marked and any(sign in lowered for sign in _MARKED):
            _unmark(root)
        for element in root.iter("pre"):  # a line break right after the tag is none
            if (element.text or "").startswith("\n") and not element.text.startswith("\n\n"):
                element.text = element.text[1:]
        return root

    def _without_drawings(self, text: str) -> str:
        """*text* with a small element in the place of each drawing, which is kept letter by letter."""
        out, end, depth, start = [], 0, 0, 0
        for edge in _SVG_EDGE.finditer(text):
            if not depth and not edge[1]:
                start = edge.start()
            depth += -1 if edge[1] else 0 if edge[2] else 1
            if depth <= 0 and start >= end:
                out += [text[end:start], f'<{_SVG} n="{len(self._drawings)}"></{_SVG}>']
                self._drawings.append(text[start : edge.end()])
                end = edge.end()
            depth = max(depth, 0)
        return "".join(out) + text[end:]

    def _block(self, source: tuple[Any, ...]) -> Block:
        first = source[0]
        element = None if isinstance(first, str) or not _is_block(first) else first
        text = "".join(escaped(item) if isinstance(item, str) else self.write(item) for item in source).strip()
        title = fold("".join(element.itertext())) if element is not None and element.tag in ("h1", "h2") else ""
        return Block(text, "" if element is None else element.tag, title, source)

    def _element(self, element: Any) -> Element:
        attributes = tuple(element.attrib.items())
        seen = look(element.tag, attributes)
        kids: tuple[Node, ...]
        if element.tag == "pre" and not any(_is_block(child) for child in element):
            kids = (self._run(_contents(element), code=True),)
        else:
            kids = tuple(
                self._run(source, code=False)
                if isinstance(source[0], str) or not _is_block(source[0])
                else self._element(source[0])
                for source in _groups(element)
            )
        codes = self._codes
        form = codes[seen] + "".join([kid.key for kid in kids]) + codes["</"]
        words = "".join([kid.words for kid in kids])
        return Element(element.tag, attributes, seen, element.get("id") or "", kids, words, form)

    def _run(self, source: Iterable[Any], *, code: bool) -> Run:
        found: list[Token] = []
        nodes = self._nodes(source, (), "", found, code)
        codes = self._codes
        space = codes[" "]
        seen: list[int] = []
        each: list[str] = []
        words: list[str] = []
        form: list[str] = []
        for place, token in enumerate(found):
            if token.key == " " and not code:
                form.append(space)
            elif token.key:
                seen.append(place)
                each.append(sign := codes[token.key])
                form.append(sign if code else sign + codes[token.style])
                if token.word or token.key[0] == "<":
                    words.append(sign)
        # The space before a word counts, but none at the edges.
        same_form = "".join(form).strip(space)
        return Run(nodes, tuple(found), tuple(seen), "".join(each), "".join(words), same_form, code)

    def _nodes(
        self, source: Iterable[Any], path: tuple[Wrap, ...], style: str, found: list[Token], code: bool
    ) -> tuple[Span | int, ...]:
        """The nodes of *source*; their tokens go to the end of *found*."""
        nodes: list[Span | int] = []
        forms = self._forms
        for item in source:
            if isinstance(item, str):
                start = len(found)
                for text in _lines_apart(item) if code else tokens(item):
                    form = forms.get(text) or self._form(text)
                    if code and form[0] == " ":
                        form = (text, *form[1:])
                    found.append(Token(*form, path, style))
                nodes += range(start, len(found))
            elif item.tag in _WHOLE or _is_reference(item) or not (len(item) or item.text):
                nodes.append(len(found))
                found.append(self._atom(item, path, style))
            else:
                attributes = tuple(item.attrib.items())
                wrap = Wrap(item.tag, attributes, look(item.tag, attributes))
                start = len(found)
                inner = self._nodes(_contents(item), (*path, wrap), style + wrap.look, found, code)
                nodes.append(Span(wrap, inner, start, len(found)))
        return tuple(nodes)

    def _form(self, text: str) -> tuple[str, str, str, bool]:
        """What a token of this text begins with."""
        word, shown = key(text), escaped(text)
        form = self._forms[text] = (word, shown, shown, is_word(word))
        return form

    def _atom(self, item: Any, path: tuple[Wrap, ...], style: str) -> Token:
        shown = self.write(item)
        if item.tag == _SVG:
            return Token(_SVG_NAMES.sub(r"\1", shown), shown, _SVG_NAMES.sub(_renamed, shown), False, path, style)
        if item.tag not in _WHOLE and not _is_reference(item):  # empty: an anchor, an icon's place
            return Token("", shown, "", False, path, style)
        bare = etree.fromstring(etree.tostring(item, with_tail=False, encoding="utf-8"))
        for element in bare.iter():
            for name in set(element.attrib):
                if refers(name, element.get(name)):
                    del element.attrib[name]
        form = "<" + fold("".join(item.itertext())) + _ID.sub(r"\1", shown)
        return Token(form, shown, self.write(bare), False, path, style)


def same(html: str) -> str:
    """What is equal for two blocks (as `Reader.write` writes them) that no reader could tell apart."""
    bare = _ID.sub(r"\1", html) if ' id="' in html else html
    return bare if "<pre" in html else fold(bare)


def set_classes(element: Any, classes: Iterable[str]) -> None:
    """Give *element* (of lxml) these classes; without any it has no `class`."""
    if names := " ".join(classes):
        element.set("class", names)
    elif "class" in element.attrib:
        del element.attrib["class"]


def _unmark(root: Any) -> None:
    """What authors wrote as inserted or deleted must not be taken for a mark."""
    for element in root.iter("ins", "del"):
        element.tag = "u" if element.tag == "ins" else "s"
    for element in root.iterfind(".//*[@class]"):
        classes = element.get("class").split()
        if any(name.startswith(_OURS) for name in classes):
            set_classes(element, (name for name in classes if not name.startswith(_OURS)))


def _renamed(names: re.Match[str]) -> str:
    return names[1] + " ".join(f"old-{name}" for name in names[2].split())


def _is_block(element: Any) -> bool:
    return element.tag in _BLOCK or (len(element) > 0 and next(element.iter(*_BLOCKS), None) is not None)


def _lines_apart(text: str) -> Iterator[str]:
    """The tokens of code, in which a line break stands alone."""
    for token in tokens(text):
        yield from _BREAK.findall(token) if token.isspace() else (token,)


def _is_reference(element: Any) -> bool:
    """Whether it is the raised number of a footnote."""
    return element.tag == "sup" and (element.get("id") or "").startswith("fnref")


def _contents(element: Any) -> Iterator[Any]:
    """The texts and elements directly in *element*."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _groups(element: Any) -> Iterator[tuple[Any, ...]]:
    """What is in *element*: blocks one by one, and all that is between two of them together."""
    group: list[Any] = []
    for item in _contents(element):
        if isinstance(item, str):
            if group or not item.isspace():
                group.append(item)
        elif not _is_block(item):
            group.append(item)
        else:
            if group:
                yield tuple(group)
                group = []
            yield (item,)
    if group:
        yield tuple(group)
