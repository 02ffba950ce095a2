"""Attacks on the running server: by other sites, by name, by size, by number, without a password."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from index.errors import InputError, SettingsError
from tests.conftest import SANAD, RunSanad
from tests.ui.serving import serving
from ui.guard import Guard, GuardRules
from ui.passwords import Accounts, account_line, hash_password
from ui.rate import RateLimit

ASKED = {"question": "Who did Shoigu meet in Tehran?"}
PASSWORD = "چار لفظ کا راز"


@pytest.fixture(scope="module")
def address(indexed_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("guard") / "log"
    limits = {"SANAD_MAX_UPLOAD_BYTES": "2000000", "SANAD_MAX_REQUEST_BYTES": "100000"}
    with serving(indexed_home, log, **limits) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


ROUTES = ["/", "/ur", "/healthz", "/api/articles", "/v1/models", "/config", "/docs", "/gradio_api/info", "/static/x"]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:7860", "localhost.evil:80", "", "[::ffff:1.2.3.4]", "["],
)
def test_another_name_for_this_server_is_refused(client: httpx.Client, host: str) -> None:
    for route in ROUTES:
        assert client.get(route, headers={"Host": host}).status_code == 403, route
    assert client.post("/api/ask", json=ASKED, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:1234", "127.0.0.1", "[::1]:99", "LOCALHOST"])
def test_every_name_of_this_machine_is_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/api/articles", headers={"Host": host}).status_code == 200


def test_two_hosts_are_none(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"GET /api/articles HTTP/1.1\r\nHost: {host}\r\nHost: evil\r\n\r\n".encode())
        assert connection.recv(100).split()[1] in (b"400", b"403")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_a_page_of_another_site_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    for route in ROUTES:
        assert client.get(route, headers=headers).status_code == 403, route
    for route in (
        "/api/ask",
        "/v1/chat/completions",
        "/gradio_api/upload",
        "/gradio_api/queue/join",
        "/gradio_api/mcp/",
    ):
        response = client.post(route, json=ASKED, headers=headers)
        assert response.status_code == 403, route
        assert "access-control-allow-origin" not in response.headers
    preflight = client.options("/api/ask", headers={**headers, "Access-Control-Request-Method": "POST"})
    assert "access-control-allow-origin" not in preflight.headers


@pytest.mark.parametrize("accounts", [None, Accounts({"maryam": hash_password(PASSWORD)})])
@pytest.mark.parametrize(("name", "value", "kind"), [("Host", "[", "WrongHost"), ("Origin", "http://[", "WrongOrigin")])
def test_what_is_no_address_is_refused_before_anybody_is_asked_who_he_is(
    accounts: Accounts | None, name: str, value: str, kind: str
) -> None:
    guard = Guard(Response("reached"), GuardRules(accounts, 60, 1_000, 1_000))
    refused = TestClient(guard, "http://localhost").get("/", headers={name: value})
    assert (refused.status_code, refused.json()["error"]["type"]) == (403, kind)
    assert value in refused.json()["error"]["message"]


def test_the_page_itself_and_links_to_it_are_not(client: httpx.Client, address: str) -> None:
    own = {"Origin": address, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
    assert client.post("/api/ask", json=ASKED, headers=own).status_code == 200
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 200


def test_every_answer_forbids_other_hosts_and_frames(client: httpx.Client) -> None:
    for route in (*ROUTES, "/api/none"):
        headers = client.get(route).headers
        assert "default-src 'self'" in headers["content-security-policy"], route
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "../../../../etc/passwd", "http://127.0.0.1:1/x", "https://example.com/x", "//etc/passwd",
        "/proc/self/environ", "file:///etc/passwd", "/root/.bashrc", "C:\\boot.ini", "/tmp",
    ],
)  # fmt: skip
def test_no_file_but_ours_is_served(client: httpx.Client, path: str) -> None:
    for route in (
        *("/gradio_api/file=", "/gradio_api/file/", "/file=", "/static/", "/assets/", "/svelte/", "/docs/assets/"),
        *("/gradio_api/proxy=", "/gradio_api/custom_component/"),
    ):
        for sent in (path, quote(path, safe=""), path.replace("..", "%2e%2e")):
            response = client.get(route + sent)
            assert response.status_code in (400, 403, 404, 405), (route, sent, response.status_code)
            assert "root:" not in response.text


def test_the_collections_are_not_served(client: httpx.Client, indexed_home: Path) -> None:
    catalog = indexed_home / "collections" / "default" / "catalog.sqlite"
    assert catalog.exists()
    assert client.get(f"/gradio_api/file={catalog}").status_code in (403, 404)


@pytest.mark.parametrize(
    "path",
    ["/monitoring", "/monitoring/summary", "/gradio_api/vibe-code/", "/gradio_api/runs", "/login", "/gradio_api/token",
     "/gradio_api/run-history/buckets", "/gradio_api/deep_link?session_hash=x", "/gradio_api/dev/reload",
     "/gradio_api/process_recording"],
)  # fmt: skip
def test_what_gradio_has_besides_is_not_reached(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_the_name_of_an_upload_leads_nowhere(client: httpx.Client, tmp_path: Path) -> None:
    for name in ("../../../../escaped.txt", "/etc/cron.d/escaped.txt", "..\\..\\escaped.txt", "a\x00b.txt"):
        sent = client.post("/gradio_api/upload", files={"files": (name, b"text")}).raise_for_status().json()
        (place,) = sent
        assert "sanad-chat-" in place
        assert ".." not in Path(place).parts
    assert not Path("/etc/cron.d/escaped.txt").exists()


def test_what_is_too_large_is_refused_before_it_is_read(client: httpx.Client) -> None:
    assert client.post("/api/ask", content=b"x" * 200_000).status_code == 413
    assert client.post("/v1/chat/completions", content=b"x" * 200_000).status_code == 413
    assert client.post("/gradio_api/queue/join", content=b"x" * 200_000).status_code == 413
    assert client.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 2_500_000)}).status_code == 413
    assert client.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 4_000_000)}).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(1_000):
            yield b"x" * 10_000

    # Sent in chunks, so that no header tells how long it is.
    with suppress(httpx.WriteError):  # where the server has hung up on it
        assert client.post("/api/ask", content=endless()).status_code == 413


@pytest.mark.parametrize("length", ["9" * 5_000, "0" * 5_000 + "2", "1" * 20, "²", "-1", ""])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    guard = Guard(Response("reached"), GuardRules(None, 60, 1_000, 1_000))
    headers = {"Content-Length": length.encode()}
    assert TestClient(guard, "http://localhost").post("/api/ask", headers=headers).status_code == 413


def test_two_lengths_are_none(client: httpx.Client) -> None:
    headers = {"Content-Length": "5", "Transfer-Encoding": "chunked"}
    assert client.post("/api/ask", headers=headers, content=iter([b"0"])).status_code == 400


@pytest.mark.parametrize("route", ["/assets/", "/static/", "/svelte/", "/docs/assets/"])
def test_no_file_has_such_a_name(client: httpx.Client, route: str) -> None:
    for name in ("a" * 5_000, "a" * 256, "خ" * 128, "%00"):
        assert client.get(route + name).status_code == 404


def test_too_many_requests_wait(indexed_home: Path, tmp_path: Path) -> None:
    with (
        serving(indexed_home, tmp_path / "log", SANAD_REQUESTS_PER_MINUTE="5") as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        statuses = [client.post("/api/search", json={"query": "S-300"}).status_code for _ in range(8)]
        assert statuses[:5] == [200] * 5
        assert statuses[-1] == 429
        refused = client.post("/api/search", json={"query": "S-300"})
        assert refused.json()["error"]["type"] == "TooManyRequests"
        assert int(refused.headers["retry-after"]) == 12
        # Reading goes on.
        assert client.get("/api/articles").status_code == 200


def test_without_a_password_nobody_comes_in(indexed_home: Path, tmp_path: Path, sanad: RunSanad) -> None:
    made = subprocess.run([SANAD, "password", "maryam"], input=PASSWORD, capture_output=True, text=True, check=True)
    accounts = tmp_path / "accounts"
    accounts.write_text(f"# who may come in\n\n{made.stdout}", encoding="utf-8")
    assert PASSWORD not in made.stdout
    options = ("--host", "0.0.0.0", "--auth-file", str(accounts))
    log = tmp_path / "log"
    with serving(indexed_home, log, *options) as address, httpx.Client(base_url=address, timeout=30) as client:
        everything = [*ROUTES, "/gradio_api/file=/etc/passwd", "/gradio_api/queue/data?session_hash=x", "/openapi.json",
                      "/gradio_api/heartbeat/x", "/docs/assets/swagger-ui.css", "/theme.css"]  # fmt: skip
        for route in everything:
            expected = 200 if route == "/healthz" else 401
            assert client.get(route).status_code == expected, route
        for route in (
            "/api/ask",
            "/v1/chat/completions",
            "/gradio_api/upload",
            "/gradio_api/queue/join",
            "/gradio_api/mcp/",
        ):
            refused = client.post(route, json=ASKED)
            assert refused.status_code == 401, route
            assert refused.headers["www-authenticate"].startswith("Basic")
        assert client.get("/", auth=("maryam", PASSWORD.encode())).status_code == 200
        assert client.get("/", headers={"Host": "press.example"}, auth=("maryam", PASSWORD.encode())).status_code == 200
        assert client.post("/api/ask", json=ASKED, auth=("maryam", PASSWORD.encode())).json()["answered"]
        foreign = {"Origin": "https://evil.example"}
        assert (
            client.post("/api/ask", json=ASKED, headers=foreign, auth=("maryam", PASSWORD.encode())).status_code == 403
        )
        bearer = {"Authorization": f"Bearer maryam:{PASSWORD}".encode()}
        assert client.get("/v1/models", headers=bearer).status_code == 200
        wrong = [client.get("/", auth=("maryam", f"guess {n}")).status_code for n in range(12)]
        assert wrong[0] == 401
        assert wrong[-1] == 429
        # Who is known already is not locked out by the guesses of another at the same address.
        assert client.get("/", auth=("maryam", PASSWORD.encode())).status_code == 200
    assert "other machines can reach this server" in log.read_text(encoding="utf-8")


def test_others_are_let_in_only_with_accounts(sanad: RunSanad, indexed_home: Path, tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.168.1.5"):
        done = sanad(["chat", "--host", host, "--port", "1"], home=indexed_home)
        assert (done.returncode, done.stdout) == (1, "")
        assert "--auth-file" in done.stderr
    empty = tmp_path / "empty"
    empty.write_text("\n", encoding="utf-8")
    done = sanad(["chat", "--auth-file", empty], home=indexed_home)
    assert (done.returncode, "there is no account" in done.stderr) == (1, True)


def test_passwords_are_kept_as_slow_hashes() -> None:
    line = account_line("maryam", PASSWORD)
    name, _, hashed = line.partition(":")
    accounts = Accounts({name: hashed})
    assert PASSWORD not in line
    assert hashed != hash_password(PASSWORD)
    began = time.perf_counter()
    assert accounts.knows("maryam", PASSWORD)
    assert time.perf_counter() - began > 0.01
    assert not accounts.knows("maryam", PASSWORD + " ")
    assert not accounts.knows("nobody", PASSWORD)
    with pytest.raises(InputError, match="at least 8"):
        account_line("maryam", "short")
    with pytest.raises(InputError, match="cannot name an account"):
        account_line("a:b", PASSWORD)


@pytest.mark.parametrize(
    "line",
    ["maryam", "maryam:secret-in-clear", "maryam:scrypt$3$8$1$AAAA$AAAA", "maryam:scrypt$1048576$8$1$x$y", ":x",
     "maryam:scrypt$²$8$1$AAAA$AAAA"],
)  # fmt: skip
def test_a_line_that_is_no_account_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    path.write_text(f"{account_line('ali', PASSWORD)}\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2"):
        Accounts.from_file(path)
    path.write_text(f"{account_line('ali', PASSWORD)}\n" * 2, encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2"):
        Accounts.from_file(path)


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    limit = RateLimit(60)
    assert [limit.take("a") for _ in range(61)] == [True] * 60 + [False]
    assert limit.take("b")
    now[0] += 1
    assert [limit.take("a"), limit.take("a")] == [True, False]
    limit.give_back("a")
    assert limit.take("a")


def test_a_body_that_stands_still_holds_no_place(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
        connection.settimeout(60)
        began = time.monotonic()
        connection.recv(1_000)
        assert 20 < time.monotonic() - began < 45


def test_a_connection_without_a_request_holds_no_place(address: str) -> None:
    """One that is silent, one that goes on slowly, and one that is silent after it has been answered once."""
    host, port = address.removeprefix("http://").split(":")
    began = time.monotonic()
    silent, slow, answered = (socket.create_connection((host, int(port)), timeout=30) for _ in range(3))
    with silent, slow, answered:
        answered.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert answered.recv(10_000).startswith(b"HTTP/1.1 200")
        answered.sendall(b"GET /heal")
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ")
        with suppress(OSError):
            while time.monotonic() - began < 25:
                time.sleep(1)
                slow.sendall(b"x")
        for connection in (silent, slow, answered):
            _read_to_the_end(connection)
        assert 10 < time.monotonic() - began < 25


def test_headers_without_end_are_refused(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        with suppress(ConnectionError):
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ")
            for _ in range(100):
                connection.sendall(b"x" * 10_000)
        told = _read_to_the_end(connection)
    # What was answered may be lost with the connection.
    assert not told or told.startswith(b"HTTP/1.1 400")


def _read_to_the_end(connection: socket.socket) -> bytes:
    """What comes until the other side closes. Raises TimeoutError if it does not."""
    told = b""
    with suppress(ConnectionError):
        while some := connection.recv(1_000):
            told += some
    return told


def test_nothing_is_reported_to_anybody(indexed_home: Path, tmp_path: Path) -> None:
    """All sockets that the server opens are its own and the readers'; it looks up no other name."""
    spy = tmp_path / "sitecustomize.py"
    spy.write_text(
        "import socket, sys\n"
        "def refuse(what):\n"
        "    def call(*args, **more):\n"
        "        target = args[1] if what == 'connect' else args[0]\n"
        "        host = target[0] if isinstance(target, tuple) else target\n"
        "        if host not in ('127.0.0.1', 'localhost', None, b'127.0.0.1') and not str(host).startswith('/'):\n"
        "            print('REACHED FOR', what, target, file=sys.stderr, flush=True)\n"
        "        return kept[what](*args, **more)\n"
        "    return call\n"
        "kept = {'connect': socket.socket.connect, 'getaddrinfo': socket.getaddrinfo}\n"
        "socket.socket.connect = refuse('connect')\n"
        "socket.getaddrinfo = refuse('getaddrinfo')\n",
        encoding="utf-8",
    )
    log = tmp_path / "log"
    paths = ":".join([str(tmp_path), *(path for path in sys.path if path)])
    with serving(indexed_home, log, PYTHONPATH=paths) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert client.get("/").status_code == 200
        assert client.post("/api/ask", json=ASKED).json()["answered"]
        time.sleep(3)
    assert "REACHED FOR" not in log.read_text(encoding="utf-8")
