"""Thumbs on answers: read from the transcript that the browser sends, and written as rows of a question set."""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from index.conversations import Feedback, QuotedPlace
from index.errors import InputError
from index.files import printable_name
from index.language import detect_language
from ui.display import visible_text
from ui.transcript import Message, ShownAnswer, earlier_questions, message_text

if TYPE_CHECKING:
    from index.catalog import Article

ReadArticle = Callable[[str], "Article | None"]

# gradio's words for a thumb up, one down and one taken back.
_THUMBS: dict[object, bool | None] = {True: True, False: False, "": None}


def read_feedback(messages: Sequence[Message], index: object, thumb: Any, read_article: ReadArticle) -> Feedback | None:
    """The reader's thumb on `messages[index]`; None where this is not an answer to a question.

    All of it is the browser's word only. A quotation is the article's own words where the article still has at that
    place what the reader saw, and else what the reader saw.
    """
    known = isinstance(thumb, bool | str) and thumb in _THUMBS
    if not known or type(index) is not int or not 0 < index < len(messages):
        return None
    shown = ShownAnswer(message_text(messages[index]))
    asked = earlier_questions(messages[:index])
    if not shown.is_answer or not asked:
        return None
    *history, question = asked
    key = json.dumps([history, question, shown.text, shown.references])
    return Feedback(
        id=f"feedback-{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        given=datetime.now(UTC).isoformat(timespec="milliseconds"),
        liked=_THUMBS[thumb],
        question=question,
        lang=detect_language(question),
        history=tuple(history),
        answered=not shown.refused,
        answer=shown.text,
        citations=tuple(
            _quoted_place(reference, quote, read_article)
            for reference, quote in zip(shown.references, shown.quotes, strict=True)
        ),
    )


def _quoted_place(reference: str, shown: str, read_article: ReadArticle) -> QuotedPlace:
    place = {name: values[0] for name, values in parse_qs(reference).items()}
    source, start, end = place["source"], int(place["start"]), int(place["end"])
    article = read_article(source)
    quote = article.text[start:end] if article else ""
    return QuotedPlace(source, start, end, quote if visible_text(quote) == shown else shown)


def question_row(given: Feedback, read_article: ReadArticle) -> dict[str, Any]:
    """A row of a question set, to be completed by hand.

    `answerable` is null, with nothing else filled in, under a thumb down, and where an article has changed since, so
    that the words that were cited are not in it.
    """
    cited = given.citations if given.answered else ()
    verbatim = all(_is_verbatim(place, read_article) for place in cited)
    answerable = given.answered if given.liked and verbatim else None
    kept = cited if answerable else ()
    return {
        "id": given.id,
        "lang": given.lang,
        "question": given.question,
        "answerable": answerable,
        "sources": list(dict.fromkeys(place.source for place in kept)),
        "evidence": list(dict.fromkeys(place.quote for place in kept)),
        "values": [],
        "history": list(given.history),
        "tag": f"feedback+{'up' if given.liked else 'down'}",
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
