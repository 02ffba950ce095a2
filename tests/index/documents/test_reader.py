"""What hostile files do to the child process stays there, and the next file is read."""

import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from index.documents import DocumentReader, Extracted, ReadLimits, Unread
from tests.conftest import ROOT
from tests.index.documents.stories import docx, zipped

GOOD = "<p>سب کچھ ٹھیک ہے اور خبر پڑھی جا سکتی ہے۔".encode()


def pdf(*objects: bytes) -> bytes:
    body = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, content) for number, content in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"\ntrailer\n<< /Root 1 0 R >>\n%%EOF"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 600 800] /Resources << /XObject << /X 5 0 R >> >> >>",
)
FORMS = [
    stream(
        b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % n
    )
    for n in range(6, 15)
]
BILLION_FORMS = pdf(*PAGE, stream(b"/X Do"), *FORMS, stream(b" ", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
DEFLATED = stream(zlib.compress(b" " * 600_000_000, 9), b"/Filter /FlateDecode")
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


def reason(found: list[Extracted | Unread]) -> str:
    [item] = found
    assert isinstance(item, Unread), item
    return item.reason


@pytest.mark.alone
def test_slow_file_is_killed_and_the_next_one_read() -> None:
    with DocumentReader(ReadLimits(timeout_s=3)) as reader:
        started = time.monotonic()
        assert "SANAD_READ_TIMEOUT_S" in reason(reader.read(BILLION_FORMS, "a.pdf"))
        assert time.monotonic() - started < 5
        assert isinstance(reader.read(GOOD, "a.html")[0], Extracted)


def test_memory_limit_holds_and_the_next_file_is_read() -> None:
    with DocumentReader(ReadLimits(memory_bytes=700_000_000)) as reader:
        assert "SANAD_READ_MEMORY_BYTES" in reason(reader.read(pdf(*PAGE, DEFLATED), "a.pdf"))
        assert isinstance(reader.read(GOOD, "a.html")[0], Extracted)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.html", b"<div>" * 2_000_000, "nested too deep"),
        ("a.html", b"<b><i>" * 100_000 + b"x", "nested too deep"),
        ("a.docx", docx("<w:p>" * 5000 + "</w:p>" * 5000), "damaged XML"),
        ("a.docx", zipped({"word/document.xml": f"{LAUGHS}<x>&j;</x>"}), "XML"),
        (
            "a.docx",
            zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]><x>&a;</x>'}),
            "entities",
        ),
        ("a.docx", zipped({"word/document.xml": b" " * 30_000_000}), "SANAD_READ_MAX_RATIO"),
        ("a.epub", zipped({"META-INF/container.xml": f"{LAUGHS}<x>&j;</x>"}), "XML"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "is encrypted or in an old format"),
        ("a.pdf", b"%PDF-1.4\n" + os.urandom(9_000), "damaged PDF"),
        (
            "a.eml",
            b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)),
            "deep",
        ),
        ("a.eml", b"Subject: hi\nFrom: " + b"(" * 300_000 + b"\n\nhello", "deep"),
        ("a.csv", b'title,text\n"' + b"x" * 51_000_000, "SANAD_READ_MAX_TEXT_CHARS"),
        ("a.jsonl", b"[" * 1_000_000, "is not JSON"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value),
)
def test_hostile_content_is_one_clear_line(name: str, content: bytes, expected: str, reader: DocumentReader) -> None:
    found = reason(reader.read(content, name))
    assert expected in found
    assert "\n" not in found


def test_limits_of_an_archive_count_what_comes_out() -> None:
    limits = ReadLimits(max_unpacked_bytes=1_000_000, max_members=50)
    with DocumentReader(limits) as reader:
        bomb = zipped({"a.txt": "x" * 900_000, "b.zip": zipped({"c.txt": "y" * 900_000}), "d.txt": "fine"})
        lying = bytearray(zipped({"a.txt": "x" * 5_000_000}))
        at = lying.rindex(b"PK\x01\x02") + 24
        lying[at : at + 4] = (100).to_bytes(4, "little")
        assert "SANAD_READ_MAX_UNPACKED_BYTES" in reason(reader.read(bomb, "a.zip"))
        assert "damaged" in reason(reader.read(bytes(lying), "a.zip"))
        many = zipped({f"{number}.txt": "x" for number in range(51)})
        assert "SANAD_READ_MAX_MEMBERS" in reason(reader.read(many, "a.zip"))


def test_killed_child_is_reported_and_replaced() -> None:
    with DocumentReader() as reader:
        reader.read(GOOD, "a.html")
        assert reader.child_pid is not None
        os.kill(reader.child_pid, signal.SIGSEGV)
        time.sleep(0.2)
        assert "SIGSEGV" in reason(reader.read(GOOD, "a.html"))
        assert isinstance(reader.read(GOOD, "a.html")[0], Extracted)


@pytest.mark.alone
def test_plain_text_starts_no_child_and_costs_nothing() -> None:
    text = ("خبروں کے مطابق وزیردفاع نے کہا۔\n" * 60).encode()
    with DocumentReader() as reader:
        started = time.monotonic()
        for number in range(1000):
            assert isinstance(reader.read(text, f"{number}.txt")[0], Extracted)
        assert time.monotonic() - started < 1
        assert reader.child_pid is None


def test_closing_leaves_no_process() -> None:
    with DocumentReader() as reader:
        reader.read(GOOD, "a.html")
        pid = reader.child_pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_child_ends_with_a_parent_that_was_killed() -> None:
    code = (
        "import os, sys, threading, time\n"
        "from index.documents import DocumentReader\n"
        "reader = DocumentReader()\n"
        f"reader.read({GOOD!r}, 'a.html')\n"
        "print(reader.child_pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}/stat").exists() and time.monotonic() < deadline:
        if Path(f"/proc/{pid}/stat").read_text().split(") ")[1].startswith("Z"):
            break  # dead; whoever adopted it has not looked yet
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{pid}/stat").exists()


def test_worker_loads_no_heavy_library() -> None:
    heavy = ("torch", "lxml", "llama_index", "openvino")
    code = f"import sys, index.documents.worker; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
