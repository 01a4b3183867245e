"""Real pairs of texts with the redlines that people should see: pairs/NAME.txt.

Each file holds the old and the new Markdown, the redline block by block, and what was counted. If a change of output
is meant, run these tests with UPDATE_GOLDEN=1 and read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from handbook.revisions.redline import Redline, redline
from revisions.redline import texts

PAIRS = sorted((Path(__file__).parent / "pairs").glob("*.txt"))


def told(line: Redline) -> str:
    """A redline as the files have it."""
    counts = (
        f"places {line.places}, added {line.added}, removed {line.removed}, formatting {line.formatting}",
        f"changed: {' | '.join(line.sections)}",
        f"unchanged: {' | '.join(line.unchanged)}",
    )
    blocks = (("* " if changed else "  ") + block for block, changed in zip(line.blocks, line.changed, strict=True))
    return "\n".join((*blocks, "=== counts", *(row.strip() for row in counts)))


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_pair(path: Path) -> None:
    parts = dict(re.findall(r"^=== (\w+)\n(.*?)\n?(?=^=== |\Z)", path.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    old, new = texts.render(parts["old"]), texts.render(parts["new"])
    line = redline(old, new)
    texts.assert_sound(old, new, line)
    expected = f"{parts.get('redline', '')}\n=== counts\n{parts.get('counts', '')}"
    if os.environ.get("UPDATE_GOLDEN"):
        text = f"=== old\n{parts['old']}\n=== new\n{parts['new']}\n=== redline\n{told(line)}\n"
        path.write_text(text, "utf-8")
    else:
        assert told(line) == expected
