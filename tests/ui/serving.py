"""The real server as a process of its own."""

import os
import re
import select
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import CACHE, SANAD

READY_TIMEOUT_S = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, log: Path, *options: str, attacked: str = "", **environment: str) -> Iterator[str]:
    """Its address; afterwards Ctrl-C must end it cleanly, with no error in its log but those that say `attacked`.

    The process id is written beside the log.
    """
    port = free_port()
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("SANAD_")}
    with log.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen(
            [SANAD, "chat", "--port", str(port), "--home", home, *options],
            env={**inherited, "SANAD_CACHE": str(CACHE), **environment},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            # A test run in the background of a shell ignores Ctrl-C and would hand that down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    log.with_suffix(".pid").write_text(str(process.pid), encoding="utf-8")
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], READY_TIMEOUT_S)
        line = process.stdout.readline() if ready else ""
        assert line.startswith("Sanad is ready: "), f"it did not start:\n{log.read_text(encoding='utf-8')}"
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
        assert (process.returncode, rest.strip()) == (0, "")
        told = log.read_text(encoding="utf-8")
        errors = re.findall(r"^(?:\S*(?:Error|Exception)\b|ERROR).*", told, re.MULTILINE)
        assert [line for line in errors if not attacked or attacked not in line] == [], told
    finally:
        process.kill()
        process.wait()
