"""Thumbs on answers: what the reader says of a turn of a chat, and how it becomes a row of a question set."""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.chats import Turn
from index.conversations import Feedback, QuotedPlace
from index.errors import InputError
from index.files import printable_name
from ui.transcript import read_answer, told_text

if TYPE_CHECKING:
    from index.catalog import Article

ReadArticle = Callable[[str], "Article | None"]

_MAX_ANSWER = 2_000

# What may be wrong with an answer: the names of their words in the interface.
REASONS = ("wrong", "source", "incomplete", "absent", "refused", "other")
# The reason that says all there is to say of the question: the articles do not answer it.
_ABSENT = "absent"


def feedback_on(
    turns: Sequence[Turn],
    turn: object,
    liked: object,
    reason: object = "",
    right_answer: object = "",
    reader: str = "",
) -> Feedback | None:
    """The reader's thumb on one of the turns of a chat; None where there is no such turn or no such thumb.

    All but the turns and the `reader`, an account, is the browser's word only.
    """
    at = next((at for at, each in enumerate(turns) if each.id == turn), None)
    if at is None or not (liked is None or isinstance(liked, bool)):
        return None
    asked, history = turns[at], tuple(each.question for each in turns[:at])
    answer = read_answer(asked.answer)
    told = told_text(answer)
    # What one reader says of an answer does not take the place of what another does.
    key = json.dumps([history, asked.question, told, *([reader] if reader else [])])
    return Feedback(
        id=f"feedback-{hashlib.sha256(key.encode(errors='replace')).hexdigest()[:16]}",
        given=datetime.now(UTC).isoformat(timespec="milliseconds"),
        liked=liked,
        question=asked.question,
        lang=asked.lang,
        history=history,
        answered=answer.answered,
        answer=told,
        citations=tuple(QuotedPlace(each.source, each.start, each.end, each.quote) for each in answer.shown),
        reason=reason if isinstance(reason, str) and reason in REASONS and not liked else "",
        right_answer=right_answer.strip()[:_MAX_ANSWER] if isinstance(right_answer, str) and not liked else "",
    )


def question_row(given: Feedback, read_article: ReadArticle) -> dict[str, Any]:
    """A row of a question set, to be completed by hand.

    `answerable` is null, with nothing else filled in but the reader's own answer, under a thumb down, and where an
    article has changed since, so that the words that were cited are not in it. It is false where the reader says that
    the articles do not answer.
    """
    cited = given.citations if given.answered else ()
    verbatim = all(_is_verbatim(place, read_article) for place in cited)
    answerable = given.answered if given.liked and verbatim else None
    if given.reason == _ABSENT:
        answerable = False
    kept = cited if answerable else ()
    return {
        "id": given.id,
        "lang": given.lang,
        "question": given.question,
        "answerable": answerable,
        "sources": list(dict.fromkeys(place.source for place in kept)),
        "evidence": list(dict.fromkeys(place.quote for place in kept)),
        "values": [],
        "answer": given.right_answer or None,
        "history": list(given.history),
        "tag": "+".join(["feedback", "up" if given.liked else "down", *([given.reason] if given.reason else [])]),
    }


def _is_verbatim(place: QuotedPlace, read_article: ReadArticle) -> bool:
    article = read_article(place.source)
    return article is not None and bool(place.quote) and place.quote in article.text


def write_rows(rows: list[dict[str, Any]], path: Path) -> None:
    """All of them, and safely on the disk, or no file. Raises InputError, also where there is one."""
    name = printable_name(path)
    try:
        with path.open("x", encoding="utf-8") as file:
            try:
                file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                path.unlink()
                raise
    except FileExistsError as error:
        raise InputError(f"{name} exists, and may hold rows completed by hand; choose another --out") from error
    except OSError as error:
        raise InputError(f"cannot write {name}: {error.strerror}") from error
