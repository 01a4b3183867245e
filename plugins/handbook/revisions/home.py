"""What the home page tells of the past: the latest versions, and the ways to all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handbook.core.sheet import Viewpoint
from handbook.revisions import addresses, force
from handbook.revisions.across import Chronicle, news

LATEST = 5


def home(chronicle: Chronicle, at: Viewpoint) -> Mapping[str, Any]:
    """The latest issued versions and how many rules hold, in place of what the documents say by themselves."""
    code = at.language.code
    ways = {"changes_url": at.url(f"{code}/{addresses.NEWS}"), "feed_url": at.url(addresses.site_feed(code))}
    latest = [news(issue, at) for issue in chronicle.issues(code)[:LATEST]]
    # A document whose next version is waiting is in force in the one before, which it does not know itself.
    held = len(force.on(chronicle.spans, at.catalogue.today))
    return {**ways, "recent": latest, "in_force": held} if latest else ways
