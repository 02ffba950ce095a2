"""Files → articles, with everything that parses hostile content in a child process that can be killed."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from index.documents.article import ReadLimits, Unread, from_message, limit_reason
from index.documents.extract import PLAIN_KINDS, Found, kind_of, read_articles
from index.documents.worker import LENGTH, send

_ROOT = Path(__file__).resolve().parents[2]
# Nothing is inherited: what parses hostile files need not know the keys of an LLM.
_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "PYTHONSAFEPATH": "1",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
# An answer in JSON takes up to six bytes a character, and some for each record.
_ANSWER_BYTES_PER_CHAR = 6
_ANSWER_BYTES_PER_MEMBER = 2_000
_CHUNK = 1 << 20


class DocumentReader:
    """Reads one file after the other; use it as a context manager. Not for several threads at once.

    Text and Markdown are read here; for any other kind one child process is started, kept, and replaced when a file
    has made it unfit.
    """

    def __init__(self, limits: ReadLimits | None = None) -> None:
        self.limits = limits or ReadLimits()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def read(self, document: Path | bytes, name: str) -> Found:
        """The articles in a file, given by its path or content; its kind is that of `name`.

        Never raises for what the file holds or for what it does to the parser: that is an `Unread`.
        """
        try:
            content = document if isinstance(document, bytes) else document.read_bytes()
        except OSError as error:
            return [Unread("", kind_of(name) or "", f"cannot be read: {error.strerror}")]
        if kind_of(name) in {None, *PLAIN_KINDS}:
            return read_articles(content, name, self.limits)
        fresh = self._child is None
        found, fit = self._ask(content, name)
        if not fit:
            self.close()
            # What earlier files left in the child's memory must not count against this one.
            if not fresh and _for_memory(found):
                found, fit = self._ask(content, name)
                if not fit:
                    self.close()
        return found

    @property
    def child_pid(self) -> int | None:
        """The child process, if one is running."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """End the child process, whatever it is doing."""
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _ask(self, content: bytes, name: str) -> tuple[Found, bool]:
        """What the child found, and whether it can be asked again."""
        deadline = time.monotonic() + self.limits.timeout_s
        kind = kind_of(name) or ""
        child = self._child = self._child or self._start()
        assert child.stdin is not None
        try:
            send(child.stdin, json.dumps(name).encode())
            send(child.stdin, content)
            answer = json.loads(self._receive(child, deadline))
            return from_message(answer["found"]), answer["fit"] is True
        except TimeoutError:
            return [Unread("", kind, limit_reason("takes too long to read", "timeout_s", self.limits))], False
        except _TooLong:
            return [Unread("", kind, limit_reason("has too much text", "max_text_chars", self.limits))], False
        except (BrokenPipeError, EOFError):
            return [Unread("", kind, self._reason_of_death(child))], False
        except (ValueError, TypeError, KeyError):
            return [Unread("", kind, "cannot be read: the parser was disturbed")], False

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "index.documents.worker", json.dumps(asdict(self.limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_ENVIRONMENT,
            start_new_session=True,  # to be killed with all that it started; Ctrl-C is the parent's
        )

    def _receive(self, child: subprocess.Popen[bytes], deadline: float) -> bytes:
        assert child.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            (length,) = LENGTH.unpack(_read_exactly(child.stdout.fileno(), LENGTH.size, selector, deadline))
            limits = self.limits
            if length > limits.max_text_chars * _ANSWER_BYTES_PER_CHAR + limits.max_members * _ANSWER_BYTES_PER_MEMBER:
                raise _TooLong
            return _read_exactly(child.stdout.fileno(), length, selector, deadline)

    def _reason_of_death(self, child: subprocess.Popen[bytes]) -> str:
        code = child.wait()
        if code in (-signal.SIGKILL, -signal.SIGABRT):
            return limit_reason("takes too much memory to read", "memory_bytes", self.limits)
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        return f"cannot be read: the parser ended with {how}; the file may be damaged"


class _TooLong(Exception):
    pass


def _for_memory(found: Found) -> bool:
    return any(isinstance(item, Unread) and "memory" in item.reason for item in found)


def _read_exactly(fd: int, count: int, selector: selectors.BaseSelector, deadline: float) -> bytes:
    parts, missing = [], count
    while missing:
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
        part = os.read(fd, min(missing, _CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
