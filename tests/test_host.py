"""The build as a whole: what is published, when nothing is, and what the configuration may say."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from mkdocs.config.defaults import MkDocsConfig

import support
from handbook import survey

HOOKS = {
    "warns": "import logging\n\ndef on_page_markdown(markdown, **_):\n"
    "    logging.getLogger('mkdocs.plugins.other').warning('not quite right')\n",
    "fails": "def on_post_page(output, page, **_):\n"
    "    if page.url == 'en/register/':\n        raise RuntimeError('no')\n",
}


@pytest.fixture
def folder(tmp_path: Path, drawings: str) -> Path:
    """The good site, with a last one that stands in its place."""
    made = support.make_site(tmp_path, host={"cache": drawings})
    (made / "site" / "old").mkdir(parents=True)
    (made / "site" / "old" / "index.html").write_text("the last site", "utf-8")
    return made


def hook(folder: Path, name: str) -> None:
    """Add a hook to the site's configuration."""
    (folder / "hook.py").write_text(HOOKS[name], "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}hooks: [hook.py]\n", "utf-8")


def left(folder: Path) -> list[str]:
    """What stands where sites are built."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("*site*/**/*") if path.is_file()) + [
        path.name for path in folder.glob(".site*")
    ]


def test_a_whole_site_takes_the_place_of_the_last(folder: Path) -> None:
    """Nothing of the last one is left, nor of the building."""
    built = support.build(folder)
    assert (built.stopped, built.printed) == (False, "")
    assert (built.site / "ar" / "index.html").is_file()
    assert not (built.site / "old").exists()
    assert not list(folder.glob(".site*"))


def test_a_warning_of_anybody_stops_a_strict_build(folder: Path) -> None:
    """What MkDocs or another plugin warns of comes late, and still the last site stands."""
    hook(folder, "warns")
    assert support.build(folder).stopped
    assert left(folder) == ["site/old/index.html"]


def test_a_build_that_is_not_strict_publishes_with_warnings(folder: Path) -> None:
    """The administrator's choice."""
    hook(folder, "warns")
    built = support.build(folder, strict=False)
    assert not built.stopped
    assert not (built.site / "old").exists()


def test_a_failure_half_way_leaves_nothing(folder: Path) -> None:
    """Some pages were written when it failed: they are gone, and the last site stands."""
    hook(folder, "fails")
    with pytest.raises(RuntimeError, match="no"):
        support.build(folder)
    assert left(folder) == ["site/old/index.html"]


def test_a_check_leaves_another_build_alone(folder: Path) -> None:
    """Somebody may check while the site is being built."""
    half = folder / ".site.next" / "index.html"
    half.parent.mkdir()
    half.write_text("half", "utf-8")
    with (folder / "mkdocs.yml").open("rb") as config:
        assert "CS-001" in survey.checked(config, strict=True).entries
    assert half.read_text("utf-8") == "half"
    assert left(folder) == [".site.next/index.html", "site/old/index.html", ".site.next"]


def test_a_preview_writes_where_it_is_told(folder: Path) -> None:
    """`mkdocs serve` brings its own folder and swaps nothing."""
    from mkdocs.commands.build import build  # noqa: PLC0415  # as serve does it

    config = support.configured(folder, strict=False)
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_dir = str(folder / "preview")
    build(config, serve_url="http://127.0.0.1:8000/")
    assert (folder / "preview" / "ar" / "index.html").is_file()
    assert left(folder) == ["site/old/index.html"]


def test_only_pages_and_pictures_are_published(tmp_path: Path, drawings: str) -> None:
    """Sources, figures and hidden files stay where they are."""
    made = support.make_site(tmp_path, host={"cache": drawings})
    (made / "content" / "metrics").mkdir(exist_ok=True)
    (made / "content" / "metrics" / "figures.csv").write_text("journey,kpi,as_of,value\n", "utf-8")
    (made / "content" / "ar" / ".hidden.md").write_text("x", "utf-8")
    built = support.build(made)
    files = list(support.files_of(built.site))
    assert "images/desk.svg" in files
    assert [f for f in files if f.endswith((".md", ".yml", ".yaml")) or "figures" in f or "hidden" in f] == []
    assert [f for f in files if f.startswith(("css/", "icons/", "library/", "journeys/"))] == []


def state(built: support.Built, number: int = 1) -> str:
    return re.findall(r'"status": "(\w+)"', built.read("en/register.json"))[number]


@pytest.mark.parametrize(
    ("setting", "variable", "wanted"),
    [
        ("2026-04-01", None, "effective"),
        ("2026-03-31", None, "pending"),
        ("2026-03-31", "2026-04-01", "effective"),
        (None, "2026-03-31", "pending"),
    ],
)
def test_one_day_decides(
    setting: str | None,
    variable: str | None,
    wanted: str,
    tmp_path: Path,
    drawings: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The variable wins over the setting, and both over the clock."""
    monkeypatch.delenv("HANDBOOK_TODAY")
    if variable:
        monkeypatch.setenv("HANDBOOK_TODAY", variable)
    options = {"cache": drawings, **({"today": setting} if setting else {})}
    assert state(support.build(support.make_site(tmp_path, host=options))) == wanted


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"host": {"today": "1 March"}}, "'1 March' is not a day"),
        ({"host": {"languages": ["ar", "fr"]}}, "There are no words for the language 'fr'"),
        ({"plugins": ["handbook/languages"]}, "Add 'handbook' to the plugins in mkdocs.yml, before"),
    ],
    ids=["day", "language", "no-host"],
)
def test_a_wrong_setting_is_explained(
    options: dict[str, object],
    said: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence that says what to write, and no traceback."""
    monkeypatch.delenv("HANDBOOK_TODAY")
    built = support.build(support.make_site(tmp_path, **options))  # type: ignore[arg-type]  # options by name
    assert built.stopped
    assert said in caplog.text


def test_each_page_leads_to_its_source_and_to_whom_to_tell(tmp_path: Path, drawings: str) -> None:
    """Addresses are filled in and quoted; a page that nobody wrote has no source."""
    links = {
        "edit_link": "https://git.example/edit/{path}",
        "report_link": "https://git.example/new?title={title}&body={url}",
    }
    built = support.build(support.make_site(tmp_path, host={"cache": drawings, **links}))
    page = built.read("ar/policies/late-orders/index.html")
    assert 'href="https://git.example/edit/ar/policies/late-orders.md"' in page
    assert f"title={quote('الطلبات المتأخرة')}&" in page
    assert "https://git.example/edit/journeys/late-order.yml" in built.read("en/journeys/late-order/index.html")
    assert "https://git.example/edit/" not in built.read("ar/register/index.html")


def test_a_sites_own_theme_wins(tmp_path: Path, drawings: str) -> None:
    """An icon and a component file of the site stand before or behind the theme's."""
    made = support.make_site(
        tmp_path, host={"cache": drawings}, theme={"name": "handbook", "custom_dir": str(tmp_path / "own")}
    )
    files = {"icons/alert.svg": '<svg viewBox="0 0 24 24"><path d="M7 7h7"/></svg>', "css/99-own.css": ".own{}"}
    for path, text in files.items():
        (made / "own" / path).parent.mkdir(parents=True)
        (made / "own" / path).write_text(text, "utf-8")
    built = support.build(made)
    assert '<path d="M7 7h7"/>' in built.read("en/index.html")
    css = built.read("assets/handbook.css")
    assert css.rstrip().endswith(".own{}")
    assert css.index("@font-face") < css.index(".own{}")


def test_a_site_without_a_folder_of_its_own_home_page(tmp_path: Path, drawings: str) -> None:
    """An empty content folder is the first day of a handbook, not an error."""
    made = support.make_site(tmp_path, host={"cache": drawings}, plugins=list(support.PLUGINS))
    for path in (made / "content").rglob("*.*"):
        path.unlink()
    built = support.build(made)
    assert (built.problems, built.stopped) == ([], False)
    assert support.LANGUAGES["ar"].t("nav.home") in built.read("ar/index.html")


def test_two_builds_in_one_process_do_not_know_each_other(folder: Path) -> None:
    """`mkdocs serve` builds again and again with the same plugins."""
    config: MkDocsConfig = support.configured(folder)
    from mkdocs.commands.build import build  # noqa: PLC0415  # twice with one configuration, as serve does it

    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    page = folder / "content" / "en" / "playbook" / "first-contact.md"
    page.write_text(page.read_text("utf-8").replace("title: First contact", "title: Another title"), "utf-8")
    build(config)
    site = folder / "site"
    assert "Another title" in (site / "en" / "playbook" / "index.html").read_text("utf-8")
    assert not [p for p in site.rglob("*.html") if "First contact" in p.read_text("utf-8")]
