"""A folder of model files is whole or not there, and what cannot be written is said in one line."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import EncoderError
from index.model_cache import ensure_folder


def _write(folder: Path) -> None:
    (folder / "weights").write_bytes(b"\1\2\3")


def _full(folder: Path) -> None:
    _write(folder)
    raise OSError(errno.ENOSPC, "No space left on device")


def _graph_fails(folder: Path) -> None:
    _write(folder)
    raise RuntimeError("basic_ios::clear:\niostream error")


@pytest.mark.parametrize(("write", "reason"), [(_full, "No space left"), (_graph_fails, "basic_ios::clear: iostream")])
def test_what_cannot_be_written_leaves_nothing_and_is_made_later(
    write: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(EncoderError, match=f"cannot write the model into .*{reason}.*SANAD_CACHE") as raised:
        ensure_folder(tmp_path / "models" / "e5", write)
    assert "\n" not in str(raised.value)
    assert not list((tmp_path / "models").glob("e5*/*"))
    assert (ensure_folder(tmp_path / "models" / "e5", _write) / "weights").read_bytes() == b"\1\2\3"


def test_a_cache_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EncoderError, match=r"cannot write the model into .*file"):
        ensure_folder(tmp_path / "file" / "e5", _write)


def test_what_is_there_is_read_without_writing(tmp_path: Path) -> None:
    ensure_folder(tmp_path / "e5", _write)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    ensure_folder(tmp_path / "e5", _full)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_an_altered_file_is_noticed(tmp_path: Path) -> None:
    folder = ensure_folder(tmp_path / "e5", _write)
    (folder / "weights").write_bytes(b"\1\2\4")
    with pytest.raises(EncoderError, match="damaged; delete that folder"):
        ensure_folder(tmp_path / "e5", _write)
