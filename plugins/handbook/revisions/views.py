"""What the templates of the past see: plain values, never the records."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from handbook.core.language import DateView
from handbook.core.past import Picture, Statement
from handbook.core.sheet import Banner, Chip


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a page; `url` is empty where there is none."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """What differs under one heading."""

    place: str
    items: list[Statement]


@dataclass(frozen=True, slots=True)
class Row:
    """A version, or one of its smaller revisions. Of a withheld one there are label, days and reason only."""

    label: str
    published: DateView | None
    effective: DateView | None = None
    until: DateView | None = None
    chip: Chip | None = None
    kind_name: str = ""
    approver: str = ""
    approver_source: str = ""
    approver_weak: bool = False
    authors: list[str] = field(default_factory=list)
    note: str = ""
    summary: str = ""
    excerpt: Markup | None = None
    """The blocks that changed, with marks."""
    statements: list[Said] = field(default_factory=list)
    text_url: str = ""
    changes_url: str = ""
    compare_url: str = ""
    at: str = ""
    """What the script asks the store for, where there is no page: `r3`."""
    compare_at: str = ""
    commit: str = ""
    fingerprint: str = ""
    withheld: str = ""
    smaller: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All that is known of a document's past."""

    title: str
    summary: str
    number: str | None
    document: Way
    versions: list[Row]
    contributors: list[str]
    incomplete: str
    unpublished: str
    feed_url: str
    json_url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said under it."""

    term: str
    value: str
    date: DateView | None = None


@dataclass(frozen=True, slots=True)
class VersionView:
    """The text of an issued version."""

    title: str
    summary: str
    number: str | None
    version: str
    chip: Chip | None
    banner: Banner | None
    facts: list[Fact]
    html: Markup
    document_url: str
    history_url: str
    changes_url: str
    compare_url: str
    commit: str
    fingerprint: str
    cite_path: str
    """The permanent address by number and version, from the site's root; empty where the page's own is permanent."""
    cite_url: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts that are compared."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class RedlineView:
    """What changed from one version to another."""

    title: str
    number: str | None
    document: Way
    banner: Banner | None
    summary: str
    note: str
    places: list[str]
    html: Markup
    unchanged: list[str]
    statements: list[Said]
    pictures: list[Picture]
    old: Side
    new: Side
    history_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """The last change of a document."""

    date: DateView | None
    version: str
    note: str
    changes_url: str


@dataclass(frozen=True, slots=True)
class Holding:
    """The version that holds while the page shows a later one."""

    version: str
    url: str
    until: DateView | None


@dataclass(frozen=True, slots=True)
class PastView:
    """What a document's own page says of its past."""

    line: Line | None
    in_force: Holding | None
    history_url: str
    store_url: str
    incomplete: str
    unpublished: str


@dataclass(frozen=True, slots=True)
class News:
    """A version that was issued."""

    date: DateView | None
    number: str | None
    title: str
    version: str
    area: str
    area_id: str
    kind_name: str
    note: str
    begins: str
    """From when it is in force, where that was not when it was published."""
    url: str
    text_url: str
    changes_url: str


@dataclass(frozen=True, slots=True)
class AreaFilter:
    """An area by which the changes can be chosen."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Tool:
    """The way to another view of the past."""

    title: str
    summary: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class NewsView:
    """What's new."""

    title: str
    summary: str
    entries: list[News]
    areas: list[AreaFilter]
    feeds: list[Way]
    ways: list[Tool]


@dataclass(frozen=True, slots=True)
class SpanView:
    """The days of a version."""

    version: str
    url: str
    since: DateView | None
    until: DateView | None
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class RuleView:
    """A document with the days of its versions, the latest first."""

    number: str | None
    title: str
    url: str
    spans: list[SpanView]


@dataclass(frozen=True, slots=True)
class DayLink:
    """A day on which something changed, and what."""

    date: DateView | None
    url: str
    what: list[str]


@dataclass(frozen=True, slots=True)
class InForceView:
    """Which version of which document was in force when."""

    title: str
    summary: str
    today: DateView | None
    policies: list[RuleView]
    dates: list[DayLink]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A version in force on a day."""

    number: str | None
    title: str
    version: str
    url: str
    since: DateView | None


@dataclass(frozen=True, slots=True)
class DayView:
    """What was in force on one day."""

    title: str
    date: DateView | None
    rows: list[HeldRow]
    earlier_url: str
    later_url: str
    list_url: str


@dataclass(frozen=True, slots=True)
class ComingView:
    """A version that will come into force."""

    date: DateView | None
    number: str | None
    title: str
    version: str
    note: str
    url: str
    now_url: str
    now_version: str
    changes_url: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review that is due."""

    date: DateView | None
    number: str | None
    title: str
    owner: str
    url: str
    late: bool


@dataclass(frozen=True, slots=True)
class UpcomingView:
    """What will come into force, and what will be reviewed."""

    title: str
    summary: str
    versions: list[ComingView]
    reviews: list[ReviewView]
    calendar_url: str
