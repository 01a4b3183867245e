"""What is installed: entry points, commands, data files, the theme."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, version
from importlib.resources import files
from pathlib import Path

import pytest
from mkdocs.plugins import BasePlugin

import support

PROJECT = tomllib.loads((support.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DECLARED = PROJECT["entry-points"]["mkdocs.plugins"]


@pytest.mark.parametrize("name", DECLARED)
def test_every_plugin_loads(name: str) -> None:
    """MkDocs finds it by its name, and each of its options says what it is for."""
    (point,) = entry_points(group="mkdocs.plugins", name=name)
    plugin = point.load()
    assert point.value == DECLARED[name]
    assert issubclass(plugin, BasePlugin)
    assert plugin.__doc__
    assert plugin.config_class.__doc__


def test_the_projects_site_uses_what_is_declared() -> None:
    """mkdocs.yml names every plugin of the package, and no other of its kind."""
    used = [name if isinstance(name, str) else next(iter(name)) for name in support.project()["plugins"]]
    assert [name for name in used if name.partition("/")[0] == "handbook"] == list(DECLARED)


def test_the_theme_is_found() -> None:
    """By its name, with its settings, templates and fonts beside it."""
    (point,) = entry_points(group="mkdocs.themes", name="handbook")
    theme = Path(next(iter(point.load().__path__)))
    for name in ("mkdocs_theme.yml", "main.html", "css", "icons", "assets/vendor/fonts", "assets/vendor/mermaid"):
        assert (theme / name).exists(), name


@pytest.mark.parametrize("name", ["py.typed", "core/problems.yml", "strings/ar.yml", "strings/en.yml"])
def test_data_lies_in_the_package(name: str) -> None:
    """Words and the mark of a typed package travel with the code."""
    assert files("handbook").joinpath(name).is_file()


def test_the_command_knows_its_version() -> None:
    """The one of pyproject.toml."""
    command = Path(sys.executable).with_name("handbook")
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.split()[-1] == version("mkdocs-service-handbook") == PROJECT["version"]


def test_a_build_from_the_command_line_is_quiet_and_clean(tmp_path: Path) -> None:
    """Nothing is printed beside MkDocs' own words: no traceback on the way out either."""
    folder = support.make_site(tmp_path)
    said = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
