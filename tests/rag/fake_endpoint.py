"""An endpoint that speaks the protocol of OpenAI's chat completions, and says what it is told to."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

# The body of a request → what is replied, in pieces; a number is a wait in seconds, bytes are sent as they are.
Script = Callable[[dict[str, Any]], Iterable[str | float | bytes]]

_HEAD = {"id": "chatcmpl-1", "created": 1, "model": "fake"}


@dataclass
class Endpoint:
    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    # Set when a client has hung up while it was being written to.
    left: Event = field(default_factory=Event)


@contextmanager
def serve_script(script: Script) -> Iterator[Endpoint]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append(body)
            endpoint.keys.append(self.headers["Authorization"])
            assert self.path == "/v1/chat/completions"
            try:
                if body.get("stream"):
                    self._stream(script(body))
                else:
                    self._send_whole("".join(str(piece) for piece in script(body)))
            except OSError:
                endpoint.left.set()

        def _stream(self, pieces: Iterable[str | float | bytes]) -> None:
            self._open("text/event-stream")
            for piece in pieces:
                self._send(piece)
            self._write(_event({}, "stop") + b"data: [DONE]\n\n")

        def _open(self, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()

        def _send(self, piece: str | float | bytes) -> None:
            if isinstance(piece, bytes):
                self._write(piece)
            elif isinstance(piece, str):
                self._write(_event({"role": "assistant", "content": piece}, None))
            else:
                time.sleep(piece)

        def _send_whole(self, said: str) -> None:
            message = {"role": "assistant", "content": said}
            reply = {**_HEAD, "object": "chat.completion", "choices": [
                {"index": 0, "message": message, "finish_reason": "stop"}]}  # fmt: skip
            self._open("application/json")
            self._write(json.dumps(reply).encode())

        def _write(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    chunk = {
        **_HEAD,
        "object": "chat.completion.chunk",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"
