"""The register for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import support
from handbook.policies.register import COLUMNS, as_csv, as_json, overview, records, register_view

DOCUMENTS = {
    "ar/policies/one.md": support.policy(
        id="A-1",
        title="وعد",
        area="recovery",
        effective_date=dt.date(2026, 1, 1),
        review_every="1 month",
        change_note={"ar": "تغير", "en": "Changed"},
    ),
    "en/policies/one.md": "---\ntitle: '=HYPERLINK(\"https://example.org\")'\n---\n",
    "ar/policies/two.md": support.policy(id="A-2", title='-1, "two"', status="approved", effective_date="2026-03-15"),
    "ar/policies/three.md": support.policy(id="A-3", status="draft", effective_date="2026-06-01"),
    "ar/policies/four.md": support.policy(id="A-4", status="retired", effective_date="2020-01-01"),
}
CATALOGUE = support.catalogue(DOCUMENTS)


def rows(language: str) -> list[dict[str, str]]:
    return records(CATALOGUE, support.LANGUAGES[language], lambda uri: uri.replace(".md", "/"))


def test_a_record_is_text_by_column() -> None:
    """Dates are ISO, the status is today's, a page that is missing in this language leads to the other one."""
    assert rows("en")[0] == {
        "number": "A-1",
        "title": '=HYPERLINK("https://example.org")',
        "type": "guideline",
        "status": "effective",
        "version": "1.0",
        "owner": "Service agent",
        "area": "When things go wrong",
        "effective_date": "2026-01-01",
        "next_review": "2026-02-01",
        "url": "en/policies/one/",
    }
    assert [(r["status"], r["next_review"], r["url"]) for r in rows("en")[1:]] == [
        ("pending", "", "ar/policies/two/"),
        ("draft", "", "ar/policies/three/"),
        ("retired", "", "ar/policies/four/"),
    ]
    assert (rows("ar")[0]["title"], rows("ar")[0]["owner"]) == ("وعد", "موظف الخدمة")


def test_the_csv_is_what_excel_reads() -> None:
    """A byte order mark, CRLF, one header, and no cell that Excel would run as a formula."""
    raw = as_csv(rows("en"))
    assert raw.startswith(b"\xef\xbb\xbfnumber,title,")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 5
    read = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert list(read[0]) == list(COLUMNS)
    assert [row["title"] for row in read] == ['\'=HYPERLINK("https://example.org")', '\'-1, "two"', "T", "T"]
    assert [row["number"] for row in read] == ["A-1", "A-2", "A-3", "A-4"]


def test_the_json_says_its_day_and_changes_nothing() -> None:
    """Programs get the titles as they are, in readable UTF-8."""
    text = as_json(rows("ar"), CATALOGUE)
    assert json.loads(text) == {"as_of": support.TODAY, "documents": rows("ar")}
    assert "وعد" in text


def test_the_filters_count_what_the_table_shows() -> None:
    """Every state that occurs has a filter, and its number is that of the rows."""
    view = register_view(support.viewpoint("en", CATALOGUE))
    counts = {f.id: f.count for f in view.filters}
    shown = [name for row in view.rows for name in row.states]
    assert counts == {"all": 4, **{name: shown.count(name) for name in set(shown)}}
    assert counts["overdue"] == 1


def test_the_home_page_tells_of_today() -> None:
    """What is in force, the latest change, the next one, and which reviews are late."""
    found = overview(support.viewpoint("en", CATALOGUE))
    assert [fact.value for fact in found.facts] == ["1", "1 January 2026", "15 March 2026", "1"]
    assert found.facts[-1].note == "A-1"
    assert [(change.number, change.note) for change in found.recent] == [("A-1", "Changed")]
    assert [(ahead.day, ahead.month, ahead.year) for ahead in found.upcoming] == [("15", "March", "2026")]
    assert [area.name for area in found.areas] == ["When things go wrong", "Other documents"]


def test_an_empty_handbook_has_an_empty_register() -> None:
    """The first day of a new site: nothing fails for want of documents."""
    empty = support.catalogue({})
    view = register_view(support.viewpoint("ar", empty))
    assert (view.rows, [f.count for f in view.filters]) == ([], [0])
    assert as_csv([]).decode("utf-8-sig").strip() == ",".join(COLUMNS)
    assert [fact.value for fact in overview(support.viewpoint("ar", empty)).facts] == ["0", "لا يوجد"]
