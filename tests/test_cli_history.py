"""`handbook history` and `handbook diff`: what they tell of a repository whose history is known."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import support
from handbook.cli import main
from handbook.cli.diff import signed
from handbook.cli.plain import Line, excerpt, lines, printable
from handbook.revisions.redline import accepted, redline, rejected
from revisions.repository import HODA, OMAR, SARA, Name, Repository, policy, translation

Run = Callable[..., Result]
AR, EN = "content/ar/policies/calling.md", "content/en/policies/calling.md"
PAGE = "content/ar/playbook/first-contact.md"
WITHHELD = "- {id: old, document: CS-005, revision: '1.1', reason: {ar: 'فيه اسم.', en: It names somebody.}}\n"


def day(year: int, month: int) -> int:
    """The tenth of a month at noon, in Unix seconds."""
    return int(dt.datetime(year, month, 10, 12, tzinfo=dt.UTC).timestamp())


def texts(
    words: str, version: str, since: str, status: str = "effective", note: str = "", **fields: object
) -> dict[Name, str]:
    """Both files of CS-005."""
    told: dict[str, object] = {"change_note": {"ar": f"ملاحظة {note}", "en": note}} if note else {}
    body = f"## Purpose {{#purpose}}\n\nSo that people know.\n\n## Rule {{#guidance}}\n\n{words}"
    told |= {"type": "guideline", "status": status, "approved_on": since, "effective_date": since}
    original = policy("CS-005", body, version, **told, **fields)
    return {AR: original, EN: translation(body, version)}


def written(folder: Path) -> Repository:
    """The good site in a repository, with CS-005: a draft, 1.0, a smaller change, 1.1 (withheld) and 2.0."""
    repository = Repository(folder)
    good = support.GOOD / "content"
    files = {f"content/{path.relative_to(good)}": path.read_bytes() for path in good.rglob("*") if path.is_file()}
    repository.commit({**files}, at=day(2024, 1))
    repository.commit({**texts("A draft.", "1.0", "2024-03-01", "draft")}, author=HODA, at=day(2024, 2))
    repository.commit({**texts("Call within 60 minutes.", "1.0", "2024-03-01", note="First.")}, at=day(2024, 3))
    repository.commit(
        {**texts("Call within 45 minutes.", "1.0", "2024-03-01", note="First.")}, author=OMAR, at=day(2024, 5)
    )
    repository.commit({**texts("Call Mrs Example.", "1.1", "2024-07-01")}, at=day(2024, 7))
    final = {**texts("Call within 30 minutes, *politely*.\n\n- once\n- twice", "2.0", "2025-01-01", note="Faster.")}
    repository.commit({**final, "content/library/withheld.yml": WITHHELD}, author=SARA, at=day(2025, 1))
    old = (good / "ar/playbook/first-contact.md").read_text("utf-8")
    repository.commit({PAGE: f"{old}\nهذه جملة جديدة.\n"}, message="More\n\nChange-Note: Why", at=day(2025, 2))
    return repository.write()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = written(tmp_path_factory.mktemp("history"))
    support.configure(made.folder, host={"cache": "", "messages": "en"}, revisions={})
    return made


@pytest.fixture
def run(repository: Repository) -> Run:
    return at(repository.folder)


def at(folder: Path) -> Run:
    """The command for the site in *folder*."""

    def command(*words: str, env: Mapping[str, str] | None = None) -> Result:
        return CliRunner().invoke(main, [*words, "-f", str(folder / "mkdocs.yml")], env=env)

    return command


def table(said: Result) -> list[list[str]]:
    """The cells of each line but the first."""
    assert said.exit_code == 0, said.output
    return [re.split(r" {2,}", line.strip()) for line in said.stdout.splitlines()[1:]]


# ---- History ---------------------------------------------------------------------------------------------------


def test_the_versions_newest_first_and_smaller_revisions_under_them(run: Run) -> None:
    said = run("history", "CS-005")
    newest, withheld, first, smaller = table(said)
    council = "Service Council"
    assert newest[:5] == ["2.0", "New version", "2025-01-10", "2025-01-01 – (In force)", council]
    assert newest[5] == "Sara"
    assert newest[6].startswith("Faster. (")
    assert withheld == ["1.1", "2024-07-10", "The text is withheld: It names somebody."]
    assert first[:4] == ["1.0", "First text", "2024-03-10", "2024-03-01 – 2024-06-30 (Superseded)"]
    assert first[5:] == ["Sara, Omar", "First."]
    assert smaller[:4] == ["r3", "Text changed", "2024-05-10", "Omar"]
    assert "1 word added, 1 word removed" in smaller[-1]
    assert "Hoda" not in said.stdout  # she wrote the draft
    assert "Mrs Example" not in said.output
    assert said.stderr == ""


def test_a_page_without_versions(run: Run) -> None:
    newest, first = table(run("history", "playbook/first-contact", "--language", "ar"))
    assert newest[0] == "r2"
    assert newest[-1].startswith("Why (")
    assert first[0] == "r1"


def test_in_the_language_that_is_asked_for(run: Run) -> None:
    said = run("history", "CS-005", "--language", "ar")
    assert "مجلس الخدمة" in said.stdout
    assert "ملاحظة Faster." in said.stdout
    assert said.stdout.startswith("الإصدار")


def test_nothing_is_cut_where_there_is_no_terminal(run: Run) -> None:
    said = run("history", "CS-005", env={"COLUMNS": "20"})
    assert "\x1b" not in said.stdout
    assert len(said.stdout.splitlines()) == 5


def test_nothing_is_cut_on_a_terminal(run: Run) -> None:
    said = run("history", "CS-005", env={"COLUMNS": "70", "FORCE_COLOR": "1", "TERM": "xterm"})
    assert "\x1b[" in said.stdout
    assert "…" not in said.stdout


def test_a_draft_has_no_history(repository: Repository, run: Run) -> None:
    path = repository.folder / "content/ar/policies/new.md"
    path.write_text(policy("CS-009", "Text.", status="draft"), "utf-8")
    try:
        said = run("history", "CS-009")
    finally:
        path.unlink()
    assert (said.exit_code, said.stdout) == (0, "لم يُنشر أي إصدار بعد.\n")  # it has no English text
    assert "غير محفوظ" in said.stderr


def test_what_is_not_committed_is_told_beside(repository: Repository, run: Run) -> None:
    path = repository.folder / EN
    text = path.read_text("utf-8")
    path.write_text(text + "\nMore.\n", "utf-8")
    try:
        said = run("history", "CS-005", "--json")
    finally:
        path.write_text(text, "utf-8")
    assert "not been published yet" in said.stderr
    assert "not been published yet" not in said.stdout


@pytest.mark.parametrize(("document", "page"), [("CS-005", "policies/calling"), ("late-order", "journeys/late-order")])
def test_the_data_is_the_file_of_the_site(repository: Repository, run: Run, document: str, page: str) -> None:
    built = repository.folder / "site"
    if not built.is_dir():
        done = support.build(repository.folder, strict=False)
        assert not done.stopped, done.printed
    for language in ("ar", "en"):
        said = run("history", document, "--json", "--language", language)
        assert said.stdout_bytes == (built / language / page / "history" / "history.json").read_bytes()


# ---- What cannot be told ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["history", "cs-05"], "Did you mean “CS-005”"),
        (["history", "CS-005", "--language", "fr"], "“fr” is not a language"),
        (["diff", "CS-00", "1.0"], "The nearest ids: CS-005"),
        (["diff", "CS-005", "1.2"], "Known: 2.0, 1.1, 1.0, r2–r5"),
        (["diff", "CS-005", "r1"], "no version, revision, commit or day “r1”"),
        (["diff", "CS-005", "2024-02-30"], "no version, revision, commit or day"),
        (["diff", "CS-005", "2024-02-20"], "was in force on 2024-02-20"),
        (["diff", "CS-005", "1.1"], "“1.1” of CS-005 is withheld: It names somebody."),
        (["diff", "CS-005", "1.0", "r4"], "“r4” of CS-005 is withheld: It names somebody."),
        (["diff", "CS-005", "2024-08-01"], "is withheld"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, given: list[str], told: str) -> None:
    """A sentence in each language, the exit code 1, and nothing of a text."""
    said = run(*given)
    assert (said.exit_code, said.stdout) == (1, "")
    assert told in said.stderr
    assert re.search("[\u0621-\u064a]", said.stderr)
    assert "Mrs Example" not in said.output


def test_what_is_confidential_has_no_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit({**texts("A.", "1.0", "2024-03-01", classification="confidential")})
    support.configure(repository.write().folder, host={"cache": ""}, revisions={})
    said = at(tmp_path)("diff", "CS-005", "r1")
    assert (said.exit_code, said.stdout) == (1, "")
    assert "confidential" in said.stderr


def test_no_repository(tmp_path: Path) -> None:
    support.make_site(tmp_path, host={"cache": "", "messages": "en"}, revisions={})
    for words in (["history", "CS-001"], ["history", "CS-001", "--json"], ["diff", "CS-001", "r1"]):
        said = at(tmp_path)(*words)
        assert (said.exit_code, said.stdout) == (1, "")
        assert "this copy of the handbook has no repository" in said.stderr


def test_a_site_without_history(tmp_path: Path) -> None:
    support.make_site(tmp_path, host={"cache": ""})
    said = at(tmp_path)("history", "CS-001")
    assert said.exit_code == 1
    assert "handbook/revisions" in said.stderr


def test_a_copy_that_was_cut_off(repository: Repository, tmp_path: Path) -> None:
    """What is there is told, and that it is not all."""
    source = f"file://{repository.folder}"
    subprocess.run(["git", "clone", "--quiet", "--depth", "2", source, str(tmp_path / "copy")], check=True)
    support.configure(tmp_path / "copy", host={"cache": "", "messages": "en"}, revisions={})
    said = at(tmp_path / "copy")("history", "CS-005")
    assert len(table(said)) == 1
    assert "incomplete" in said.stderr


# ---- Diff ------------------------------------------------------------------------------------------------------


def test_only_what_changed_under_its_headings(run: Run) -> None:
    said = run("diff", "CS-005", "1.0", "2.0")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [
        "1 section changed, 4 words added, 1 word removed",
        "Old text: 1.0, r3, 2024-05-10",
        "New text: 2.0, r5, 2025-01-10",
        "",
        "## Rule",
        "",
        "Call within [-45-]{+30+} minutes{+, politely+}.",
        "",
        "• {+once+}",
        "• {+twice+}",
    ]


def test_the_whole_text(run: Run) -> None:
    said = run("diff", "CS-005", "1.0", "2.0", "--whole").stdout
    assert "\n## Purpose\n\nSo that people know.\n\n## Rule\n\nCall within [-45-]{+30+}" in said


def test_every_way_to_name_a_text(repository: Repository, run: Run) -> None:
    """A revision, a commit, a day; nothing is the current text."""
    whole = run("diff", "CS-005", "r2", "r5").stdout
    commits = repository.git("log", "--reverse", "--format=%H", "--", EN).split()
    for old, new in (("2024-04-01", "2.0"), (commits[1][:8], commits[4].upper()), ("2024-03-01", "2025-01-01")):
        assert run("diff", "CS-005", old, new).stdout == whole
    assert run("diff", "CS-005", "r2").stdout == whole
    assert "[-60-]{+45+}" in run("diff", "CS-005", "r2", "2024-06-30").stdout


def test_back_in_time(run: Run) -> None:
    assert "[-45-]{+60+}" in run("diff", "CS-005", "r3", "r2").stdout


def test_the_same_text(run: Run) -> None:
    said = run("diff", "CS-005", "2.0")
    assert (said.exit_code, said.stdout.splitlines()[0]) == (0, "The two texts say the same.")


def test_looks_on_a_terminal(run: Run) -> None:
    """Colour never alone: struck through and underlined, or signs where there are no colours."""
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "80"}
    said = run("diff", "CS-005", "r2", "r3", env=terminal).stdout
    assert "\x1b[9;31m60\x1b[0m\x1b[1;4;32m45\x1b[0m" in said
    assert "[-60-]" in run("diff", "CS-005", "r2", "r3", env={**terminal, "NO_COLOR": "1"}).stdout


def test_a_journey_in_sentences(tmp_path: Path) -> None:
    path = "content/journeys/late-order.yml"
    support.make_site(tmp_path, host={"cache": "", "messages": "en"}, revisions={})
    repository = Repository(tmp_path)
    old = (tmp_path / path).read_text("utf-8")
    new = old.replace("en: Notices the delay", "en: Sees the delay", 1)
    assert new != old
    files = {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.glob("content/**/*") if p.is_file()}
    repository.commit({**files})
    repository.commit({path: new})
    repository.write()
    said = at(tmp_path)("diff", "late-order", "r1").stdout.splitlines()
    assert re.fullmatch(r"\d+ changes?", said[0])
    assert any(line.startswith(("~ ", "+ ", "- ")) and "Sees the delay" in line for line in said[4:])


# ---- Marked HTML as lines --------------------------------------------------------------------------------------


TEXTS = [
    ("<p>one two three</p>", "<p>one <strong>two</strong> 3 four</p>"),
    ("<ul><li>a b</li><li>c d<ul><li>x y</li></ul></li></ul>", "<ul><li>a</li><li>c e<ul><li>q</li></ul></li></ul>"),
    ("<p>نص قديم هنا</p><p>يبقى</p>", "<p>نص جديد هنا</p><p>يبقى</p><p>وزيادة</p>"),
    (
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1 x</td><td>2</td></tr></table>",
        "<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>5</td><td>6</td><td>8</td></tr></table>",
    ),
    ("<pre><code>a = 1\n  b = 2\n</code></pre>", "<pre><code>a = 1\n  b = 3\nc = 2\n</code></pre>"),
    ("<blockquote><p>x y</p></blockquote><p>a<br>b</p>", "<blockquote><p>x z</p></blockquote><p>a<br>b c</p>"),
    ("<p>gone</p><dl><dt>t</dt><dd>x</dd></dl>", "<dl><dt>t</dt><dd>x w</dd></dl><h2>Head two</h2>"),
]


@pytest.mark.parametrize(("old", "new"), TEXTS)
def test_accepting_and_rejecting_the_printed_marks_gives_both_texts(old: str, new: str) -> None:
    marked = "".join(redline(old, new).blocks)
    printed = "\n".join(signed(line.pieces) for line in lines(marked))
    taken = re.sub(r"\{[+~](.*?)[+~]\}", r"\1", re.sub(r"\[-.*?-\]", "", printed))
    left = re.sub(r"\[-(.*?)-\]", r"\1", re.sub(r"\{\+.*?\+\}", "", printed).replace("{~", "").replace("~}", ""))
    assert words(taken) == words(said(accepted(marked)))
    assert words(left) == words(said(rejected(marked)))


def said(html: str) -> str:
    return "\n".join(signed(line.pieces) for line in lines(html))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_html_as_text() -> None:
    html = """<h3>Head <em>line</em></h3><p>Two
      words<br>here <img src="a.png" alt="a door"></p><ol start="3"><li><p>three</p><p>more</p></li><li>four<ul>
      <li><input type="checkbox" checked disabled> done</li></ul></li></ol>
      <table><tr><th>a</th><th>b</th></tr><tr><td><p>1</p><p>2</p></td><td></td></tr></table>
      <pre><code>x = 1
    y</code></pre><blockquote><p>said</p></blockquote><hr><svg><text>no</text></svg>"""
    assert [line.rstrip() for line in said(html).splitlines()] == [
        *("### Head line", "Two words", "here [a door]", "3. three", "   more", "4. four", "   • [x] done"),
        *("a | b", "1 2 |", "    x = 1", "        y", "> said", "———"),
    ]


def test_long_blocks_are_folded() -> None:
    old = "<h2>H</h2><ol>" + "".join(f"<li>item {n}</li>" for n in range(12)) + "</ol>"
    (heading, block) = excerpt(lines(block) for block in redline(old, old.replace("item 6", "thing 6")).blocks)
    assert said_of(heading) == ["## H"]
    assert said_of(block) == ["1. item 0", "…", "6. item 5", "7. [-item-]{+thing+} 6", "8. item 7", "…"]


def said_of(block: object) -> list[str]:
    assert isinstance(block, list)
    return [signed(line.pieces) for line in block if isinstance(line, Line)]


def test_another_form_is_marked_where_no_word_is() -> None:
    found = redline("<p>same</p><ul><li>a</li></ul>", "<p>same</p><ol><li>a</li></ol>")
    assert "{~" in "".join(signed(line.pieces) for block in found.blocks for line in lines(block))


def test_no_text_commands_the_terminal() -> None:
    assert printable("a\x1b[31mb\u202ec\x07\x9bd") == "a[31mbcd"
    assert said("<p>a&#27;[31m\u202eb</p>") == "a[31mb"
