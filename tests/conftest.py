"""What the tests share: the real encoder, and the four articles indexed once."""

import ipaddress
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from index.encoder import Encoder, load_encoder
from index.reader import Reader, load_reader
from index.settings import BASE_ENCODER, IndexSettings
from index.sync import index_paths

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
CACHE = Path(os.environ.get("SANAD_CACHE") or ROOT / ".cache")
SANAD = Path(sys.executable).with_name("sanad")

# How long an example takes depends on what else the machine does.
settings.register_profile("sanad", deadline=None)
settings.load_profile("sanad")

RunSanad = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in this process reaches for a network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise AssertionError(f"a test reached for {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return load_encoder(IndexSettings(home=tmp_path_factory.mktemp("home"), cache=CACHE))


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    found = load_reader(IndexSettings(home=tmp_path_factory.mktemp("home"), cache=CACHE))
    assert found is not None
    return found


@pytest.fixture(scope="session")
def base_encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """The encoder as it was before it was tuned here."""
    return load_encoder(IndexSettings(home=tmp_path_factory.mktemp("home"), cache=CACHE, encoder=BASE_ENCODER))


@pytest.fixture(scope="session")
def indexed_home(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose default collection holds seeds/."""
    home = tmp_path_factory.mktemp("seeds-home")
    index_paths([SEEDS], IndexSettings(home=home, cache=CACHE), lambda: encoder)
    return home


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    """A home of the test's own."""
    return IndexSettings(home=tmp_path / "home", cache=CACHE)


@pytest.fixture
def sanad(tmp_path: Path) -> RunSanad:
    """Runs the real program, in a home of the test's own unless told otherwise."""

    def run(
        arguments: Sequence[str | Path], home: Path = tmp_path / "home", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("SANAD_")}
        env = {**inherited, "SANAD_HOME": str(home), "SANAD_CACHE": str(CACHE), **environment}
        command = [str(SANAD), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=env, timeout=200, check=False)

    return run
