"""Atom feeds (RFC 4287) of issued versions; ids are tags (RFC 4151), so that they outlive a move of the site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
"""Entries of a feed: readers keep what they have seen."""
NOBODY = "handbook.invalid"
"""Whose tags they are where the site has no address."""
BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """An issued version; the address is whole where the site has one."""

    document: str
    version: str
    title: str
    note: str
    url: str
    moment: int
    """When it was published: seconds since 1970 in UTC."""
    area: str = ""


def atom(title: str, language: str, path: str, site: str, home: str, items: Sequence[Item], began: int) -> str:
    """A feed in *language* that lies at *path* on *site*, of *items*, the newest first; *home* is the page it tells of.

    *began* is the moment of the oldest thing that it ever told: it names the feed. The same items give the same text:
    the day of a feed is that of its newest entry.
    """
    ElementTree.register_namespace("", ATOM)
    authority = urlsplit(site).hostname or NOBODY
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _say(feed, "id", f"tag:{authority},{_moment(began).year}:{quote(path)}")
    _say(feed, "title", title)
    _say(feed, "updated", _stamp(items[0].moment if items else began))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _say(author, "name", title)
    _link(feed, "alternate", home)
    if site:
        _link(feed, "self", site.rstrip("/") + "/" + path)
    for item in items:
        _entry(feed, item, language, authority)
    ElementTree.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, "unicode")}\n'


def _entry(feed: ElementTree.Element, item: Item, language: str, authority: str) -> None:
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    name = f"{language}/{item.document}/{item.version}"
    _say(entry, "id", f"tag:{authority},{_moment(item.moment).year}:{quote(name)}")
    _say(entry, "title", item.title)
    _say(entry, "updated", _stamp(item.moment))
    _say(entry, "published", _stamp(item.moment))
    _link(entry, "alternate", item.url)
    if item.area:
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": item.area})
    _say(entry, "summary", item.note or item.title)


def _say(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, rel: str, href: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})


def _moment(seconds: int) -> dt.datetime:
    return BEGINNING + dt.timedelta(seconds=seconds)


def _stamp(seconds: int) -> str:
    return _moment(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")
