"""Files are found and named so that a message can be read."""

import os
from pathlib import Path

import pytest

from index.errors import InputError
from index.files import UnreadableFile, find_files, printable_name, read_bytes


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


def test_what_is_hidden_and_what_word_keeps_of_an_open_document_are_passed_over(tmp_path: Path) -> None:
    for name in ("report.docx", "~$report.docx", ".report.docx"):
        (tmp_path / name).write_bytes(b"x")
    found = find_files([tmp_path], tmp_path / "home")
    assert ([file.source for file in found.files], found.passed_over) == (["report.docx"], {})


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


def test_a_file_that_has_become_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    # Somebody holds it open, so that the test itself waits for nobody.
    held = os.open(pipe, os.O_RDWR)
    os.write(held, b"x")
    with pytest.raises(UnreadableFile, match="it is no file"):
        read_bytes(str(pipe), 0)
    os.close(held)
    with pytest.raises(UnreadableFile, match="it is no file"):
        read_bytes(str(pipe), 100)


def test_a_path_that_no_system_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot look at"):
        find_files([tmp_path / ("a" * 300)], tmp_path / "home")
