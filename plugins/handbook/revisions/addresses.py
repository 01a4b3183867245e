"""Where the pages of the past lie.

A permanent address is made of a document's page and a version, never of a commit.
"""

from __future__ import annotations

import datetime as dt

NEWS = "changes/index.md"
IN_FORCE = "changes/in-force.md"
UPCOMING = "changes/upcoming.md"
CALENDAR = "changes/calendar.ics"


def base(page: str) -> str:
    """The folder of a page in MkDocs' terms: `ar/policies/complaints` for `ar/policies/complaints.md`."""
    return page.removesuffix(".md").removesuffix("/index")


def history(page: str) -> str:
    """The history of the document whose page is *page*."""
    return f"{base(page)}/history.md"


def version(page: str, label: str) -> str:
    """The text of an issued version."""
    return f"{base(page)}/v/{label}.md"


def permanent(language: str, document: str, label: str) -> str:
    """Where a version of a rule is always found, wherever its page lies: by number and version."""
    return f"{language}/id/{document}/v/{label}/"


def redline(page: str, old: str, new: str) -> str:
    """What changed from one issued version to another."""
    return f"{base(page)}/history/{old}-to-{new}.md"


def texts(page: str) -> str:
    """The texts of all revisions, for the script that shows them on the page."""
    return f"{base(page)}/history/texts.json"


def records(page: str) -> str:
    """The records of all revisions, for programs."""
    return f"{base(page)}/history/history.json"


def feed(page: str) -> str:
    """The issued versions of one document, for feed readers."""
    return f"{base(page)}/history/feed.xml"


def site_feed(language: str, folder: str = "") -> str:
    """The issued versions of all documents, or of those in one folder of the content."""
    return f"{language}/changes/{folder or 'feed'}.xml"


def day(language: str, on: dt.date) -> str:
    """What was in force on a day."""
    return f"{language}/changes/in-force/{on.isoformat()}.md"
