"""Files are found and named so that a message can be read."""

import os
from pathlib import Path

import pytest

from index.errors import InputError
from index.files import find_files, printable_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("خبر\u200cنامه.txt", "خبر\u200cنامه.txt"),
        ("क्\u200dष.txt", "क्\u200dष.txt"),
        ("a\u202eb\n\x1b[2J.txt", r"a\u202eb\n\x1b[2J.txt"),
        ("\udcff.txt", r"\udcff.txt"),
        ("\U000e0041\ufeff.txt", r"\U000e0041\ufeff.txt"),
    ],
)
def test_a_name_is_shown_as_it_is_spelt_and_does_not_act(name: str, shown: str) -> None:
    assert printable_name(name) == shown


def test_folders_too_deep_are_named_in_a_line_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("News.", encoding="utf-8")
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=here)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    with pytest.raises(InputError, match="File name too long; nothing was changed") as raised:
        find_files([tmp_path], tmp_path / "home")
    assert len(str(raised.value)) < 600
