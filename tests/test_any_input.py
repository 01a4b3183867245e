"""Whatever an editor leaves in a file, the answer is a site or a list of problems, never a traceback."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import support

WRITTEN = [path for path in support.files_of(support.GOOD) if path.endswith((".md", ".yml"))]
JUNK = """~|[]|{}|''|no|-1|0|3.5|99999999999999999999|2026-13-45|2026-03-01|9999-12-31|99999 years|0 days|*x|&x y
|!!int 3|[a, {b: c}]|{ar: x}|{ar: x, en: y}|{fr: x}|{ar: [x]}|CS-001|CS-002|late-order|customer|agent|recovery|a/../b
|<script>|[[standards]]|[x](y.md)|"\\0"|"\\ud800"|'%s {n}'|[customer, customer]|[late-order]|[CS-001, CS-002]|index
|early-message|calls|[calls, sees-delay]|[{to: calls}]|interviews|register|نص|policy|draft|effective|retired
|1 month""".replace("\n", "").split("|")


@st.composite
def accidents(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the good site after an accident: a value, a line or a part of one is another, twice there or gone."""
    uri = draw(st.sampled_from(WRITTEN))
    lines = (support.GOOD / uri).read_text("utf-8").splitlines()
    at = draw(st.integers(0, len(lines) - 1))
    match draw(st.sampled_from(["value", "value", "value", "item", "gone", "twice", "cut", "moved", "more"])):
        case "value":
            junk = draw(st.sampled_from(JUNK))
            lines[at] = re.sub(r":( .*)?$", lambda _: f": {junk}", lines[at])
        case "item":
            inner = draw(st.sampled_from(re.findall(r": ([^,{}\[\]]+)", lines[at]) or [lines[at]]))
            lines[at] = lines[at].replace(inner, draw(st.sampled_from(JUNK)), 1)
        case "gone":
            del lines[at]
        case "twice":
            lines.insert(at, lines[at])
        case "cut":
            del lines[at + 1 :]
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        case "moved":
            lines[at] = draw(st.sampled_from(["  ", "    ", "- ", "\t"])) + lines[at]
        case "more":
            lines.insert(at, draw(st.sampled_from(JUNK)))
    return uri, "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, drawings: str) -> Path:
    return support.make_site(tmp_path_factory.mktemp("accidents"), host={"cache": drawings})


@settings(max_examples=45)
@given(accidents())
def test_a_site_or_a_list_of_problems(folder: Path, accident: tuple[str, str]) -> None:
    """A build that stops has said why at a line of a file; one that does not has written the site."""
    uri, text = accident
    good = support.GOOD / uri
    (folder / uri).write_text(text, "utf-8")
    shutil.rmtree(folder / "site", ignore_errors=True)
    try:
        built = support.build(folder)
    finally:
        shutil.copyfile(good, folder / uri)
    assert built.stopped == bool(built.problems)
    assert (built.site / "index.html").is_file() == (not built.stopped)
    for problem in built.problems:
        path, line = re.match(r"(.+):(\d+) ", problem).groups()  # type: ignore[union-attr]  # problems look like that
        count = text.count("\n") if path == uri.removeprefix("content/") else 999
        assert 1 <= int(line) <= count + 1
