"""The site under test, built and served once, and one browser for all tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from browser.helpers import JOURNEYS, ROOT, SPECIMEN, STRESS, TODAY, UNTRANSLATED, Site
from browser.tabs import Found, Tabs, Visit
from support import TESTS, make_site, own_copy

sys.path.insert(0, str(ROOT / "tools"))

from site_server import served

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
TEXT = """\
---
title: {title}
summary: {words}
---

## {words} {{#code}}

{words} `a = 1 + b(2)` {words} *{words}* **{words}** <kbd>Ctrl</kbd> {words}[^1].

[^1]: {words}

> {words}

- [x] {words}
- [ ] {words}

{title}
:   {words}

??? note
    {words}

```
first = second(1) + "{words}"
```

```mermaid
flowchart LR
  accTitle: {title}
  accDescr: {words}
  a["{words}"] --> b{{"{title}"}}
  b -->|"{title}"| c["{words} {words}"]
  b -->|"1"| d("{title}")
  d --> a
```

```mermaid
sequenceDiagram
  accTitle: {title} 2
  accDescr: {words}
  participant A as {title}
  participant B as {words}
  A->>B: {words}
  B-->>A: {title}
```
"""
"""A page with what the handbook's own pages may happen not to have."""

WORDS = {
    "ar": {"title": "صفحة اختبار", "words": "يتصل الموظف بالعميل ويعده بموعد جديد"},
    "en": {"title": "A test page", "words": "The agent calls the customer and promises a new day"},
}


def build(folder: Path, config: Path, *options: str) -> Path:
    """A site built from *config* into *folder*; fails with what the build said."""
    site = folder / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "-f", config, "--site-dir", site, *options]
    env = os.environ | {"HANDBOOK_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=config.parent, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The repository's own content."""
    own = own_copy(tmp_path_factory.mktemp("own") / "copy")
    folder = build(own, own / "mkdocs.yml", "--strict")
    with served(folder) as address:
        yield Site(folder, address)


@pytest.fixture(scope="session")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same content with one English page taken away and the specimen added in both languages."""
    copy = own_copy(tmp_path_factory.mktemp("variant") / "copy")
    (copy / f"content/en/{UNTRANSLATED.rstrip('/')}.md").unlink()
    for language, words in WORDS.items():
        page = copy / f"content/{language}/{SPECIMEN.rstrip('/')}.md"
        page.write_text(TEXT.format(**words), "utf-8")
    folder = build(copy, copy / "mkdocs.yml", "--no-strict")
    with served(folder) as address:
        yield Site(folder, address)


@pytest.fixture(scope="session")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The tests' small content with a journey of 60 steps laid over it."""
    made = make_site(tmp_path_factory.mktemp("stress"), TESTS / "cases" / "stress")
    folder = build(made, made / "mkdocs.yml", "--strict")
    with served(folder) as address:
        yield Site(folder, address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "There is no Chromium: set CHROMIUM to the path of one, or run `make test`."
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Opens an address in a fresh window of its own; all further options are the browser's."""
    windows: list[BrowserContext] = []

    def opened(address: str = "", width: int = 1280, height: int = 900, **options: Any) -> Page:
        view = {"width": width, "height": height}
        window = browser.new_context(viewport=view, base_url=site.address, **options)  # type: ignore[arg-type]
        window.set_default_timeout(10_000)
        windows.append(window)
        page = window.new_page()
        if address:
            page.goto(address)
        return page

    yield opened
    for window in windows:
        window.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser, site: Site, variant: Site) -> Tabs:
    """Open pages, shared by the tests that only look."""
    return Tabs(browser, site, variant)


@pytest.fixture(scope="session")
def maps(tabs: Tabs, stress: Site) -> list[Found]:
    """The page of every journey in both languages, the large one too, as open tabs."""
    return tabs.kinds(*JOURNEYS) + tabs.below(stress, STRESS)
