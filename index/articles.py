"""What a file holds → what is stored of it: an article's facts, its passages and what is embedded of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from index.catalog import Article
from index.context import Introduction
from index.documents import Extracted
from index.duplicates import band_keys, sketch_text
from index.facts import Facts, read_facts
from index.folding import fold_text
from index.health import inspect_text
from index.language import detect_language
from index.passages import split_passages
from index.sentences import split_sentences
from index.staging import Draft
from index.terms import terms_column

CountTokens = Callable[[Sequence[str]], list[int]]

_DATED_BY_FILE = ("pdf", "docx")


@dataclass(frozen=True)
class Prepared:
    """An article that is ready to be embedded: `texts` are what the encoder reads, one a passage, each after what the
    article says to introduce it."""

    article: Article
    passages: list[Draft]
    texts: list[str]
    sketch: bytes
    bands: list[int]


def prepare_article(
    file: str, found: Extracted, count_tokens: CountTokens, max_tokens: int, max_context: int
) -> Prepared:
    """Of so many tokens a passage at the most, and as many in what introduces it."""
    text, lang = found.text, detect_language(found.text)
    facts = _read_facts(found, lang)
    published = facts.published if facts.published and facts.published.precision != "month-day" else None
    article = Article(
        id=0,
        source=file + found.name,
        file=file,
        kind=found.kind,
        lang=lang,
        title=facts.title or found.name,
        published=published.iso if published else None,
        precision=published.precision if published else None,
        date_words=published.words if published else None,
        author=facts.author,
        url=facts.url,
        pages=found.pages,
        findings={**dict.fromkeys(found.notes, 1), **inspect_text(text)},
        story=0,
        text=text,
    )
    spans = split_passages(text, lang, count_tokens, max_tokens)
    texts = _introduce(article, spans, count_tokens, max_context)
    passages = [
        _draft(start, end, read, text[start:end], lang) for read, (start, end) in zip(texts, spans, strict=True)
    ]
    sketch = sketch_text(text)
    return Prepared(article, passages, texts, sketch, band_keys(sketch))


def _introduce(
    article: Article, spans: Sequence[tuple[int, int]], count_tokens: CountTokens, max_context: int
) -> list[str]:
    """What the encoder reads of each passage: what introduces it, unless that has too many tokens, and itself."""
    introduction = Introduction(article.text, article.title, article.lang)
    contexts = [introduction.before(start, end) for start, end in spans]
    distinct = list(dict.fromkeys(contexts))
    sizes = dict(zip(distinct, count_tokens(distinct), strict=True))
    return [
        (context if sizes[context] <= max_context else "") + article.text[start:end]
        for context, (start, end) in zip(contexts, spans, strict=True)
    ]


def _read_facts(found: Extracted, lang: str) -> Facts:
    # These formats say when the file was made, which may be years after the article.
    published = None if found.kind in _DATED_BY_FILE else found.published
    return read_facts(found.text, lang, title=found.title, published=published, author=found.author, url=found.url)


def _draft(start: int, end: int, read: str, passage: str, article_lang: str) -> Draft:
    lang = detect_language(passage, article_lang)
    return Draft(
        start=start,
        end=end,
        lang=lang,
        digest=blake2b(read.encode(), digest_size=16).digest(),
        folded=fold_text(passage),
        terms=terms_column(passage, lang),
        sentences=split_sentences(passage, lang),
    )
