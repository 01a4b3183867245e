"""What a redline does, case by case."""

from __future__ import annotations

import time

import pytest

from handbook.revisions.redline import accepted, blocks, numbered, redline, rejected
from handbook.revisions.redline.tokens import fold, is_word, key, tokens
from revisions.redline import texts


def marked(old: str, new: str) -> str:
    """The redline of two texts, which must be sound."""
    line = redline(old, new)
    texts.assert_sound(old, new, line)
    return "".join(line.blocks).replace("hb-chg hb-chg--", "")


def inside(old: str, new: str) -> str:
    """The redline of two paragraphs that are one for the reader: what is in it."""
    html = marked(f"<p>{old}</p>", f"<p>{new}</p>")
    assert html.count("<p") == 1
    return html.partition(">")[2].removesuffix("</p>")


# ---- Words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    "1,200 3.5 10:30 2026-01-15 ٣٫٥ ٣٬٥٠٠ ٨٠٪ 80% -5 €20 2–3 CS-006 e-mail don’t and/or v2.1 مُحَدَّث قيـمة "
    "\u200fالعميل\u200f naïve cafe\u0301".split(),
)
def test_one_word(word: str) -> None:
    """Numbers with what belongs to them, compounds, and letters with their signs are not cut."""
    assert tokens(f"({word}).") == ["(", word, ")", "."]
    assert is_word(key(word))


@pytest.mark.parametrize("text", ["", " a  b\n", "“أ”، ب؟", "a.b. c", "👩‍💻 ⚠️!", "\u200f(", "x\u0301\u0302 \u00a0y"])
def test_nothing_is_lost(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_what_nobody_sees_makes_no_difference() -> None:
    assert key("قيـمة\u200f") == key("قيمة")
    assert key("cafe\u0301") == key("caf\u00e9")
    assert fold(" a\u00a0\n b\u2069 ") == "a b"
    assert not redline("<p>قيـمة \u200fCS-006\u200f</p>", "<p>قيمة CS-006</p>").places


def test_tashkeel_makes_one() -> None:
    assert inside("ثم يدفع العميل", "ثم يُدفع العميل") == "ثم <del>يدفع</del><ins>يُدفع</ins> العميل"


def test_numbers_change_whole() -> None:
    assert inside("up to 100 riyals", "up to 120 riyals") == "up to <del>100</del><ins>120</ins> riyals"
    assert inside("بنسبة 80% من", "بنسبة 90% من") == "بنسبة <del>80%</del><ins>90%</ins> من"


def test_markup_cuts_no_word() -> None:
    """A word of which half is bold is marked whole."""
    html = inside("the un<b>believ</b>able story of a desk", "the un<b>believ</b>ed story of a desk")
    assert html == "the <del>un<b>believ</b>able</del><ins>un<b>believ</b>ed</ins> story of a desk"


def test_cut_words_between_changes() -> None:
    """Between two changes that touch the same cut word nothing is lost: they are one."""
    old = "<p>Text<sup>2</sup> with H<sub>2</sub>O, fine words.</p>"
    new = "<p>with H<sub>2</sub>O, fine words. with H<sub>2</sub>O, fine words.</p>"
    assert marked(old, new) == (
        '<p class="mod"><del>Text<sup>2</sup></del><ins>with H<sub>2</sub>O, fine words.</ins>'
        " with H<sub>2</sub>O, fine words.</p>"
    )


# ---- How it reads --------------------------------------------------------------------------------------------


def test_a_new_sentence_is_marked_as_one() -> None:
    assert inside("One thing. Three things.", "One thing. Two things. Three things.") == (
        "One thing. <ins>Two things. </ins>Three things."
    )
    assert inside("One thing.", "One thing. Two more.") == "One thing.<ins> Two more.</ins>"


def test_no_confetti() -> None:
    """Short words and punctuation between two changes are no islands; numbers and longer stretches are."""
    assert inside("we tell the head of sales, today", "we tell the owner of desks, today") == (
        "we tell the <del>head of sales</del><ins>owner of desks</ins>, today"
    )
    assert inside("within one working day at most", "within 4 working hours at most") == (
        "within <del>one working day</del><ins>4 working hours</ins> at most"
    )
    assert inside("from Sunday 8 am we answer", "from Monday 8 pm we answer") == (
        "from <del>Sunday</del><ins>Monday</ins> 8 <del>am</del><ins>pm</ins> we answer"
    )
    assert inside("a b c d", "a x, b y, c d") == "a <ins>x, </ins>b <ins>y, </ins>c d"


def test_space_alone_is_shown_with_its_word() -> None:
    assert inside("a bonus of (50 %) now", "a bonus of (50%) now") == "a bonus of (<del>50 %</del><ins>50%</ins>) now"
    assert inside("the web site is open", "the website is open") == (
        "the <del>web site</del><ins>website</ins> is open"
    )


def test_another_text_is_another_block() -> None:
    assert marked("<p>Ask them what they need today.</p>", "<p>Nobody else may close a case.</p>") == (
        '<p class="del"><del>Ask them what they need today.</del></p>'
        '<p class="add"><ins>Nobody else may close a case.</ins></p>'
    )


# ---- Formatting ----------------------------------------------------------------------------------------------


def test_formatting_alone() -> None:
    line = redline("<p>Ask once, please.</p>", "<p><strong>Ask once</strong>, please.</p>")
    assert line.blocks[0] == (
        '<p class="hb-chg hb-chg--mod"><span class="hb-fmt"><strong>Ask once</strong></span>, please.</p>'
    )
    assert (line.added, line.removed, line.formatting) == (0, 0, 2)


def test_another_target_of_a_link() -> None:
    assert inside('see <a href="a">the rule</a>', 'see <a href="b">the rule</a>') == (
        'see <span class="hb-fmt"><a href="b">the rule</a></span>'
    )


def test_removed_words_stay_in_their_formatting() -> None:
    assert inside("see <b>the old rule</b> now", "see <b>the rule</b> now") == "see <b>the <del>old </del>rule</b> now"
    assert inside("see <b>rule one</b> now", "see <b>rule</b> now") == "see <b>rule<del> one</del></b> now"
    html = inside('see the <a href="a">new</a> rule today', '<a href="b">see the rule today</a>')
    assert html.count("<a ") == 1  # no link in a link
    assert "<del>new </del>" in html


def test_a_list_gets_numbers() -> None:
    line = redline("<ul><li>One thing</li><li>Two</li></ul>", "<ol><li>One thing</li><li>Two</li></ol>")
    assert line.blocks == ('<ol class="hb-chg hb-chg--mod"><li>One thing</li><li>Two</li></ol>',)
    assert (line.places, line.added, line.removed, line.formatting) == (1, 0, 0, 3)


def test_loose_items_are_no_change() -> None:
    assert not redline("<ul><li>a b</li><li>c</li></ul>", "<ul><li><p>a b</p></li><li><p>c</p></li></ul>").places


def test_a_box_is_another_kind() -> None:
    box = '<div class="admonition {}"><p class="admonition-title">Mind</p><p>The step is high.</p></div>'
    line = redline(box.format("note"), box.format("warning"))
    assert line.blocks[0].startswith('<div class="admonition warning hb-chg hb-chg--mod">')
    assert line.places == 1


# ---- Blocks --------------------------------------------------------------------------------------------------


def test_headings_keep_their_new_id() -> None:
    html, places = numbered(redline('<h2 id="a">Who pays</h2>', '<h2 id="b">Who pays when</h2>').blocks)
    assert html == (
        '<h2 id="b" class="hb-chg hb-chg--mod"><span class="hb-chg-at" id="c1"></span>Who pays<ins> when</ins></h2>'
    )
    assert places == 1


def test_a_heading_with_the_same_id_is_the_same() -> None:
    assert marked('<h2 id="a">Scope</h2>', '<h2 id="a">Who it is for</h2>') == (
        '<h2 id="a" class="mod"><del>Scope</del><ins>Who it is for</ins></h2>'
    )


def test_items() -> None:
    assert marked("<ul><li>a b</li><li>c d</li></ul>", "<ul><li>a b</li><li>e f</li><li>c d</li></ul>") == (
        '<ul><li>a b</li><li class="add"><ins>e f</ins></li><li>c d</li></ul>'
    )
    assert marked("<ol><li>a b</li><li>c d<ul><li>e</li></ul></li></ol>", "<ol><li>c d</li></ol>") == (
        '<ol><li class="del"><del>a b</del></li><li>c d<ul class="del"><li><del>e</del></li></ul></li></ol>'
    )


TABLE = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{}</tbody></table>"


def test_cells_mark_their_row() -> None:
    html = marked(TABLE.format("<tr><td>x</td><td>1</td></tr>"), TABLE.format("<tr><td>x</td><td>2</td></tr>"))
    assert '<tbody><tr class="mod"><td>x</td><td><del>1</del><ins>2</ins></td></tr></tbody>' in html


def test_a_column_is_one_change_of_the_table() -> None:
    old = TABLE.format("<tr><td>x</td><td>1</td></tr><tr><td>y</td><td>2</td></tr>")
    new = (
        old.replace("<th>b", "<th>new</th><th>b").replace("<td>1", "<td></td><td>1").replace("<td>2", "<td>n</td><td>2")
    )
    there, back = redline(old, new), redline(new, old)
    texts.assert_sound(old, new, there)
    texts.assert_sound(new, old, back)
    assert there.places == back.places == 1
    assert (there.added, back.removed) == (2, 2)
    assert '<td class="hb-chg-part hb-chg-part--add"></td>' in there.blocks[0]
    assert '<th class="hb-chg-part hb-chg-part--del"><del>new</del></th>' in back.blocks[0]


def test_rows_stay_under_their_heads() -> None:
    """A row that is new has a place for the column that is gone."""
    row = "<tr><td>x</td><td>1</td></tr>"
    new = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>x</td></tr><tr><td>z</td></tr></tbody></table>"
    assert '<tr class="add"><td><ins>z</ins></td><td class="hb-chg-part hb-chg-part--del"></td></tr>' in marked(
        TABLE.format(row), new
    )


def test_captions_and_summaries_stay_alone_and_first() -> None:
    old, new = (
        TABLE.replace("<thead>", "<caption>Hours</caption><thead>"),
        TABLE.replace("<thead>", "<caption>x</caption><thead>"),
    )
    assert '<caption class="mod"><del>Hours</del><ins>x</ins></caption>' in marked(old.format(""), new.format(""))
    one = "<details><summary>Why?</summary><p>Because of it.</p></details>"
    assert '<summary class="mod"><del>Why?</del><ins>Reason</ins></summary>' in marked(
        one, one.replace("Why?", "Reason")
    )


def test_code_by_lines_and_words() -> None:
    old, new = "a = 1\nb = 2\n\nc\n", "a = 1\nb = 22\n\nnew\n  c\n"
    assert marked(f"<pre><code>{old}</code></pre>", f"<pre><code>{new}</code></pre>") == (
        '<pre class="mod"><code>a = 1\nb = <del>2</del><ins>22</ins>\n\n<ins>new\n  </ins>c\n</code></pre>'
    )


def test_drawings_are_compared_whole() -> None:
    drawing = (
        '<svg viewBox="0 0 9 9" aria-labelledby="{0}-t {0}-d"><title id="{0}-t">T</title><use href="#{0}-d"/>{1}</svg>'
    )
    same = redline(f"<p>{drawing.format('a', '')}</p>", f"<p>{drawing.format('b', '')}</p>")
    assert not same.places
    assert same.blocks == (f"<p>{drawing.format('b', '')}</p>",)
    html = marked(drawing.format("a", "<g/>"), drawing.format("a", "<path/>"))
    assert f"<ins>{drawing.format('a', '<path/>')}</ins>" in html
    assert f"<del>{drawing.format('old-a', '<g/>')}</del>" in html


def test_removed_blocks_name_no_place() -> None:
    """Their ids may be given anew, and what their links led to on the page may be gone."""
    old = '<h2 id="x">Gone today</h2><p>See <a href="#x">there</a><sup id="fnref:1"><a href="#fn:1">1</a></sup>.</p>'
    html = marked(old, "")
    assert "id=" not in html
    assert "href=" not in html


def test_marks_of_the_author_are_not_ours() -> None:
    text = '<p class="hb-chg hb-chg--del x">a <ins>b</ins> <del>c</del></p>'
    assert blocks(text) == ('<p class="x">a <u>b</u> <s>c</s></p>',)
    assert accepted("".join(blocks(text))) == rejected("".join(blocks(text))) == "".join(blocks(text))


def test_text_under_the_root() -> None:
    assert marked("loose <b>text</b> here<p>x</p>", "loose <b>text</b> there<p>x</p>") == (
        '<span class="mod hb-chg-run">loose <b>text</b> <del>here</del><ins>there</ins></span><p>x</p>'
    )


@pytest.mark.parametrize(
    "text", ["", "  \n", "<!-- nothing -->", "<p>a</p>", "<x-y>odd</x-y>", "<x-y><p>odd</p></x-y>"]
)
def test_nothing_to_something(text: str) -> None:
    there, back = redline("", text), redline(text, "")
    texts.assert_sound("", text, there)
    texts.assert_sound(text, "", back)
    assert there.added == back.removed == len(texts.said(text).split())


# ---- Counts and places ---------------------------------------------------------------------------------------


def test_words_are_counted_without_punctuation() -> None:
    line = redline("<p>It costs 20, or less.</p>", "<p>It costs 1,200 – “at least” – or less!</p>")
    assert (line.added, line.removed, line.formatting) == (3, 1, 0)


def test_sections() -> None:
    old = (
        "<h1>T</h1><p>Lead.</p><h2>A b</h2><p>a a</p><h2>Gone</h2><p>g g</p><h2>C d</h2><p>c c</p><h2>Same</h2><p>s</p>"
    )
    new = "<h1>T</h1><p>Lead.</p><h2>A b</h2><p>a a x</p><h2>C d e</h2><p>c c</p><h2>Same</h2><p>s</p><h2>New</h2>"
    line = redline(old, new)
    assert line.sections == ("A b", "Gone", "C d e", "New")
    assert line.unchanged == ("Same",)
    lead = redline(old, old.replace("Lead.", "Lead, changed."))
    assert lead.sections == ("",)
    assert lead.unchanged == ("A b", "Gone", "C d", "Same")


def test_what_a_removed_block_counts_for() -> None:
    """The section that it stood in."""
    line = redline("<h2>A b</h2><p>one</p><p>two</p><h2>C d</h2>", "<h2>A b</h2><p>one</p><h2>C d</h2>")
    assert line.sections == ("A b",)
    assert line.unchanged == ("C d",)


def test_places_are_numbered_in_order() -> None:
    line = redline(
        '<p>a b</p><table id="t"><tr><td>1</td></tr></table>',
        '<p id="c1">a c</p><hr><table id="t"><tr><td>2</td><td>3</td></tr></table>',
    )
    html, places = numbered(line.blocks)
    assert [html.index(f'id="c{n}"') for n in range(1, places + 1)] == sorted(
        html.index(f'id="c{n}"') for n in range(1, places + 1)
    )
    assert html.count('id="c1"') == 1


# ---- Speed ---------------------------------------------------------------------------------------------------
# Generous limits: they catch what grows with the square of a text, not a slow machine.


def seconds(old: str, new: str) -> float:
    start = time.process_time()
    redline(old, new)
    return time.process_time() - start


def test_two_thousand_blocks() -> None:
    old = [f"<p>Paragraph {n} of a long document that says number {n * n % 9973} in words.</p>" for n in range(2000)]
    new = [block.replace("long", "very long") if n % 10 == 0 else block for n, block in enumerate(old)]
    assert seconds("".join(old), "".join(new)) < 2


def test_a_paragraph_without_end() -> None:
    words = [f"word{n * n % 7919}" for n in range(20_000)]
    other = [word if n % 10 else "other" for n, word in enumerate(words)]
    assert seconds(f"<p>{' '.join(words)}</p>", f"<p>{' '.join(other)}</p>") < 4
    assert seconds(f"<p>{'a ' * 20_000}</p>", f"<p>{'a ' * 18_000}b {'a ' * 4_000}</p>") < 4
