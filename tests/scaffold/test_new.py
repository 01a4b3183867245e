"""New documents: valid as they stand, never over another file, whole or not at all."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner, Result

import support
from handbook.cli import main
from handbook.cli.new import write_all
from handbook.core.checks import missing_texts, unknown_references
from handbook.core.document import slug
from handbook.journeys.check import CHECKS
from handbook.journeys.read import JOURNEY
from handbook.policies.model import REQUIRED_SECTIONS
from handbook.scaffold import ask, new

Run = Callable[..., Result]
TITLES = ("--title-ar", "وثيقة جديدة", "--title-en", "A new document")
FAR = "2030-01-01"
"""A day after all days of the project's content."""


def runner(folder: Path) -> Run:
    def run(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, [*words, "-f", str(folder / "mkdocs.yml")], input=typed)

    return run


@pytest.fixture
def site(tmp_path: Path, drawings: str) -> Path:
    """The good site, to be added to."""
    return support.make_site(tmp_path, host={"cache": drawings})


@pytest.fixture
def run(site: Path) -> Run:
    """The command in the good site."""
    return runner(site)


def written(folder: Path) -> set[str]:
    return set(support.files_of(folder / "content"))


# ---- What is written -------------------------------------------------------------------------------------------


def test_new_documents_of_all_kinds_pass_the_check(
    tmp_path: Path, drawings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the project's own content: four types of document and a journey, not one problem, in a strict check."""
    monkeypatch.setenv("HANDBOOK_TODAY", FAR)
    shutil.copytree(support.ROOT / "content", tmp_path / "content")
    support.configure(tmp_path, host={"cache": drawings}, revisions={}, nav=support.project()["nav"])
    run, before = runner(tmp_path), written(tmp_path)
    for kind in REQUIRED_SECTIONS:
        made = run("new", "policy", "--no-input", "--type", kind, *TITLES, "--name", f"new-{kind}")
        assert (made.exit_code, made.stderr) == (0, "")
    made = run("new", "journey", "--no-input", *TITLES, "--name", "new-journey")
    assert (made.exit_code, made.stderr) == (0, "")

    both = {f"{language}/policies/new-{kind}.md" for kind in REQUIRED_SECTIONS for language in ("ar", "en")}
    assert written(tmp_path) - before == both | {"journeys/new-journey.yml"}
    checked = run("check")
    assert (checked.exit_code, checked.stderr) == (0, "")


def test_they_pass_in_another_site_and_can_be_built(site: Path, run: Run) -> None:
    """A site with fewer roles and other ids; and pages come of it."""
    for kind in REQUIRED_SECTIONS:
        assert run("new", "policy", "--no-input", "--type", kind, *TITLES, "--name", kind).exit_code == 0
    assert run("new", "journey", "--no-input", *TITLES, "--type", "problem", "--state", "to_be").exit_code == 0
    built = support.build(site)
    assert (built.stopped, built.problems) == (False, [])
    assert "[[standards]]" not in built.read("ar/policies/policy/index.html")
    assert "A new document" in built.read("en/journeys/a-new-document/index.html")


def test_a_policy_says_what_is_known(site: Path, run: Run) -> None:
    """A draft, version 0.1, with the next number; the translation follows that version."""
    assert run("new", "policy", "--no-input", *TITLES).exit_code == 0
    original, translation = (front(site, f"{language}/policies/a-new-document.md") for language in ("ar", "en"))
    assert {key: original[key] for key in ("id", "title", "type", "status", "version")} == {
        "id": "CS-003",
        "title": "وثيقة جديدة",
        "type": "policy",
        "status": "draft",
        "version": "0.1",
    }
    assert translation["title"] == "A new document"
    assert translation["translates"] == "0.1"


def front(site: Path, uri: str) -> Any:
    return yaml.safe_load((site / "content" / uri).read_text("utf-8").split("---\n")[1])


def test_the_comments_are_in_both_languages(site: Path, run: Run) -> None:
    """Whoever opens a scaffold finds each of the eight steps explained."""
    run("new", "journey", "--no-input", *TITLES)
    text = (site / "content" / "journeys" / "a-new-document.yml").read_text("utf-8")
    heads = [line for line in text.splitlines() if "# ---- " in line]
    assert [line.split("---- ")[1][0] for line in heads] == [n for n in "12345678" for _ in ("en", "ar")]
    assert all(heads[n].isascii() and not heads[n + 1].isascii() for n in range(0, 16, 2))


def test_a_journey_names_its_schema_where_there_is_one(site: Path, run: Run) -> None:
    """The way goes from the journey to the file beside mkdocs.yml; without the file the line is left out."""
    run("new", "journey", "--no-input", *TITLES, "--name", "without")
    assert "$schema" not in (site / "content" / "journeys" / "without.yml").read_text("utf-8")
    (site / "schemas").mkdir()
    (site / "schemas" / "journey.schema.json").write_text("{}", "utf-8")
    run("new", "journey", "--no-input", *TITLES, "--name", "with")
    first = (site / "content" / "journeys" / "with.yml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schemas/journey.schema.json"


def test_a_title_may_hold_any_sign(site: Path, run: Run) -> None:
    """Quotation marks, colons and braces stay what they are."""
    title = """It's "new": {{ 7 * 7 }} {#x} # [a] \\n & <b>"""
    assert run("new", "policy", "--no-input", "--title-ar", title, "--title-en", title).exit_code == 0
    assert run("new", "journey", "--no-input", "--title-ar", title, "--title-en", title).exit_code == 0
    name = slug(title)
    assert front(site, f"ar/policies/{name}.md")["title"] == title
    assert front(site, f"en/policies/{name}.md")["title"] == title
    journey = yaml.safe_load((site / "content" / "journeys" / f"{name}.yml").read_text("utf-8"))
    assert journey["title"] == {"ar": title, "en": title}


def test_a_site_may_require_other_sections(tmp_path: Path, drawings: str) -> None:
    """What mkdocs.yml asks for is there, a heading that nobody knows included."""
    plugins: list[Any] = [{"handbook": {"cache": drawings}}, *support.PLUGINS[1:]]
    plugins[1] = {"handbook/policies": {"sections": {"procedure": ["purpose", "exceptions"]}}}
    site = support.make_site(tmp_path, plugins=plugins)
    run = runner(site)
    assert run("new", "policy", "--no-input", "--type", "procedure", *TITLES).exit_code == 0
    assert "## Section exceptions {#exceptions}" in (site / "content/en/policies/a-new-document.md").read_text("utf-8")
    assert run("check").exit_code == 0


# ---- What is asked ---------------------------------------------------------------------------------------------


def test_questions_have_defaults_and_are_asked_again(site: Path, run: Run) -> None:
    """A wrong answer is explained in both languages; Enter takes what is proposed."""
    typed = "\n".join(["polcy", "guideline", " ", "عنوان", "My title", "My File", "", "", "", ""]) + "\n"
    said = run("new", "policy", typed=typed)
    assert said.exit_code == 0
    for words in ("Did you mean “policy”?", "هل تقصد «policy»؟", "at least one word", "small Latin letters"):
        assert words in said.output
    assert front(site, "ar/policies/my-title.md")["type"] == "guideline"


def test_a_flag_is_not_asked(run: Run) -> None:
    """Only what is missing is asked."""
    said = run("new", "journey", *TITLES, "--name", "x", "--type", "problem", typed="\n\n\n\n")
    assert said.exit_code == 0
    assert "title" not in said.output
    assert "Whose journey is it? رحلة من هي؟ (customer, agent" in said.output


REFUSED: dict[str, tuple[tuple[str, ...], str, str]] = {
    "no title": (("policy",), "give --title-ar", "اكتبه بعد --title-ar"),
    "no name": (("policy", "--title-ar", "عنوان", "--title-en", "عنوان"), "give --name", "ما اسم الملف؟"),
    "unknown type": (("policy", "--type", "rule"), "policy, standard", "ليس من هذه القيم"),
    "unknown owner": (("policy", *TITLES, "--owner", "head-of-servic"), "“head-of-service”?", "«head-of-service»؟"),
    "unknown area": (("journey", *TITLES, "--area", "x"), "is not one of these", "ليس من هذه القيم"),
    "unknown actor": (("journey", *TITLES, "--actor", "x"), "is not one of these", "ليس من هذه القيم"),
    "a name with a path": (("policy", *TITLES, "--name", "../x"), "cannot be the name", "لا يصلح"),
    "a name of the folder": (("policy", *TITLES, "--name", "index"), "Choose another", "اختر غيره"),
    "a long name": (("journey", *TITLES, "--name", "x" * 61), "60 at most", "60 على الأكثر"),
    "no number": (("policy", *TITLES, "--number", "12 b"), "cannot be a number", "لا يصلح"),
    "a number that is taken": (("policy", *TITLES, "--number", "CS-001"), "Choose another", "اختر غيره"),
    "a name that is taken": (("policy", *TITLES, "--name", "answering"), "Choose another", "اختر غيره"),
    "an id that is taken": (("journey", *TITLES, "--name", "late-order"), "Choose another", "اختر غيره"),
    "a hidden sign": (("policy", "--title-ar", "عنوان\u202e", "--title-en", "T"), "U+202E", "U+202E"),
    "a letter that is none": (("journey", "--title-ar", "ع\x81", "--title-en", "T"), "", ""),
}


@pytest.mark.parametrize(("words", "english", "arabic"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused(words: tuple[str, ...], english: str, arabic: str, site: Path, run: Run) -> None:
    """A sentence in English and one in Arabic, no traceback, and nothing is written."""
    before = written(site)
    said = run("new", *words, "--no-input")
    assert said.exit_code == 1
    assert isinstance(said.exception, SystemExit)
    lines = said.stderr.splitlines()
    assert any(english in line for line in lines[0::2])
    assert any(arabic in line for line in lines[1::2])
    assert lines[0][0] != " "
    assert written(site) == before


def test_an_empty_shelf_is_named(site: Path, run: Run) -> None:
    """Without roles there is no owner to choose."""
    (site / "content" / "library" / "roles.yml").unlink()
    said = run("new", "policy", *TITLES, "--no-input")
    assert said.exit_code == 1
    assert said.stderr.count("library/roles.yml") == 2


def test_a_site_that_is_none_is_refused(tmp_path: Path) -> None:
    """Without the handbook in mkdocs.yml there is no library to choose from."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: []\n", "utf-8")
    (tmp_path / "docs").mkdir()
    said = runner(tmp_path)("new", "policy", *TITLES, "--no-input")
    assert (said.exit_code, type(said.exception)) == (1, SystemExit)
    assert "mkdocs.yml" in said.stderr


def test_a_broken_document_stops_nobody_and_keeps_its_number(site: Path, run: Run) -> None:
    """A colleague's unfinished file is not in the way, but its number is taken."""
    (site / "content" / "ar" / "policies" / "unfinished.md").write_text("---\nid: CS-041\ntitle: [\n---\n", "utf-8")
    assert run("new", "policy", *TITLES, "--no-input").exit_code == 0
    assert front(site, "ar/policies/a-new-document.md")["id"] == "CS-042"


# ---- Writing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["policy", "journey"])
def test_a_second_run_refuses(kind: str, site: Path, run: Run) -> None:
    """The same name again changes nothing."""
    assert run("new", kind, *TITLES, "--no-input").exit_code == 0
    files = {path: path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()}
    again = run("new", kind, "--title-ar", "أخرى", "--title-en", "Other", "--name", "a-new-document", "--no-input")
    assert again.exit_code == 1
    assert "Choose another." in again.stderr
    assert {path: path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_file_in_one_language_is_enough_to_refuse(language: str, site: Path, run: Run) -> None:
    """A translation without its original is somebody's work too."""
    (site / "content" / language / "policies" / "a-new-document.md").write_text("mine", "utf-8")
    before = written(site)
    assert run("new", "policy", *TITLES, "--no-input").exit_code == 1
    assert written(site) == before


@pytest.mark.parametrize("reason", [KeyboardInterrupt(), OSError(28, "No space left on device"), MemoryError()])
def test_stopped_between_two_files_leaves_none(
    reason: BaseException, site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first file goes again when the second cannot be written."""
    before, whole, opened = written(site), Path.open, list[Path]()

    def open_once(path: Path, mode: str = "r", **options: Any) -> Any:
        if mode == "x":
            opened.append(path)
            if len(opened) == 2:
                raise reason
        return whole(path, mode, **options)

    monkeypatch.setattr(Path, "open", open_once)
    said = run("new", "policy", *TITLES, "--no-input")
    assert said.exit_code == 1
    assert len(opened) == 2
    assert written(site) == before
    if isinstance(reason, OSError):
        assert said.stderr.count("No space left on device") == 2


def test_a_half_written_file_goes_too(tmp_path: Path) -> None:
    """A text that cannot be encoded stops inside a file, not between two."""
    first, second = tmp_path / "a" / "1.md", tmp_path / "b" / "2.md"
    with pytest.raises(UnicodeEncodeError):
        write_all({first: "whole", second: "x" * 100_000 + "\ud800"})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_whoever_was_quicker_keeps_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that appears after the look is not written over, and ours goes again."""
    monkeypatch.setattr("os.path.lexists", lambda path: False)
    theirs = tmp_path / "2.md"
    theirs.write_text("theirs", "utf-8")
    with pytest.raises(ask.Refused, match="exists already"):
        write_all({tmp_path / "1.md": "ours", theirs: "ours"})
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("2.md", "theirs")]


# ---- The parts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "number"),
    [
        ([], "CS-001"),
        (["late-order", "index", "playbook/step-9"], "CS-001"),
        (["CS-001", "CS-009", "HR-100"], "CS-010"),
        (["CS-001", "CS-004"], "CS-005"),
        (["CS-099", "CS-100"], "CS-101"),
        (["CS-999"], "CS-1000"),
        (["QA7"], "QA8"),
    ],
)
def test_the_next_number(ids: list[str], number: str) -> None:
    """After the highest of the prefix that most documents have; a gap may be a number that was withdrawn."""
    assert new.next_number(ids) == number


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Service standards", "service-standards"),
        ("The customer's Café, 2nd visit!", "the-customers-cafe-2nd-visit"),
        ("طلب متأخر", ""),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_name_from_a_title(title: str, name: str) -> None:
    """Small Latin letters, digits and single hyphens, never one at an end."""
    assert slug(title) == name


def test_every_type_has_words_in_both_languages() -> None:
    """No required section falls back on words for any section, and nothing is missing in one language."""
    said = new.words("sections.yml")
    assert set(said["types"]) == set(REQUIRED_SECTIONS)
    assert set(said["sections"]) == {name for names in REQUIRED_SECTIONS.values() for name in names}
    groups = [*said["types"].values(), *said["sections"].values(), said["summary"], said["other"]]
    groups += [*new.words("words.yml")["questions"].values(), *new.words("words.yml")["refusals"].values()]
    assert all(set(group) == {"ar", "en"} for group in groups)


def test_another_language_begins_in_english() -> None:
    """A handbook in three languages has three files, and texts in three languages."""
    found = dataclasses.replace(support.catalogue({}), languages=("ar", "en", "fr"))
    made = new.policy(
        new.NewPolicy("x", "CS-001", "guideline", {"ar": "عنوان", "en": "Title"}, "agent"), found, ["purpose"]
    )
    assert list(made) == ["ar/policies/x.md", "en/policies/x.md", "fr/policies/x.md"]
    assert made["fr/policies/x.md"] == made["en/policies/x.md"]
    assert 'fr: "First draft."' in made["ar/policies/x.md"]


def test_a_journey_needs_no_more_than_a_role_and_an_actor() -> None:
    """No touchpoint, no type of customer, nobody who serves: the map is still one."""
    full = support.catalogue({})
    actor = {"customer": full.library["actors"]["customer"]}
    empty: dict[str, Any] = {name: {} for name in full.library if name not in ("roles", "actors")}
    bare = dataclasses.replace(full, library={**full.library, **empty, "actors": actor}, uses={})
    made = new.journey(new.NewJourney("x", "problem", "as_is", {"en": "Title"}, "agent", "customer"), bare)
    entry = JOURNEY.read(new.Bundle("x", {"": new.Source("journeys/x.yml", made["journeys/x.yml"])}), bare.languages)
    checked = dataclasses.replace(bare, entries={"x": entry})
    assert [p.code for check in (*CHECKS, missing_texts, unknown_references) for p in check(checked)] == []


def test_the_same_answers_give_the_same_text() -> None:
    """Nothing depends on anything but the answers and the catalogue."""
    found = support.catalogue({})
    answers = new.NewJourney("x", "problem", "as_is", {"en": "Title"}, "agent", "customer")
    assert new.journey(answers, found) == new.journey(answers, found)
    assert support.TODAY in new.journey(answers, found)["journeys/x.yml"]


def test_every_question_is_a_flag() -> None:
    """What can be asked can be said on the command line."""
    group = main.commands["new"]
    assert isinstance(group, click.Group)
    flags = {name: {p.name for p in command.params} for name, command in group.commands.items()}
    asked = {name.replace("-", "_") for name in new.words("words.yml")["questions"]}
    assert flags["policy"] | flags["journey"] >= asked
    assert all("no_input" in found for found in flags.values())
