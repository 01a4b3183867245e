"""What words in a table mean: a row's label, a degree of feeling, a yes, a length of time."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, get_args, get_origin

from pydantic import ValidationError

from handbook.core.document import Duration
from handbook.core.language import load
from handbook.core.problems import nearest
from handbook.exchange.say import Refused, words
from handbook.journeys.exchange import fields

CHANNEL = "channel"
"""A row that says no field: the channel follows from the touchpoint."""
LONGEST_LABEL = 7
"""A label with more words than this is a sentence: no synonym is looked for in it."""
_HAMZA = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ء": "", "ى": "ي", "ة": "ه"})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−–", "01234567890123456789.--")
_LABEL = re.compile(r"[^\w]+|_")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_AIM = re.compile(r"(?:>=|<=|[≥≤<>])\s*(-?\d+(?:\.\d+)?)")
_FIGURE = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
_EDGES = " -–—،,:؛;.(%≥≤<>="
"""What stands between the name of a figure and its value."""
_LENGTH = re.compile(r"(?:(\d{1,3})\s*)?([^\W\d]+)")


def plain(text: str) -> str:
    """*text* for comparing: no case, vowel signs, tatweel, forms of hamza, articles or English plurals."""
    said = unicodedata.normalize("NFKC", text).casefold()
    said = "".join(c for c in unicodedata.normalize("NFD", said.translate(_HAMZA)) if not unicodedata.combining(c))
    return " ".join(map(_stem, _LABEL.sub(" ", said.translate(_HAMZA).replace("ـ", "")).split()))


def _stem(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if not word.isascii() or len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


@cache
def _labels() -> Mapping[str, str]:
    """Field by plain label: the synonyms first, then the labels of the tables that we write."""
    said = words("synonyms.yml")["fields"]
    found = {plain(label): field for field, labels in said.items() for label in labels}
    own = fields.words()["fields"]
    return {plain(label): field for field in said if field in own for label in own[field].values()} | found


def mappable(field: str) -> bool:
    """Whether a row of a table without keys can be the field at this path."""
    names = tuple(field.split("."))
    shape = fields.shapes().get(names)
    inside = (fields.shapes()[names[:end]] for end in range(1, len(names)) if names[:end] in fields.shapes())
    in_list = any(s.many and names[:1] != fields.STAGE for s in inside)
    deep = names[:1] == fields.STAGE and len(names) > (3 if names[:2] == fields.STEP else 2)
    single = shape is not None and (shape.model is None or field in words("synonyms.yml")["fields"])
    return field == CHANNEL or (single and not in_list and not deep)


class Labels(dict[str, str]):
    """The user's own labels, plain → field; `written` has each as the user wrote it."""

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[str, str] = {}


def mapping(said: Iterable[str]) -> Labels:
    """Plain label → field, from *said* as `LABEL=FIELD`; raises `Refused`."""
    found = Labels()
    for one in said:
        label, sign, field = (part.strip() for part in one.rpartition("="))
        if not (sign and plain(label)):
            raise Refused("bad-mapping", said=one)
        if not mappable(field):
            known = [name for name in (".".join(names) for names in fields.shapes()) if mappable(name)]
            raise Refused("unknown-field", nearest(field, known), field=field)
        found[plain(label)] = field
        found.written[plain(label)] = label
    return found


def own_label(label: str, own: Mapping[str, str]) -> str:
    """Which of the user's *own* labels tells what the row called *label* means; empty for none."""
    said = _language(label)[0]
    exact = next((form for form in (plain(label), said) if form in own), "")
    if exact or plain(label) in _labels() or said in _labels() or len(said.split()) > LONGEST_LABEL:
        return exact
    within = [one for one in own if f" {one} " in f" {said} "]
    return max(within, key=lambda one: (len(one.split()), len(one)), default="")


def field_of(label: str, own: Mapping[str, str]) -> tuple[str, str]:
    """The field that *label* means (empty for none) and the language that it names; *own* counts first."""
    said, language = _language(label)
    for known in (own, _labels()):
        for form in (plain(label), said):
            if form in known:
                return known[form], language
    if len(said.split()) <= LONGEST_LABEL:
        inner = {**own} | {one: field for one, field in _labels().items() if field.startswith("stages.")}
        within = [one for one in inner if f" {one} " in f" {said} "]
        if within:
            best = max(within, key=lambda one: (len(one.split()), len(one)))
            return inner[best], language
    return "", language


def _language(label: str) -> tuple[str, str]:
    """*label* plain and without the language at its end, and that language."""
    parts = plain(label).split()
    for code, names in words("synonyms.yml")["languages"].items():
        if len(parts) > 1 and parts[-1] in {plain(name) for name in names}:
            return " ".join(parts[:-1]), str(code)
    return " ".join(parts), ""


def nearest_label(label: str) -> str:
    """The field whose label is most like *label*, or an empty text."""
    return near(plain(label), _labels())


def near(text: str, known: Mapping[str, str], alike: float = 0.72) -> str:
    """The value in *known* whose plain key is at least so much *alike* the plain *text*; empty for none."""
    found = difflib.get_close_matches(text, sorted(known), n=1, cutoff=alike)
    return known[found[0]] if found else ""


# ---- Values ----------------------------------------------------------------------------------------------------


def tidy(field: fields.Names, text: str) -> str:
    """*text* in the form in which the model reads the *field*; as it is where nobody knows a better one."""
    shape = fields.shapes()[field]
    inner, said = shape.inner, " ".join(text.translate(_DIGITS).split())
    if inner is int:
        return (feeling(text) if field[-1] == "emotion" else "") or (said if _NUMBER.fullmatch(said) else text)
    if inner is float:
        return said.removesuffix("%").strip() if _NUMBER.match(said) else text
    if inner is bool:
        return yes_or_no(text) or text
    if inner is Duration:
        return length(text) or text
    if inner is dt.date:
        return said
    if get_origin(inner) is Literal:
        form = re.sub(r"[\s-]+", "_", said.casefold())
        return form if form in get_args(inner) else text
    return text


@cache
def _feelings() -> Mapping[str, str]:
    found = {
        _mood(word): degree for degree, all_words in words("synonyms.yml")["feelings"].items() for word in all_words
    }
    own = {_mood(load(code).t(f"emotion.{degree}")): str(degree) for code in ("ar", "en") for degree in range(-2, 3)}
    return found | own


def _mood(word: str) -> str:
    return plain(word) or unicodedata.normalize("NFKC", word).replace("\ufe0f", "").strip()


def feeling(text: str) -> str:
    """The degree of the scale that *text* means, −2 to 2; empty where it means none."""
    said = " ".join(text.translate(_DIGITS).split())
    number = re.fullmatch(r"([+-]?\d+)(?:\.0+)?(?:\s*/\s*2)?", said)
    if number:
        return str(int(number[1])) if abs(int(number[1])) <= 2 else ""
    if degree := _feelings().get(_mood(text)) or _feelings().get(_mood(said)):
        return degree
    parts = [part for part in re.split(r"[\s,،;؛/()]+", text.replace("\ufe0f", "")) if part]
    degrees = {degree for part in parts if (degree := _feelings().get(_mood(part)))}
    return degrees.pop() if len(degrees) == 1 else ""


def says_more(text: str) -> bool:
    """Whether *text* has words beside those that mean a degree of feeling."""
    said = text.replace("\ufe0f", "")
    known = _feelings()
    parts = [part for part in re.split(r"[\s,،;؛/()]+", said) if part and not _is_sign(part)]
    return _mood(said) not in known and not all(_mood(part) in known for part in parts)


def _is_sign(part: str) -> bool:
    """Whether *part* is a number or a sign."""
    return not any(c.isalpha() for c in part)


def yes_or_no(text: str) -> str:
    """`true`, `false`, or nothing."""
    for name, value in (("yes", "true"), ("no", "false")):
        if _mood(text) in {_mood(word) for word in words("synonyms.yml")[name]}:
            return value
    return ""


def length(text: str) -> str:
    """A length of time as the model writes it; empty where *text* is none."""
    with contextlib.suppress(ValidationError):
        return Duration(text).root
    found = _LENGTH.fullmatch(" ".join(text.translate(_DIGITS).split()).strip(" ~.≈"))
    if not found:
        return ""
    for unit, names in words("synonyms.yml")["units"].items():
        if plain(found[2]) in {plain(name) for name in names}:
            two = plain(found[2]).endswith(("ان", "ين")) and not found[1]
            number = int(found[1] or (2 if two else 1))
            return f"{number} {unit}{'s' * (number != 1)}" if number else ""
    return ""


def numbers(text: str) -> list[float]:
    """The figures in *text*, in order."""
    return [float(found) for found in _FIGURE.findall(text.translate(_DIGITS))]


def kpi(text: str) -> dict[str, str] | None:
    """Name, unit, target and, where it is told, value of a figure in words; None without a target."""
    whole, words_ = " ".join(text.split()), words("synonyms.yml")["target"]
    said = whole.translate(_DIGITS)  # character for character, so that places are the same in both
    sign = _AIM.search(said)
    word = re.search(rf"\b(?:{'|'.join(map(re.escape, words_))})\b\D*?(-?\d+(?:\.\d+)?)", said, re.IGNORECASE)
    aim = word or sign
    if aim is None:
        return None
    before = re.sub(r"[≥≤<>=]", " ", said[: aim.start()])
    value = next(reversed(list(_FIGURE.finditer(before))), None)
    name = whole[: value.start() if value else aim.start()].strip(_EDGES)
    name = name or whole[value.end() if value else aim.end() : aim.start() if value else None].strip(_EDGES) or whole
    unit = "%" if "%" in said else ((after := re.match(r"\s*([^\W\d]+)", said[aim.end() :])) and after[1]) or ""
    found = {"name": name, "unit": unit, "target": aim[1], "better": "lower" if re.search("[≤<]", said) else "higher"}
    return found | ({"value": f"{float(value[0]):g}"} if value else {})
