"""From the files of a policy to an entry."""

from __future__ import annotations

from handbook.core.catalogue import Bundle, Entry, Kind
from handbook.core.pages import read_bundle
from handbook.policies.model import Policy


def read(bundle: Bundle, _languages: tuple[str, ...]) -> Entry[Policy]:
    """One policy; the original carries the front matter, a translation its words."""
    policy, parsed = read_bundle(bundle, Policy)
    return Entry("policy", policy, parsed, {lang: source.uri for lang, source in parsed.items()})


POLICY = Kind("policy", "policies", ".md", read)
