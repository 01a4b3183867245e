"""What `handbook history` and `handbook diff` share: whose past is asked for, in which language, which text."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, NoReturn

import click

from handbook import survey
from handbook.cli.plain import printable
from handbook.core.catalogue import Entry
from handbook.core.document import Document
from handbook.core.language import Language
from handbook.core.problems import nearest
from handbook.exchange.say import Refused
from handbook.revisions import say
from handbook.revisions.archive import Archive
from handbook.revisions.model import Past, Revision
from handbook.revisions.record import CLOSED, day_of
from handbook.revisions.subject import Subject

NEAR = 8
"""How many ids, or versions, a refusal names."""
of_language = click.option(
    "--language", metavar="ar|en", help="Whose text, and in which words; the option `messages` by default."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A document in one language, and the words of that language."""

    subject: Subject
    language: Language

    @property
    def id(self) -> str:
        """The document's id."""
        return self.subject.entry.document.id

    @property
    def archive(self) -> Archive:
        """The past of all documents."""
        return self.subject.archive


def asked(config_file: IO[bytes] | None, document: str, language: str | None) -> Asked:
    """The *document* of the site, in *language* or in the editors' one, or in one that it has.

    Raises `Refused` where it is unknown or closed, `survey.Refused` where the site or its history cannot be read.
    """
    site = survey.archived(config_file)
    archive, entries = site.archive, site.archive.catalogue.entries
    if language is not None and language not in site.languages:
        known = ", ".join(site.languages)
        raise Refused("unknown-language", nearest(language, site.languages), language=language, known=known)
    entry = entries.get(document)
    if entry is None or not archive.manner(entry):
        _refuse_unknown(document, (id for id, entry in entries.items() if archive.manner(entry)))
    words = site.languages[_language(entry, language, site.messages)]
    if archive.ground.history is None:
        trouble = archive.ground.trouble
        reason = f" ({trouble.reason})" if trouble and trouble.reason else ""
        raise survey.Refused(say.incomplete(trouble, words) + reason)
    if entry.original.data.get("classification") == CLOSED:
        raise Refused("closed", id=document)
    return Asked(Subject(archive, entry, words.code), words)


def warn(of: Asked) -> None:
    """Say on stderr why the history is not whole, or not what the file says now."""
    state = of.archive.unpublished(of.subject.entry, of.subject.language)
    said = [say.incomplete(of.archive.ground.trouble, of.language)]
    said.append(of.language.t(f"past.unpublished.{state}") if state else "")
    for sentence in filter(None, said):
        click.echo(sentence, err=True)


def _language(entry: Entry[Document], wanted: str | None, usual: str) -> str:
    own = [code for code in entry.pages if code in entry.sources]
    if wanted is None:
        return usual if usual in own else own[0]
    if wanted not in own:
        raise Refused("not-in-language", id=entry.document.id, language=wanted, known=", ".join(own))
    return wanted


def _refuse_unknown(word: str, known: Iterable[str]) -> NoReturn:
    """Name the ids that look most like *word*, whatever its case; the first ones where none does."""
    folded = {id.casefold(): id for id in sorted(known)}
    found = difflib.get_close_matches(word.casefold(), folded, n=NEAR, cutoff=0.4) or list(folded)[:NEAR]
    guess = folded.get(nearest(word.casefold(), folded), "")
    raise Refused("unknown-document", guess, id=printable(word), near=", ".join(folded[name] for name in found))


# ---- Which text ------------------------------------------------------------------------------------------------


def chosen(past: Past, document: str, said: str) -> Revision:
    """The text of *past* that is called *said*: a version, a revision, the beginning of a commit's id, or a day.

    Raises `Refused` where there is none, and where it must not be read.
    """
    found = _named(past, said) or _committed(past, said)
    if found is None and (day := day_of(said)):
        found = on(past, day)
        if found is None:
            raise Refused("no-text-then", id=document, day=said)
    if found is None:
        names = list(dict.fromkeys(version.label for version in reversed(past.versions)))
        more = [r.name for r in (past.revisions[:1] + past.revisions[-1:]) if r.name not in names]
        known = ", ".join([*names[:NEAR], "–".join(dict.fromkeys(more))]).strip(", ")
        raise Refused("unknown-revision", nearest(said, names), id=document, said=said, known=known)
    if found.withheld is not None:
        raise Refused("withheld", id=document, said=said, reason=_both(found.withheld))
    if found.blob is None:
        raise Refused("withdrawn", id=document, said=said)
    return found


def on(past: Past, day: dt.date) -> Revision | None:
    """The text that was in force on *day*: that of the version that held, as it had been published by then."""
    held = [version for version in past.versions if version.holds(day)]
    if not held:
        return None
    texts = [revision for revision in held[-1].revisions if revision.blob is not None]
    return next((r for r in reversed(texts) if r.published <= day), texts[0] if texts else None)


def _named(past: Past, said: str) -> Revision | None:
    for version in reversed(past.versions):
        if version.issued and version.label == said:
            return version.text
    return next((revision for revision in past.revisions if revision.name == said), None)


def _committed(past: Past, said: str) -> Revision | None:
    """The revision of the commit whose id begins with *said*, if there is only one."""
    if not re.fullmatch("[0-9a-f]{4,64}", said.lower()):
        return None
    found = [revision for revision in past.revisions if revision.commit.startswith(said.lower())]
    return found[0] if len(found) == 1 else None


def _both(reason: Mapping[str, str]) -> dict[str, str]:
    """*reason* in the two languages of a refusal, whichever it was written in."""
    return {code: reason.get(code) or next(iter(reason.values()), "") for code in ("en", "ar")}
