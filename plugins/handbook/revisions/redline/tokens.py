"""What is compared: whole words, punctuation, and codes that stand for them."""

from __future__ import annotations

import re
import sys
import unicodedata

# Signs that nobody sees: marks of direction, the stretch of Arabic letters, soft hyphens. No change, if they change.
_UNSEEN = "\u061c\u0640\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_DROP = dict.fromkeys(map(ord, _UNSEEN))


def _combining() -> str:
    """A regular expression's set of the signs that belong to the letter before them: tashkeel, accents, joiners."""
    signs = (chr(n) for n in (*range(0x300, 0x3100), *range(0xFE00, 0xFE30)))
    return "".join(sign for sign in signs if unicodedata.category(sign)[0] == "M") + "\u200c\u200d"


_WITH = _combining()
_LETTERS = rf"[\w{_WITH}{_UNSEEN}]+"
# A sign before a number and a percent sign beside it belong to the number: marks set their words apart from the
# direction of the line, and a percent sign left outside would jump to the other side of its number in Arabic.
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
    | (?:[+\-−$€£%٪]+(?=\d))?
      {_LETTERS}
      (?: (?: [-‐‑./'’٫٬@_](?=\w) | (?<=\d)[,:–](?=\d) ) {_LETTERS} )*
      (?: (?<=\d)[%٪‰] )?
    | [^\w\s] (?: \u200d[^\w\s] | [{_WITH}] )*
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[str]:
    """*text* cut into white space, words and single signs; joined they are *text* again.

    A word keeps its tashkeel; numbers with separators (`1,200`, `10:30`, `٣٫٥`, `80%`), compounds and document numbers
    (`CS-006`) are one word.
    """
    return [found[0] for found in _TOKEN.finditer(text)]


def key(token: str) -> str:
    """What *token* is compared by; empty if nobody sees it."""
    if token.isascii():
        return " " if token.isspace() else token
    return " " if token.isspace() else unicodedata.normalize("NFC", token.translate(_DROP))


def fold(text: str) -> str:
    """*text* with one space for all white space, and without what nobody sees: what counts as the same text."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_DROP))
    return " ".join(text.split())


def is_word(token: str) -> bool:
    """Whether *token* counts when words are counted: words and numbers do, punctuation does not."""
    return token.isalnum() or any(sign.isalnum() for sign in token)


class Codes:
    """One character for each different string, so that sequences of strings are compared as strings are."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def __getitem__(self, text: str) -> str:
        """The character that stands for *text*; raises OverflowError after a million different ones."""
        code = self._codes.get(text)
        if code is None:
            number = len(self._codes) + 1
            number += 0x800 if number >= 0xD800 else 0  # no surrogates: they are no characters
            if number > sys.maxunicode:
                raise OverflowError("too many different words")
            code = self._codes[text] = chr(number)
        return code
