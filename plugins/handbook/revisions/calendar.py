"""The days to come as a calendar (RFC 5545) that office programs subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

MAKER = "-//mkdocs-service-handbook//EN"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something that happens on a day."""

    uid: str
    """The same for the same thing in every build, so that a calendar moves it and does not double it."""
    day: dt.date
    title: str
    text: str
    url: str
    stamp: int
    """When it was written down: seconds since 1970 in UTC."""


def calendar(name: str, appointments: Iterable[Appointment]) -> bytes:
    """All *appointments* as whole days, in the order given."""
    found = Calendar()
    found.add("prodid", MAKER)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    for each in appointments:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", dt.datetime.fromtimestamp(each.stamp, dt.UTC))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + dt.timedelta(days=1))
        event.add("summary", each.title)
        event.add("description", each.text)
        event.add("transp", "TRANSPARENT")  # nobody is busy because a rule begins
        if each.url:
            event.add("url", each.url)
        found.add_component(event)
    return bytes(found.to_ical())
