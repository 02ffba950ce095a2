"""Folders of model files that were made here: whole or not there at all, and noticed when damaged.

A folder is made in a temporary one beside its place and moved there in one step, so that a process killed half-way
leaves nothing that looks like a model; of several processes one makes it and the others wait.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path
from typing import Any

from filelock import FileLock
from safetensors import SafetensorError

from index.errors import EncoderError

_RECORD = "sanad.json"


def ensure_folder(folder: Path, write: Callable[[Path], None]) -> Path:
    """`folder`, filled by `write` if it is not there yet.

    Raises EncoderError if it cannot be written, or if a file in it is missing or has been altered since.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # What is there can be read without the lock, which a disk that is read-only would not give.
        if not folder.exists():
            with FileLock(folder.parent / f"{folder.name}.lock"):
                if not folder.exists():
                    _make(folder, write)
    except (OSError, RuntimeError, SafetensorError) as error:
        # OpenVINO's own errors are RuntimeErrors.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())
        raise EncoderError(
            f"cannot write the model into {folder.parent} ({reason}); free some 200 MB there, or choose another folder "
            "with SANAD_CACHE"
        ) from error
    _verify(folder)
    return folder


def digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _make(folder: Path, write: Callable[[Path], None]) -> None:
    for leftover in folder.parent.glob(f"{folder.name}.part-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.part-", dir=folder.parent) as name:
        part = Path(name, "model")
        part.mkdir()
        write(part)
        files = {p.relative_to(part).as_posix(): _stamp(p) for p in sorted(part.rglob("*")) if p.is_file()}
        (part / _RECORD).write_text(json.dumps(files, indent=1))
        part.rename(folder)


def _stamp(path: Path) -> dict[str, Any]:
    status = path.stat()
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": digest_file(path)}


def _verify(folder: Path) -> None:
    """Hash what has another size or time than when it was written: hashing all of it would cost every start."""
    remedy = "delete that folder, and it will be made again"
    try:
        record = json.loads((folder / _RECORD).read_text())
        for name, stamp in record.items():
            status = (folder / name).stat()
            untouched = (status.st_size, status.st_mtime_ns) == (stamp["size"], stamp["mtime_ns"])
            if not untouched and digest_file(folder / name) != stamp["sha256"]:
                raise EncoderError(f"the model file {folder / name} is damaged; {remedy}")
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise EncoderError(f"the model in {folder} is incomplete ({error}); {remedy}") from error
