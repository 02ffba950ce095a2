"""The library's table says what was found in a text where a reader sees it."""

from dataclasses import replace

from index.listing import Listed
from ui.library_html import table_html
from ui.strings import STRINGS

CLEAN = Listed("a.txt", "a.txt", "txt", "ru", "Самара", None, None, None, None, 600, 1, 0, 1, {})


def test_a_remark_stands_in_the_row() -> None:
    remarked = replace(CLEAN, findings={"encoding guessed <koi>": 1})
    shown = table_html(STRINGS["en"], "press", 1, [remarked], 0, 1, False).partition("<tbody>")[2]
    assert '<span class="hint"><bdi lang="en">encoding guessed &#60;koi&#62;</bdi></span>' in shown
    assert "hint" not in table_html(STRINGS["en"], "press", 1, [CLEAN], 0, 1, False)
