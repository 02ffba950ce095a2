"""Why a file was left out: whatever `index` can say of it, the reader is told in their own language."""

import ast
from collections.abc import Iterator

import pytest

from index.documents.article import ReadLimits, UnusableContent
from index.documents.extract import read_articles
from tests.conftest import ROOT
from ui.reasons import REASON_WORDS, reason_code, reason_html
from ui.strings import LANGS, STRINGS

RAISERS = {"UnusableContent": 0, "UnreadableFile": 0, "Unread": 2, "limit_reason": 0}
# What stands in an f-string in the place of a value.
VALUE = "7"


def _said(node: ast.expr) -> str | None:
    """The words of a message, with a value where one is filled in; None where it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else VALUE for part in node.values)
    if isinstance(node, ast.IfExp):
        return _said(node.body)
    return None


def _messages() -> Iterator[str]:
    for path in (*(ROOT / "index" / "documents").glob("*.py"), ROOT / "index" / "files.py", ROOT / "index" / "sync.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if name not in RAISERS or not isinstance(node, ast.Call) or len(node.args) <= RAISERS[name]:
                continue
            said = _said(node.args[RAISERS[name]])
            # Only a name and a reason, which is looked at where it is made.
            if said and said.strip(VALUE + " "):
                yield f"{said} (limit 1,000 s); if you trust it" if name == "limit_reason" else said


def test_all_that_can_be_said_is_known() -> None:
    messages = sorted(set(_messages()))
    assert len(messages) > 30
    unknown = [said for said in messages if reason_code(said.removeprefix(VALUE).strip()) is None]
    # Two begin with what was said before, or with numbers.
    assert [said for said in unknown if not said.startswith(f"{VALUE} (")] == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", bytes(range(256)) * 40, "not_text"),
        ("a.pdf", b"%PDF-1.4 nothing", "damaged"),
        ("a.docx", b"PK nothing", "damaged"),
        ("a.csv", b"one,two\n1,2\n", "table"),
        ("a.csv", b"title,text\nx,y,z,w\n", "table"),
        ("a.jsonl", b"{\n", "table"),
        ("a.html", b"<html><body></body></html>", "no_text"),
        ("a.epub", b"no", "damaged"),
    ],
)
def test_real_files_are_told_of(name: str, content: bytes, code: str) -> None:
    try:
        reasons = [item.reason for item in read_articles(content, name, ReadLimits()) if hasattr(item, "reason")]
    except UnusableContent as error:
        reasons = [str(error)]
    assert [reason_code(reason) for reason in reasons] == [code], reasons
    for lang in LANGS:
        shown = reason_html(name, f"{name} {reasons[0]}", STRINGS[lang])
        assert (getattr(REASON_WORDS[lang], code) in shown) == (lang != "en")
        assert name not in shown


def test_what_is_not_known_stays_english_and_text() -> None:
    shown = reason_html("a.txt", "a.txt <b>is</b> odd", STRINGS["ur"])
    assert 'lang="en" dir="ltr"' in shown
    assert "<b>" not in shown
    # The name of a file says nothing of it.
    assert "خالی" not in reason_html("is empty.txt", "is empty.txt is odd", STRINGS["ur"])
