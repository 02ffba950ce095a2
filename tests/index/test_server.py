"""The same collection with its vectors on a real Chroma server, which dies and comes back."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import httpx
import pytest

from index.collection import open_catalog, open_collection
from index.doctor import find_problems, repair
from index.errors import StoreError
from index.settings import IndexSettings
from index.sync import index_paths
from index.vectors import StoreUnreachable, Vectors, VectorStore
from tests.texts import hashing_encoder

# Chroma's HTTP client leaves its sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

CHROMA = Path(sys.executable).with_name("chroma")


class Server:
    """`chroma run` on loopback, with a folder of its own that outlives the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [CHROMA, "run", "--path", self._folder, "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "DO_NOT_TRACK": "1"},
            start_new_session=True,
        )  # fmt: skip
        for _ in range(200):
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "server")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def on_server(settings: IndexSettings, server: Server) -> IndexSettings:
    return replace(settings, store=server.url, store_patience_s=30)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    for i in range(40):
        (folder / f"{i:02}.txt").write_text(f"Article {i} tells of town {i * 37}.", encoding="utf-8")
    return folder


def _healthy(settings: IndexSettings) -> int:
    with open_catalog(settings) as catalog:
        assert find_problems(catalog, settings) == []
        return len(list(catalog.articles()))


def _first(settings: IndexSettings, text: str) -> str:
    with open_collection(settings) as collection:
        return collection.search(hashing_encoder().encode_queries([text])[0], 1)[0].text


def _stored(settings: IndexSettings) -> list[str]:
    address = urlsplit(settings.store)
    client = chromadb.HttpClient(str(address.hostname), int(address.port or 0))
    return [collection.name for collection in client.list_collections()]


def test_a_collection_on_a_server_follows_its_files(on_server: IndexSettings, press: Path) -> None:
    index_paths([press], on_server, hashing_encoder)
    (press / "00.txt").unlink()
    (press / "01.txt").write_text("A fresh story.", encoding="utf-8")
    changes = index_paths([press], on_server, hashing_encoder)
    assert (changes.changed, changes.removed) == (["01.txt"], ["00.txt"])
    assert _healthy(on_server) == 39
    assert _first(on_server, "A fresh story.") == "A fresh story."
    before = _stored(on_server)
    index_paths([press], on_server, hashing_encoder, rebuild=True)
    assert _healthy(on_server) == 39
    assert len(_stored(on_server)) == 1
    assert _stored(on_server) != before


def test_a_server_that_dies_and_returns_while_vectors_are_stored(
    on_server: IndexSettings, press: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_paths([press], on_server, hashing_encoder)
    for i in range(40, 90):
        (press / f"{i}.txt").write_text(f"Article {i} tells of town {i * 37}.", encoding="utf-8")
    (press / "00.txt").unlink()
    monkeypatch.setattr("index.publish._BATCH", 10)
    add, calls = VectorStore.add, []

    def dying(self: VectorStore, ids: Sequence[int], vectors: Vectors, langs: Sequence[str]) -> None:
        calls.append(len(ids))
        if len(calls) == 3:
            server.kill()
            threading.Timer(2, server.start).start()
        add(self, ids, vectors, langs)

    monkeypatch.setattr(VectorStore, "add", dying)
    index_paths([press], on_server, hashing_encoder)
    assert len(calls) > 5
    assert _healthy(on_server) == 89


def test_a_server_that_stays_away_is_named_and_nothing_is_lost(
    on_server: IndexSettings, press: Path, server: Server
) -> None:
    impatient = replace(on_server, store_patience_s=1)
    index_paths([press], impatient, hashing_encoder)
    (press / "new.txt").write_text("A fresh story.", encoding="utf-8")
    server.kill()
    with pytest.raises(StoreUnreachable, match="what is embedded is kept"):
        index_paths([press], impatient, hashing_encoder)
    with open_collection(impatient) as collection, pytest.raises(StoreUnreachable):
        collection.search(hashing_encoder().encode_queries(["x"])[0], 1)
    server.start()

    def refuse() -> object:
        raise AssertionError("nothing is to be embedded again")

    index_paths([press], impatient, refuse)  # type: ignore[arg-type]
    assert _healthy(on_server) == 41


def test_vectors_move_between_the_disk_and_a_server(
    settings: IndexSettings, on_server: IndexSettings, press: Path
) -> None:
    index_paths([press], settings, hashing_encoder)
    assert _first(on_server, "Article 7 tells of town 259.") == "Article 7 tells of town 259."
    assert _healthy(on_server) == 40
    assert _first(settings, "Article 7 tells of town 259.") == "Article 7 tells of town 259."
    assert _healthy(settings) == 40


def test_a_server_that_lost_its_vectors_is_noticed(on_server: IndexSettings, press: Path) -> None:
    index_paths([press], on_server, hashing_encoder)
    with open_catalog(on_server) as catalog:
        store = VectorStore.from_server(on_server.store, catalog.read_meta()["vectors"])
        store.drop()
        store.close()
        assert {problem.kind for problem in find_problems(catalog, on_server)} == {"vectors missing"}
        assert repair(catalog, on_server) == []
    assert _healthy(on_server) == 40


@pytest.mark.parametrize(
    ("status", "body"), [(404, b"<h1>not found</h1>"), (200, b"{}"), (200, b"<p>hello"), (500, b"")]
)
def test_another_web_server_is_named_and_what_is_embedded_is_kept(
    settings: IndexSettings, press: Path, status: int, body: bytes
) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{other.server_port}"
        with pytest.raises(StoreError, match=f"no Chroma server answers at {url}, but something else .status {status}"):
            index_paths([press], replace(settings, store=url), hashing_encoder)
        other.shutdown()
    assert not index_paths([press], settings, lambda: pytest.fail("nothing is to be embedded again")).skipped


def test_no_server_at_all(settings: IndexSettings, press: Path) -> None:
    with pytest.raises(StoreError, match="does not answer"):
        index_paths([press], replace(settings, store="http://127.0.0.1:9", store_patience_s=1), hashing_encoder)
