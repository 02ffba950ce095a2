"""The child process that parses: requests on standard input, answers on standard output, limits on itself.

Every message is eight bytes of length and then that many of JSON; a request is followed by one of the file's bytes.
It ends when its input does, so that it cannot outlive its parent.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from typing import IO

from index.documents.article import ReadLimits, Unread, limit_reason, to_message
from index.documents.extract import Found, kind_of, read_articles, unread_for

LENGTH = struct.Struct(">Q")
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def main() -> None:
    limits = ReadLimits(**json.loads(sys.argv[1]))
    _restrict(limits)
    requests = sys.stdin.buffer
    # Parsers that print must not write into the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (name := _receive(requests)) is not None:
        content = _receive(requests)
        if content is None:
            return
        send(answers, _answer(content, json.loads(name), limits))


def _restrict(limits: ReadLimits) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError):  # macOS knows no limit on address space
            resource.setrlimit(kind, (value, value))


def _answer(content: bytes, name: str, limits: ReadLimits) -> bytes:
    """What was found, and whether the process is still fit for the next file."""
    try:
        return _encode(read_articles(content, name, limits), fit=True)
    except MemoryError:
        reason = limit_reason("takes too much memory to read", "memory_bytes", limits)
        return _encode([Unread("", kind_of(name) or "", reason)], fit=False)
    except Exception as error:  # noqa: BLE001 - whatever a parser does wrong concerns this one file
        return _encode([unread_for(error, name)], fit=True)


def _encode(found: Found, fit: bool) -> bytes:
    return json.dumps({"found": to_message(found), "fit": fit}).encode()


def send(stream: IO[bytes], message: bytes) -> None:
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


if __name__ == "__main__":
    main()
