"""Articles for timing and for large collections: sentences of real articles, put together anew."""

import math
import random
from collections.abc import Iterator
from pathlib import Path

from index.counts import count_of
from index.errors import InputError
from index.language import detect_language
from index.sentences import split_sentences


def read_sentences(folder: Path) -> list[str]:
    """The sentences of the text files in a folder. Raises InputError if there are too few to recombine."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    found = {text[start:end] for text in texts for start, end in split_sentences(text, detect_language(text))}
    if len(found) < 50:
        held = count_of(len(found), "sentence")
        raise InputError(f"{folder} holds {held} in text files; at least 50 are needed to recombine")
    return sorted(found)


def recombine(sentences: list[str], count: int, length: int, seed: int) -> Iterator[str]:
    """`count` texts of `length` sentences each, no two alike; the same for the same seed.

    Raises InputError where there are not so many.
    """
    if math.perm(len(sentences), length) < count:
        raise InputError(f"{count_of(len(sentences), 'sentence')} cannot make {count:,} texts of {length}")
    chance = random.Random(seed)
    seen: set[tuple[str, ...]] = set()
    while len(seen) < count:
        chosen = tuple(chance.sample(sentences, length))
        if chosen not in seen:
            seen.add(chosen)
            yield " ".join(chosen)


def write_articles(folder: Path, sentences: list[str], articles: int, seed: int = 0) -> None:
    """Articles of five paragraphs of three sentences, as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = recombine(sentences, articles * 5, 3, seed)
    for number in range(articles):
        text = "\n\n".join(next(paragraphs) for _ in range(5))
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
