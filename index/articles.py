"""A file's articles → what is stored of each: its facts, its passages and what is embedded of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from index.catalog import Article
from index.folding import fold_text
from index.language import detect_language
from index.passages import split_passages
from index.staging import Draft

CountTokens = Callable[[Sequence[str]], list[int]]

_TITLE_CHARS = 120


@dataclass(frozen=True)
class Prepared:
    """An article that is ready to be embedded: `texts` are what the encoder reads, one a passage."""

    article: Article
    passages: list[Draft]
    texts: list[str]
    sketch: bytes
    bands: list[int]


def prepare_article(source: str, text: str, count_tokens: CountTokens, max_tokens: int) -> Prepared:
    lang = detect_language(text)
    title = next(line.strip() for line in text.splitlines() if line.strip())[:_TITLE_CHARS]
    article = Article(
        id=0,
        source=source,
        file=source,
        kind="txt",
        lang=lang,
        title=title,
        published=None,
        precision=None,
        date_words=None,
        author=None,
        url=None,
        pages=(),
        findings={},
        story=0,
        text=text,
    )
    spans = split_passages(text, lang, count_tokens, max_tokens)
    texts = [text[start:end] for start, end in spans]
    passages = [
        Draft(
            start, end, detect_language(passage), blake2b(passage.encode(), digest_size=16).digest(), fold_text(passage)
        )
        for (start, end), passage in zip(spans, texts, strict=True)
    ]
    return Prepared(article, passages, texts, b"", [])
