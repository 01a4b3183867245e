"""Every built file as it is written: nothing inline, nothing twice, no address of a person."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from browser.helpers import Site, elements, report

BUILT = pytest.mark.parametrize("which", ["site", "variant"])
MAIL = re.compile(rb"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


def built(which: str, request: pytest.FixtureRequest) -> Site:
    """The site with the name *which*."""
    found: Site = request.getfixturevalue(which)
    assert len(found.files()) > 50
    return found


@BUILT
def test_15_ids_are_unique(which: str, request: pytest.FixtureRequest) -> None:
    """No id stands twice on a page, and what points to an id finds it."""
    site, wrong = built(which, request), []
    pointers = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
    for name in site.files():
        tags = elements(site.folder / name)
        ids = Counter(e["id"] for e in tags if e["id"])
        wrong += [f"{name}: id {key!r} stands {count} times" for key, count in ids.items() if count > 1]
        for e in tags:
            named = [word for pointer in pointers for word in e[pointer].split()]
            if e.tag == "a" and e["href"].startswith("#") and len(e["href"]) > 1:
                named.append(e["href"][1:])
            wrong += [f"{name}: {e} points to {word!r}, which is not there" for word in named if word not in ids]
    report(wrong)


@BUILT
def test_no_attribute_stands_twice(which: str, request: pytest.FixtureRequest) -> None:
    """No tag carries an attribute twice: browsers drop the second one in silence."""
    site, wrong = built(which, request), []
    for name in site.files():
        for e in elements(site.folder / name):
            twice = [key for key, count in Counter(key for key, _ in e.pairs).items() if count > 1]
            wrong += [f"{name}: {key} in {e}" for key in twice]
    report(wrong)


@BUILT
def test_nothing_inline(which: str, request: pytest.FixtureRequest) -> None:
    """No page carries a script, a style or a handler of its own, so that a strict content policy can be set."""
    site, wrong = built(which, request), []
    for name in site.files():
        for e in elements(site.folder / name):
            data = e["type"] in ("application/json", "application/ld+json")
            if e.tag == "script" and not e["src"] and not data:
                wrong.append(f"{name}: inline script {e.text[:60]!r}")
            if e.tag == "style":
                wrong.append(f"{name}: style element {e.text[:60]!r}")
            if e.tag in ("base", "iframe", "object", "embed"):
                wrong.append(f"{name}: {e}")
            handlers = [key for key, _ in e.pairs if key == "style" or key.startswith("on")]
            links = [key for key, value in e.pairs if value.strip().lower().startswith("javascript:")]
            wrong += [f"{name}: {key} in {e}" for key in [*handlers, *links]]
    report(wrong)


@BUILT
def test_no_mail_address(which: str, request: pytest.FixtureRequest) -> None:
    """No file of the site carries anybody's e-mail address."""
    site, wrong = built(which, request), []
    for path in sorted(site.folder.rglob("*")):
        if path.is_file() and path.suffix not in (".woff2", ".png", ".gz"):
            for mail, count in Counter(MAIL.findall(path.read_bytes())).items():
                wrong.append(f"{path.relative_to(site.folder)}: {mail.decode()} ({count} times)")
    report(wrong)
