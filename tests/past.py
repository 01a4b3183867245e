"""A site with a past: the good content after two years of versions, corrections, drafts and moves, on fixed days.

`make_past` writes the site and its repository; the rest says what is true of it, independently of the reader: which
revisions a history must show, which words must be nowhere, who has an address that nobody may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import support

ZONE = "Asia/Riyadh"
"""Three hours before UTC: version 2.0 of CS-001 is merged late in the evening, which is another day there."""


# ---- People --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Who writes; the address must be shown nowhere."""

    name: str
    mail: str

    @property
    def environment(self) -> dict[str, str]:
        """What makes git take this person for the author."""
        return {"GIT_AUTHOR_NAME": self.name, "GIT_AUTHOR_EMAIL": self.mail}


SARA = Person("سارة العتيبي", "sara@people.example")
OMAR = Person("Omar Haddad", "omar@people.example")
HODA = Person("هدى القحطاني", "hoda@people.example")
RANA = Person("Rana Withheld", "rana@people.example")
"""She wrote the withheld version and nothing else."""
NOURA = Person("نورة السبيعي", "noura@people.example")
"""She approves what Omar and Hoda wrote, as the merge says."""
PUBLISHER = support.AUTHOR["GIT_COMMITTER_NAME"]

HIDDEN = (
    "people.example",
    "tests.example",
    RANA.name,
    PUBLISHER,
    support.AUTHOR["GIT_AUTHOR_NAME"],
    "canarydraft",
    "canarysecret",
    "canaryslip",
    "canaryclosed",
    "canarymessage",
)
"""What may be in no file of the site: addresses, who wrote a withheld text or only committed, words of drafts, of
withheld and of confidential texts, of messages of commits."""


# ---- What a history must show -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """One revision as the records must have it; days as ISO texts."""

    n: int
    version: str
    kind: str
    published: str
    effective: str = ""
    """Empty where it is the day of publication."""
    authors: tuple[Person, ...] = (SARA,)
    approver: str = ""
    source: str = "none"
    note: tuple[str, str] = ("", "")
    """As people wrote it: Arabic, English."""
    withheld: bool = False

    @property
    def starts(self) -> str:
        """The first day on which it holds."""
        return self.effective or self.published


COUNCIL: Mapping[str, Any] = {"approver": "council", "source": "record"}
FIRST = ("أول إصدار.", "First version.")
CORRECTED = ("صُححت المدة.", "The period was corrected.")
CLEARER = ("أُعيدت الصياغة بلغة أوضح.", "Rewritten in plainer language.")
COMPENSATION = ("أُضيف التعويض.", "Compensation was added.")
SHORTER = ("اختُصرت الخطوات.", "Fewer steps.")
ASKED = ("نسأل قبل أن نعتذر.", "We ask before we apologise.")
FEELINGS = ("عُدّلت المشاعر بعد المقابلات.", "Feelings were corrected after interviews.")

_CS1_AR = (
    Shown(1, "1.0", "major", "2024-03-04", "2024-04-01", note=FIRST, **COUNCIL),
    Shown(2, "1.0", "minor", "2024-05-06", "2024-04-01", (OMAR,), note=CORRECTED, **COUNCIL),
    Shown(3, "1.0", "editorial", "2024-06-03", "2024-04-01", **COUNCIL),
    Shown(4, "2.0", "major", "2024-12-11", "2025-01-01", note=CLEARER, **COUNCIL),
    Shown(6, "2.1", "major", "2025-12-08", "2025-12-15", note=COMPENSATION, **COUNCIL),
)
_CS2 = (
    Shown(1, "1.0", "major", "2025-03-10", "2025-04-01", (OMAR,), note=FIRST, **COUNCIL),
    Shown(2, "1.1", "major", "2026-02-20", "2026-04-01", (OMAR,), note=ASKED, **COUNCIL),
)
_CS3 = (
    Shown(2, "1.0", "major", "2024-09-02", "2024-09-15", (HODA,), note=FIRST, **COUNCIL),
    Shown(3, "1.1", "major", "2025-02-03", "2025-02-10", withheld=True),
    Shown(4, "1.2", "major", "2025-07-07", "2025-07-15", (HODA,), note=SHORTER, **COUNCIL),
    Shown(5, "1.2", "minor", "2025-07-08", "2025-07-15", withheld=True),
    Shown(6, "1.2", "minor", "2025-07-09", "2025-07-15", (HODA,), **COUNCIL),
)
_CONTACT = (
    Shown(1, "r1", "major", "2024-03-04"),
    Shown(2, "r2", "moved", "2024-07-01", authors=(OMAR,)),
    Shown(3, "r3", "minor", "2025-09-01", authors=(OMAR, HODA), approver=NOURA.name, source="trailer"),
)
_JOURNEY = (
    Shown(1, "1.0", "major", "2024-03-04", note=FIRST),
    Shown(2, "1.1", "major", "2025-10-06", authors=(HODA,), note=FEELINGS),
)
_TARGET = (Shown(1, "r1", "major", "2024-03-04"), Shown(2, "r2", "minor", "2025-10-06", authors=(HODA,)))
_CS4 = (Shown(2, "1.1", "major", "2025-05-05", "2025-05-10", note=FIRST, **COUNCIL),)

HISTORIES: Mapping[tuple[str, str], tuple[Shown, ...]] = {
    ("ar", "policies/late-orders"): _CS1_AR,
    ("en", "policies/late-orders"): (
        Shown(1, "1.0", "major", "2024-03-04", "2024-04-01", note=FIRST, **COUNCIL),
        Shown(2, "1.0", "minor", "2024-05-06", "2024-04-01", (OMAR,), note=CORRECTED, **COUNCIL),
        Shown(3, "2.0", "major", "2024-12-11", "2025-01-01", note=CLEARER, **COUNCIL),
        Shown(5, "2.1", "major", "2025-12-08", "2025-12-15", note=COMPENSATION, **COUNCIL),
    ),
    ("ar", "policies/answering"): _CS2,
    ("en", "policies/answering"): (
        Shown(1, "1.0", "major", "2025-06-02", "2025-04-01", (OMAR,), note=FIRST, **COUNCIL),
        _CS2[1],
    ),
    ("ar", "policies/refunds"): _CS3,
    ("en", "policies/refunds"): _CS3,
    ("ar", "policies/vouchers"): _CS4,
    ("en", "policies/vouchers"): _CS4,
    ("ar", "playbook/first-contact"): _CONTACT,
    ("en", "playbook/first-contact"): _CONTACT,
    ("ar", "journeys/late-order"): _JOURNEY,
    ("en", "journeys/late-order"): _JOURNEY,
    ("ar", "journeys/late-order-to-be"): _TARGET,
    ("en", "journeys/late-order-to-be"): _TARGET,
}
"""By language and page, the revisions that may be known of, the oldest first."""

APPROVED_ALONE = "policies/calling-back"
"""Both its files came for review; when it was approved only the original's front matter changed."""

ENDS = {"policies/vouchers": "2025-12-31"}
"""The last day of what has ended."""

BINDING = ("policies/late-orders", "policies/answering", "policies/refunds", "policies/vouchers", APPROVED_ALONE)
"""The documents of which one version is in force on a day."""


# ---- What the files said -------------------------------------------------------------------------------------------


def _good(path: str) -> str:
    return (support.GOOD / "content" / path).read_text("utf-8")


def _with(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, f"{old!r} is not in the good content any more"
        text = text.replace(old, new)
    return text


def _note(words: tuple[str, str]) -> str:
    return f"change_note: {{ar: {words[0]}, en: {words[1]}}}"


def _late_orders(version: str, approved: str, first: str, words: tuple[str, str], *pairs: tuple[str, str]) -> str:
    """CS-001 in Arabic."""
    return _with(
        _good("ar/policies/late-orders.md"),
        ('version: "1.10"', f'version: "{version}"'),
        ("approved_on: 2026-01-10", f"approved_on: {approved}"),
        ("effective_date: 2026-01-15", f"effective_date: {first}"),
        ("change_note: {ar: أُضيف التعويض., en: Compensation was added.}", _note(words)),
        *pairs,
    )


def _late_orders_en(version: str, *pairs: tuple[str, str]) -> str:
    return _with(_good("en/policies/late-orders.md"), ('"1.10"', f'"{version}"'), *pairs)


_ROW = ("| 3 أيام فأكثر | رسوم التوصيل |\n", "")
_ROW_EN = ("| 3 days or more | The delivery charge |\n", "")
_SCOPE = (
    "كل طلب، ومنه ما في CS-002.",
    "كل طلب تأخر عن موعده، ما لم يُلغه العميل. انظر [التحية](../playbook/greeting.md).",
)
_SCOPE_EN = (
    "Every order, and what CS-002 says of it.",
    "Every order that is late, unless the customer has cancelled it. See the [greeting](../playbook/greeting.md).",
)
_DAYS = ("ساعة في السنة.", "ساعة في السنة. ويرد الموظف في عشرة أيام.")
_DAYS_EN = ("One hour a year.", "One hour a year. The agent answers within ten days.")
_FEWER = ("ساعة في السنة.", "ساعة في السنة. ويرد الموظف في ثمانية أيام.")
_FEWER_EN = ("One hour a year.", "One hour a year. The agent answers within eight days.")

_ONE = ("1.0", "2024-03-01", "2024-04-01", FIRST)
_TWO = ("2.0", "2024-12-01", "2025-01-01", CLEARER)
_TWO_ONE = ("2.1", "2025-12-01", "2025-12-15", COMPENSATION)


def _guideline(number: str, title: str, version: str, status: str, first: str, body: str, **fields: Any) -> str:
    """A guideline in Arabic."""
    front = {
        "id": number,
        "title": title,
        "summary": f"خلاصة {title}.",
        "type": "guideline",
        "area": "recovery",
        "version": version,
        "status": status,
        "owner": "head-of-service",
        "approved_by": "council",
        "approved_on": dt.date.fromisoformat(first),
        "effective_date": dt.date.fromisoformat(first),
        "review_every": "24 months",
        **fields,
    }
    purpose = "## الغاية {#purpose}\n\nأن نعمل على نحو واحد."
    return f"---\n{_yaml(front)}---\n\n{purpose}\n\n## الإرشاد {{#guidance}}\n\n{body}\n"


def _guideline_en(title: str, version: str, body: str) -> str:
    front = {"title": title, "summary": f"Summary of {title}.", "translates": version}
    purpose = "## Purpose {#purpose}\n\nThat we all work alike."
    return f"---\n{_yaml(front)}---\n\n{purpose}\n\n## Guidance {{#guidance}}\n\n{body}\n"


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def _both(
    name: str, number: str, titles: tuple[str, str], of: tuple[str, str, str], bodies: tuple[str, str], **fields: Any
) -> dict[str, str]:
    """Both files of a guideline; *of* are version, status and first day."""
    version, status, first = of
    if note := fields.pop("note", None):
        fields["change_note"] = {"ar": note[0], "en": note[1]}
    return {
        f"ar/policies/{name}.md": _guideline(number, titles[0], version, status, first, bodies[0], **fields),
        f"en/policies/{name}.md": _guideline_en(titles[1], version, bodies[1]),
    }


SELLING = "- id: selling\n  name: {ar: البيع, en: Selling}\n  summary: {ar: القسائم., en: Vouchers.}\n  icon: box\n"
"""The area of CS-004, so that there are two to choose from."""

REFUNDS = ("الاسترداد", "Refunds")
VOUCHERS = ("قسائم الهدايا", "Gift vouchers")
CALLING = ("معاودة الاتصال", "Calling back")


def _refunds(of: tuple[str, str, str], bodies: tuple[str, str], **fields: Any) -> dict[str, str]:
    return _both("refunds", "CS-003", REFUNDS, of, bodies, **fields)


def _answering(version: str, status: str, first: str, approved: str, words: tuple[str, str], body: str) -> str:
    """CS-002 in Arabic."""
    return _with(
        _good("ar/policies/answering.md"),
        ('version: "1.0"', f'version: "{version}"'),
        ("status: approved", f"status: {status}"),
        ("approved_on: 2026-02-20", f"approved_on: {approved}"),
        ("effective_date: 2026-04-01", f"effective_date: {first}\n{_note(words)}"),
        ("قل اسمك أولًا، ثم اسأل.", body),
    )


_APOLOGY = """\
      - id: apology
        name: {ar: نعتذر ونشرح, en: We apologise and explain}
        kind: communication
        initiator: agent
        receiver: customer
        emotion: 1
"""
_HANGS_UP = """\
      - id: hangs-up
        name: {ar: ينهي المكالمة, en: Hangs up}
        initiator: customer
        emotion: -2
"""
_RUDE = """\
      - id: long-wait
        text: {ar: انتظار طويل, en: A long wait}
        severity: 2
        frequency: 3
        cause: {ar: عدد الموظفين قليل., en: There are few agents.}
"""


def journey(version: str) -> str:
    """The journey as it is: 1.1 has one step more, one less, one elsewhere, a better feeling, a pain point less."""
    good = _good("journeys/late-order.yml")
    words = {"1.0": FIRST, "1.1": FEELINGS}[version]
    good = _with(good, ("state: as_is\n", f'state: as_is\nversion: "{version}"\n{_note(words)}\n'))
    receives, validation = good.index("      - id: receives\n"), good.index("validation:\n")
    solve = good.index("      - id: found\n")
    found, last = good[solve:receives], good[receives:validation]
    if version == "1.1":
        whole = good[:receives] + _APOLOGY + last + good[validation:]
        return _with(whole, ("{new-customer: -2}", "{new-customer: 0}"))
    whole = good[:solve] + last + found + good[validation:]
    return _with(
        whole,
        ("    opportunities:\n      - id: early-message", f"{_RUDE}    opportunities:\n      - id: early-message"),
        ("  - id: solve\n", f"{_HANGS_UP}  - id: solve\n"),
    )


# ---- What happened ---------------------------------------------------------------------------------------------------


def make_past(folder: Path, **options: Any) -> Path:
    """The site in *folder*, with a repository of its own; *options* are those of `support.configure`."""
    support.make_site(folder, revisions={"timezone": ZONE}, **options)
    config = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    config["plugins"].append({"material/search": {"lang": ["ar", "en"]}})
    (folder / "mkdocs.yml").write_text(_yaml(config), "utf-8")
    content = folder / "content"

    def put(changes: Mapping[str, str | None]) -> None:
        for path, text in changes.items():
            place = content / path
            if text is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, "utf-8", newline="\n")

    def step(on: str, who: Person, changes: Mapping[str, str | None], message: str = "canarymessage") -> str:
        put(changes)
        return support.commit(folder, message, on if "T" in on else f"{on}T08:00:00+0000", **who.environment)

    ar, en = "ar/policies/late-orders.md", "en/policies/late-orders.md"
    here, there = "playbook/greeting.md", "playbook/first-contact.md"
    greetings = {code: _good(f"{code}/{there}") for code in ("ar", "en")}
    one = _late_orders(*_ONE, _ROW, _SCOPE, _DAYS)
    closed = ("1.0", "effective", "2024-04-01")
    step(
        "2024-03-04",
        SARA,
        {
            ar: one,
            en: _late_orders_en("1.0", _ROW_EN, _SCOPE_EN, _DAYS_EN),
            "ar/policies/answering.md": None,
            "en/policies/answering.md": None,
            **{f"{code}/{there}": None for code in greetings},
            **{f"{code}/{here}": text for code, text in greetings.items()},
            "journeys/late-order.yml": journey("1.0"),
            "library/areas.yml": _good("library/areas.yml") + SELLING,
            **_both(
                "vouchers",
                "CS-004",
                VOUCHERS,
                closed,
                ("كلمات سرية canaryclosed.", "Closed words canaryclosed."),
                area="selling",
                classification="confidential",
                note=("canaryclosed", "canaryclosed"),
            ),
        },
    )
    step(
        "2024-05-06",
        OMAR,
        {
            ar: _late_orders(*_ONE, _ROW, _SCOPE, _FEWER),
            en: _late_orders_en("1.0", _ROW_EN, _SCOPE_EN, _FEWER_EN),
        },
        f"canarymessage\n\nChange-note: {CORRECTED[0]}\nChange-note-en: {CORRECTED[1]}",
    )
    formatted = ("لا تذكر موعدًا لم يؤكده أحد.", "لا تذكر *موعدًا*   لم يؤكده أحد.")
    step("2024-06-03", SARA, {ar: _late_orders(*_ONE, _ROW, _SCOPE, _FEWER, formatted)})
    moves: dict[str, str | None] = {f"{code}/{here}": None for code in greetings}
    step("2024-07-01", OMAR, {**moves, **{f"{code}/{there}": text for code, text in greetings.items()}})
    step("2024-08-05", HODA, _refunds(("1.0", "draft", "2024-09-15"), ("مسودة canarydraft.", "A canarydraft wording.")))
    steps_ar, steps_en = (
        "1. اسأل عن السبب.\n2. أعد المبلغ.\n3. أغلق الطلب.",
        "1. Ask why.\n2. Pay back.\n3. Close the order.",
    )
    step("2024-09-02", HODA, _refunds(("1.0", "effective", "2024-09-15"), (steps_ar, steps_en), note=FIRST))
    two, two_en = _late_orders(*_TWO, _ROW, _FEWER), _late_orders_en("2.0", _ROW_EN, _FEWER_EN)
    step("2024-12-10T22:30:00+0000", SARA, {ar: two, en: two_en})
    step(
        "2025-02-03",
        RANA,
        _refunds(
            ("1.1", "effective", "2025-02-10"),
            (f"{steps_ar}\n4. اتصل بـ canarysecret.", f"{steps_en}\n4. Call canarysecret."),
            note=("canarysecret", "canarysecret"),
        ),
    )
    greeting = _with(_good("en/policies/answering.md"), ("Give your name first, then ask.", "Give your name."))
    answer = _answering("1.0", "effective", "2025-04-01", "2025-03-01", FIRST, "قل اسمك.")
    step("2025-03-10", OMAR, {"ar/policies/answering.md": answer})
    step(
        "2025-05-05",
        SARA,
        _both(
            "vouchers",
            "CS-004",
            VOUCHERS,
            ("1.1", "effective", "2025-05-10"),
            ("تصلح القسيمة سنة.", "A voucher is good for a year."),
            area="selling",
            valid_to=dt.date.fromisoformat(ENDS["policies/vouchers"]),
            note=FIRST,
        ),
    )
    step("2025-06-02", OMAR, {"en/policies/answering.md": greeting})
    short_ar, short_en = "1. اسأل عن السبب.\n2. أعد المبلغ.", "1. Ask why.\n2. Pay back."
    newest = ("1.2", "effective", "2025-07-15")
    step("2025-07-07", HODA, _refunds(newest, (short_ar, short_en), note=SHORTER))
    slip = (f"{short_ar}\n\nمثل canaryslip.", f"{short_en}\n\nSuch as canaryslip.")
    slipped = step("2025-07-08", RANA, _refunds(newest, slip, note=SHORTER))
    mended = (f"{short_ar}\n\nوأخبر العميل بالمدة.", f"{short_en}\n\nTell the customer how long it takes.")
    step("2025-07-09", HODA, _refunds(newest, mended, note=SHORTER))
    reason = {"ar": "فيها بيانات شخصية.", "en": "It holds personal data."}
    held = [
        {"id": "refunds-version", "document": "CS-003", "revision": "1.1", "reason": reason},
        {"id": "refunds-slip", "document": "CS-003", "revision": slipped[:12], "reason": dict(reason)},
    ]
    step("2025-08-04", SARA, {"library/withheld.yml": _yaml(held)})
    _merge(folder, step, {code: f"{code}/{there}" for code in greetings}, greetings)
    target = _with(_good("journeys/late-order-to-be.yml"), ("emotion: 0", "emotion: 1"))
    step("2025-10-06", HODA, {"journeys/late-order.yml": journey("1.1"), "journeys/late-order-to-be.yml": target})
    wording = ("لا تذكر موعدًا لم يؤكده أحد.", "لا تذكر موعدًا canarydraft.")
    wording_en = ("Name no date that nobody has confirmed.", "Name no date canarydraft.")
    in_review = ("status: effective", "status: review")
    calling = ("اتصل في الموعد.", "Call at the time that you named.")
    of = ("1.0", "2025-12-15")
    before = _both("calling-back", "CS-005", CALLING, (of[0], "review", of[1]), calling, note=FIRST)
    step(
        "2025-11-03",
        SARA,
        {ar: _late_orders(*_TWO_ONE, wording, in_review), en: _late_orders_en("2.1", wording_en), **before},
    )
    after = _both("calling-back", "CS-005", CALLING, (of[0], "effective", of[1]), calling, note=FIRST)
    approved = {ar: _late_orders(*_TWO_ONE), en: _late_orders_en("2.1"), **after}
    step("2025-12-08", SARA, approved)
    (folder / "README.md").write_text("canarymessage\n", "utf-8")
    step("2026-01-12", SARA, {})
    body = "قل اسمك أولًا، ثم اسأل."
    coming = _answering("1.1", "approved", "2026-04-01", "2026-02-10", ASKED, body)
    coming_en = _with(_good("en/policies/answering.md"), ('translates: "1.0"', 'translates: "1.1"'))
    step("2026-02-20", OMAR, {"ar/policies/answering.md": coming, "en/policies/answering.md": coming_en})
    return folder


def _merge(folder: Path, step: Any, paths: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """A pull request of two people, approved by a third."""
    support.git(folder, "checkout", "--quiet", "-b", "side")
    added = {"ar": ("\nابتسم وأنت تتكلم.\n", "\nثم اسأل.\n"), "en": ("\nSmile while you speak.\n", "\nThen ask.\n")}
    step("2025-08-30", OMAR, {paths[code]: texts[code] + added[code][0] for code in paths})
    step("2025-08-31", HODA, {paths[code]: texts[code] + "".join(added[code]) for code in paths})
    support.git(folder, "checkout", "--quiet", "main")
    on = "2025-09-01T08:00:00+0000"
    message = f"canarymessage\n\nApproved-by: {NOURA.name} <{NOURA.mail}>"
    moments = {"GIT_AUTHOR_DATE": on, "GIT_COMMITTER_DATE": on}
    support.git(folder, "merge", "--quiet", "--no-ff", "--message", message, "side", **moments)
