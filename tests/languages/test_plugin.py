"""Two languages in one build."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import support


def test_every_page_says_its_language_and_direction(good: support.Built) -> None:
    """On the root element, where browsers and screen readers look for it."""
    pages = [path for path in support.files_of(good.site) if path.endswith(".html") and "/id/" not in path]
    assert pages
    for path in pages:
        head = re.search(r"<html [^>]*>", good.read(path))
        assert head is not None
        code = "en" if path.startswith("en/") else "ar"
        assert f'lang="{code}"' in head.group()
        if path != "index.html":
            assert f'dir="{support.LANGUAGES[code].direction}"' in head.group(), path


def test_the_chrome_speaks_the_pages_language(good: support.Built) -> None:
    """No English word of the menu on an Arabic page, and none the other way round."""
    for code, other in (("ar", "en"), ("en", "ar")):
        page = good.read(f"{code}/policies/late-orders/index.html")
        for key in ("skip", "nav.toc", "document.record", "register.title"):
            assert support.LANGUAGES[code].t(key) in page
            assert support.LANGUAGES[other].t(key) not in page


def test_a_lost_reader_finds_the_way_wherever_the_page_lies(good: support.Built) -> None:
    """A server shows the 404 page at any address, so all its own links begin at the site's root."""
    for path in ("404.html", "en/404.html"):
        links = re.findall(r'(?:href|src)="([^"]+)"', good.read(path))
        assert [link for link in links if not link.startswith(("/guide/", "#", "https://"))] == []
    assert 'lang="ar"' in good.read("404.html")
    assert good.read("404.html").index(support.LANGUAGES["ar"].t("lost.title")) < good.read("404.html").index(
        support.LANGUAGES["en"].t("lost.title")
    )


def test_without_a_translation_the_site_stands(tmp_path: Path, drawings: str) -> None:
    """A build that is not strict publishes, warns, and leads readers of the other language home."""
    folder = support.make_site(tmp_path, host={"cache": drawings})
    for name in ("index.md", "policies/answering.md", "playbook/index.md"):
        (folder / "content" / "en" / name).unlink()
    built = support.build(folder, strict=False)
    assert built.problems == [
        "ar/index.md:1 missing-translation",
        "ar/playbook/index.md:1 missing-translation",
        "ar/policies/answering.md:1 missing-translation",
    ]
    assert not built.stopped
    assert not (built.site / "en" / "policies" / "answering").exists()
    assert (built.site / "en" / "index.html").is_file()
    assert support.LANGUAGES["ar"].t("language.missing") in built.read("ar/policies/answering/index.html")
    register = json.loads(built.read("en/register.json"))
    assert register["documents"][1]["url"] == "ar/policies/answering/"


def test_a_handbook_in_one_language(tmp_path: Path, drawings: str) -> None:
    """Nothing offers a switch where there is nothing to switch to."""
    folder = support.make_site(tmp_path, host={"cache": drawings, "languages": ["ar"]})
    for name in ("en", "library", "journeys", "metrics"):
        for path in (folder / "content" / name).rglob("*.*"):
            path.unlink()
    for path in (folder / "content" / "ar").rglob("*.md"):
        if path.name not in ("index.md", "mapping-a-journey.md"):  # mkdocs.yml names the second
            path.unlink()
    (folder / "content" / "ar" / "index.md").write_text("---\ntitle: دليل\n---\n", "utf-8")
    built = support.build(folder)
    assert (built.problems, built.stopped) == ([], False)
    assert 'hreflang="en"' not in built.read("ar/index.html")
    assert not (built.site / "en").exists()


def test_the_menu_is_listed_by_paths(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Titles in `nav` would stand in one language on all pages, so they are refused with a reason."""
    folder = support.make_site(tmp_path, nav=["index.md", {"Policies": "policies"}])
    assert support.build(folder).stopped
    assert "{'Policies': 'policies'} is not a path" in caplog.text


def test_the_sites_name_is_that_of_the_language(tmp_path: Path, drawings: str) -> None:
    """Each language's own name stands in the head of its pages; mkdocs.yml's where one is missing."""
    folder = support.make_site(tmp_path, host={"cache": drawings})
    config = (folder / "mkdocs.yml").read_text("utf-8")
    named = config.replace("- handbook/languages\n", "- handbook/languages: {site_name: {ar: دليلنا}, start: en}\n")
    assert named != config
    (folder / "mkdocs.yml").write_text(named, "utf-8")
    built = support.build(folder)
    assert "<title>دليلنا</title>" in built.read("ar/index.html")
    assert "<title>Tiny handbook</title>" in built.read("en/index.html")
    assert 'data-start="en"' in built.read("index.html")
