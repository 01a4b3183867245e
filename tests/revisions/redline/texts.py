"""Documents as people write them in both languages, what people do to them, and what must hold of any redline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

import html5lib
import markdown
from lxml import html as lxml_html

import support
from handbook.core.safety import clean
from handbook.revisions.redline import Redline, accepted, blocks, numbered, rejected

# ---- Documents -----------------------------------------------------------------------------------------------

ENGLISH = [
    "## Scope {#scope}",
    "## How we measure",
    "### In practice",
    "It applies to everyone who deals with customers in branches, the contact centre and e-mail, and to partners "
    "who serve customers in our name. It binds nobody else.",
    "We answer **80% of calls** within 30 seconds, and refund up to 1,200.50 riyals. See [the policy](a.md#x) or "
    "[CS-006](b.md). Ask *once*, not twice: that is the rule.[^note]",
    "- Ask what they need, not why.\n- Speak in `short sentences`.\n- Do not end a call because it is long.",
    "1. First step, with a reason.\n2. Second step:\n    - a detail,\n    - another detail.\n3. Third step.",
    "- [ ] Not done yet\n- [x] Done on 2026-01-15\n\n- Loose item\n\n    with a second paragraph.",
    "| Measure | Level | Source |\n|---|---|---|\n| Calls answered | 80% | Phone system |\n| Messages | 90% | Tickets |"
    "\n| Satisfaction | 4.2 of 5 | Survey |",
    '!!! note "Draft for comment"\n    The Council has not yet approved this text.\n\n    - It binds nobody.',
    "!!! warning\n    Two questions are open. Are 3 days enough?",
    "```python\ndef answer(call):\n    if call.long:\n        return 30\n    return 'yes' < 2\n```",
    "Agent\n:   Whoever answers, by day or by night.\n\nCustomer\n:   Whoever asks.\n:   Whoever pays.",
    "> A customer said: “Take your time.”\n>\n> She meant it.",
    "<details><summary>Why 30 seconds?</summary>\n<p>Because the survey says so.</p>\n</details>",
    '![A desk](desk.png "The desk")',
    "Text<sup>2</sup> with H<sub>2</sub>O, <bdi>CS-001</bdi>, <kbd>Enter</kbd> and un**believ**able words.",
    "<table><caption>Hours</caption><tr><th colspan=2>Day</th></tr><tr><td>Sunday</td><td>8–16</td></tr></table>",
    "---",
    "Another paragraph that ends the page. It has three sentences. The last is short.",
]
ARABIC = [
    "## النطاق {#scope}",
    "## كيف نقيس",
    "### في التطبيق",
    "تسري هذه السياسة على كل من يتعامل مع العملاء في الفروع ومركز الاتصال والبريد الإلكتروني، "
    "وعلى الشركاء. ولا تُلزِم غيرهم.",
    "نجيب عن **80% من المكالمات** خلال 30 ثانية، ونرد مبلغًا لا يتجاوز ٣٬٥٠٠ ريال. انظر [السياسة](a.md#x) أو "
    "[CS-006](b.md). نسأل *مرة واحدة*: هذه هي القاعدة.[^note]",
    "- اسأل العميل عمّا يحتاج إليه.\n- تحدّث بـ`جمل قصيرة`.\n- لا تُنهِ المكالمة لأنها طويلة.",
    "1. الخطوة الأولى وسببها.\n2. الخطوة الثانية:\n    - تفصيل،\n    - وتفصيل آخر.\n3. الخطوة الثالثة.",
    "| المقياس | المستوى | المصدر |\n|---|---|---|\n| المكالمات | ٨٠٪ | نظام الهاتف |\n| الرسائل | 90% | التذاكر |",
    '!!! note "مسودة للتعليق"\n    لم يعتمد المجلس هذا النص بعد.\n\n    - لا يُلزِم أحدًا.',
    "الموظف\n:   من يجيب، ليلًا أو نهارًا.\n\nالعميل\n:   من يسأل.",
    "> قال أحد العملاء: «خذ وقتك».",
    "<details><summary>لماذا 30 ثانية؟</summary>\n<p>لأن الاستبانة تقول ذلك.</p>\n</details>",
    "فقرة أخيرة تنتهي بها الصفحة. فيها ثلاث جمل. والأخيرة قصيرة.",
    "ال**عميل** أولًا، و\u200fCS-001\u200f هي المرجع (الإصدار 2.1).",
]
NOTES = "[^note]: The reason is in the survey.\n"
POOL = {"en": ENGLISH, "ar": ARABIC}
WORDS = {
    "en": "customer reply the of channel digital 1,200 CS-004 80% never (new) “well-known” 10:30 It's".split(),
    "ar": "العميل الرد في قناة رقمية ١٬٢٠٠ CS-004 80% أبدًا (جديد) «معروف» 10:30 مُحدَّث".split(),
}


@cache
def _markdown() -> markdown.Markdown:
    names: list[str] = []
    options: dict[str, dict[str, object]] = {}
    for extension in support.project()["markdown_extensions"]:
        if isinstance(extension, dict):
            options |= extension
        names.append(extension if isinstance(extension, str) else next(iter(extension)))
    return markdown.Markdown(extensions=names, extension_configs=options)


@cache
def render(text: str) -> str:
    """*text* as the handbook's own Markdown makes it, cleaned as pages are."""
    return clean(_markdown().reset().convert(text))


def document(parts: list[str]) -> str:
    """The HTML of a document of these parts; its footnote is explained at the end."""
    return render("\n\n".join([*parts, NOTES]))


# ---- What people do to documents -----------------------------------------------------------------------------

Change = Callable[[list[str], Random, str], None]
CHANGES: dict[str, Change] = {}


def change(function: Change) -> Change:
    CHANGES[function.__name__] = function
    return function


def some_words(parts: list[str], random: Random, edit: Callable[[list[str], int], None]) -> None:
    """Edit the words of one line somewhere."""
    n = random.randrange(len(parts))
    if parts[n].startswith("<table"):  # half of its tags would be a change that nobody makes
        return
    lines = parts[n].split("\n")
    at = random.randrange(len(lines))
    words = re.split(r"(\s+)", lines[at])
    places = [
        k for k, word in enumerate(words) if re.search(r"\w", word) and not word.startswith(("<", "`", "|-", "#"))
    ]
    if places:
        edit(words, random.choice(places))
        lines[at] = "".join(words)
        parts[n] = "\n".join(lines)


@change
def replace_word(parts: list[str], random: Random, language: str) -> None:
    some_words(parts, random, lambda words, k: words.__setitem__(k, random.choice(WORDS[language])))


@change
def insert_word(parts: list[str], random: Random, language: str) -> None:
    some_words(parts, random, lambda words, k: words.insert(k + 1, " " + random.choice(WORDS[language])))


@change
def delete_word(parts: list[str], random: Random, language: str) -> None:
    some_words(parts, random, lambda words, k: words.__delitem__(slice(k, k + 2)))


@change
def join_words(parts: list[str], random: Random, language: str) -> None:
    some_words(parts, random, lambda words, k: words.__delitem__(slice(k + 1, k + 2)))


@change
def insert_sentence(parts: list[str], random: Random, language: str) -> None:
    sentence = " ".join(random.choices(WORDS[language], k=6)) + ". "
    some_words(parts, random, lambda words, k: words.insert(k, sentence))


@change
def make_bold(parts: list[str], random: Random, language: str) -> None:
    some_words(parts, random, lambda words, k: words.__setitem__(k, f"**{words[k]}**"))


@change
def make_link(parts: list[str], random: Random, language: str) -> None:
    some_words(parts, random, lambda words, k: words.__setitem__(k, f"[{words[k]}](c.md)"))


@change
def add_tashkeel(parts: list[str], random: Random, language: str) -> None:
    def edit(words: list[str], k: int) -> None:
        words[k] = re.sub(r"([ء-ي])", "\\1\u064e", words[k], count=1)

    some_words(parts, random, edit)


@change
def add_unseen(parts: list[str], random: Random, language: str) -> None:
    def edit(words: list[str], k: int) -> None:
        words[k] = random.choice(["\u200f", "\u200e", "\u2067"]) + words[k].replace("ي", "ـي")

    some_words(parts, random, edit)


@change
def change_number(parts: list[str], random: Random, language: str) -> None:
    n = random.randrange(len(parts))
    parts[n] = re.sub(r"(?<=\w )[1-9]\d*|(?<=\| )\d+", "120", parts[n], count=1)


@change
def change_link(parts: list[str], random: Random, language: str) -> None:
    n = random.randrange(len(parts))
    parts[n] = parts[n].replace("(a.md#x)", "(other.md)").replace("(b.md)", "(a.md)")


@change
def delete_line(parts: list[str], random: Random, language: str) -> None:
    n = random.randrange(len(parts))
    lines = parts[n].split("\n")
    if len(lines) > 1:
        del lines[random.randrange(1, len(lines))]
        parts[n] = "\n".join(lines)


@change
def repeat_line(parts: list[str], random: Random, language: str) -> None:
    n = random.randrange(len(parts))
    lines = parts[n].split("\n")
    lines.insert(random.randrange(len(lines)) + 1, random.choice(lines))
    parts[n] = "\n".join(lines)


@change
def swap_lines(parts: list[str], random: Random, language: str) -> None:
    n = random.randrange(len(parts))
    lines = parts[n].split("\n")
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    parts[n] = "\n".join(lines)


def tables(parts: list[str]) -> Iterator[tuple[int, list[list[str]]]]:
    for n, part in enumerate(parts):
        if part.startswith("|"):
            yield n, [line.strip("|").split("|") for line in part.split("\n")]


@change
def add_column(parts: list[str], random: Random, language: str) -> None:
    for n, rows in tables(parts):
        at = random.randrange(len(rows[0]) + 1)
        for k, row in enumerate(rows):
            row.insert(at, "---" if k == 1 else f" {random.choice(WORDS[language])} ")
        parts[n] = "\n".join(f"|{'|'.join(row)}|" for row in rows)


@change
def delete_column(parts: list[str], random: Random, language: str) -> None:
    for n, rows in tables(parts):
        at = random.randrange(len(rows[0]))
        for row in rows:
            if len(row) > max(at, 1):
                del row[at]
        parts[n] = "\n".join(f"|{'|'.join(row)}|" for row in rows)


@change
def change_cell(parts: list[str], random: Random, language: str) -> None:
    for n, rows in tables(parts):
        row = rows[random.choice([k for k in range(len(rows)) if k != 1])]
        row[random.randrange(len(row))] = f" {random.choice(WORDS[language])} "
        parts[n] = "\n".join(f"|{'|'.join(row)}|" for row in rows)


@change
def delete_part(parts: list[str], random: Random, language: str) -> None:
    if len(parts) > 1:
        del parts[random.randrange(len(parts))]


@change
def insert_part(parts: list[str], random: Random, language: str) -> None:
    parts.insert(random.randrange(len(parts) + 1), random.choice(POOL[language]))


@change
def swap_parts(parts: list[str], random: Random, language: str) -> None:
    a, b = random.randrange(len(parts)), random.randrange(len(parts))
    parts[a], parts[b] = parts[b], parts[a]


@change
def split_part(parts: list[str], random: Random, language: str) -> None:
    n = random.randrange(len(parts))
    parts[n] = parts[n].replace(". ", ".\n\n", 1)


@change
def merge_parts(parts: list[str], random: Random, language: str) -> None:
    n = random.randrange(len(parts))
    parts[n : n + 2] = [" ".join(parts[n : n + 2])]


@change
def number_list(parts: list[str], random: Random, language: str) -> None:
    parts[:] = [re.sub(r"^- (?!\[)", "1. ", part, flags=re.MULTILINE) for part in parts]


@change
def loosen_list(parts: list[str], random: Random, language: str) -> None:
    parts[:] = [re.sub(r"\n- ", "\n\n- ", part) for part in parts]


@change
def tick_box(parts: list[str], random: Random, language: str) -> None:
    parts[:] = [part.replace("[ ]", "[x]") for part in parts]


@change
def change_box(parts: list[str], random: Random, language: str) -> None:
    parts[:] = [part.replace("!!! note", "!!! danger") for part in parts]


@change
def change_level(parts: list[str], random: Random, language: str) -> None:
    parts[:] = [part.replace("### ", "## ") for part in parts]


@change
def indent_code(parts: list[str], random: Random, language: str) -> None:
    parts[:] = [part.replace("\n    return", "\n        return") for part in parts]


@change
def change_drawing(parts: list[str], random: Random, language: str) -> None:
    parts[:] = [part.replace("desk.png", "chair.png") for part in parts]


# ---- What must hold of any redline ---------------------------------------------------------------------------

BLOCK = "address|blockquote|caption|col|colgroup|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section"
BLOCK += "|summary|table|tbody|td|tfoot|th|thead|tr|ul"
_EDGE = re.compile(rf"\s*(</?(?:{BLOCK})(?:\s[^<>]*)?>)\s*")
_UNSEEN = dict.fromkeys(map(ord, "\u061c\u0640\u200e\u200f\u2067\u2066\u2068\u2069"))
_ALLOWED = {
    "ul": {"li"},
    "ol": {"li"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
    "dl": {"dt", "dd", "div"},
}


def shape(html: str) -> str:
    """*html* without the white space that makes no difference: that around blocks, and how much of it elsewhere."""
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(
        part if part.startswith("<pre") else _EDGE.sub(r"\1", " ".join(re.split(r"\s+", part))).strip()
        for part in parts
    )


def said(html: str) -> str:
    """The text of *html* as people see it, its blocks apart."""
    apart = re.sub(rf"(</?(?:{BLOCK})(?:\s[^<>]*)?>)", r" \1 ", html)
    text = "".join(lxml_html.fragment_fromstring(apart, create_parent="div").itertext())
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


def assert_valid(html: str) -> None:
    """No browser has to mend it, and whatever may only hold certain elements does."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(f"<!doctype html><html><head><title>x</title></head><body>{html}</body></html>")
    assert not parser.errors, (parser.errors, html)
    for element in tree.iter():
        kids = [kid.tag for kid in element]
        if element.tag in _ALLOWED:
            assert set(kids) <= _ALLOWED[element.tag], (element.tag, kids, html)
        if element.tag == "details" and "summary" in kids:
            assert kids.index("summary") == 0, html
            assert kids.count("summary") == 1, html
        if element.tag == "table":
            assert kids.count("caption") <= 1, html
            assert kids.count("thead") <= 1, html
        if element.tag in ("ins", "del"):
            assert "".join(element.itertext()) or kids, html
            inside = {kid.tag for kid in element.iter()} - {element.tag}
            assert not any(re.fullmatch(f"{BLOCK}|ins|del", tag) for tag in inside), html


def assert_whole_words(html: str) -> None:
    """No mark begins or ends inside a word: neither in the new text, nor in the old."""
    for mark, other in (("ins", "del"), ("del", "ins")):
        text = re.sub(rf"<{other}>.*?</{other}>", "", html, flags=re.DOTALL)
        text = re.sub(rf"</?(?:{BLOCK}|br|img|input|wbr)(?:\s[^<>]*)?>", " ", text)
        text = text.replace(f"<{mark}>", "\ue000").replace(f"</{mark}>", "\ue001")
        text = re.sub("<[^<>]*>", "", text).replace("\ue001\ue000", "")
        cut = re.search(r"[\w\u064b-\u0652][\ue000\ue001][\w\u064b-\u0652]", text)
        assert not cut, (cut, html)


def assert_sound(old: str, new: str, line: Redline) -> None:
    """All that must hold of the redline of two documents."""
    html, places = numbered(line.blocks)
    assert places == line.places == len(re.findall(r'class="(?:[^"]* )?hb-chg[ "]', html))
    for n in range(1, places + 1):
        assert html.count(f'id="c{n}"') == 1
    assert_valid(html)
    assert sorted(re.findall(r' id="(?!c\d+"|old-)([^"]*)"', html)) == sorted(re.findall(r' id="([^"]*)"', new))
    assert_whole_words(html)
    for text in (html, "".join(line.blocks)):
        assert shape(accepted(text)) == shape("".join(blocks(new)))
        assert said(rejected(text)) == said(old)
    known = set(blocks(new))
    assert len(line.changed) == len(line.blocks)
    for block, changed in zip(line.blocks, line.changed, strict=True):
        assert changed == bool(re.search(r"<ins>|<del>|hb-chg|hb-fmt", block))
        assert changed or block in known
    assert any(line.changed) == bool(line.places) == bool(line.sections)
    assert bool(line.added or line.removed or line.formatting) <= bool(line.places)
