"""Articles → passages: whole sentences up to the encoder's budget, with the offsets of the article's own text."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import regex
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, NodeRelationship, TextNode

from index.folding import fold_text
from index.language import detect_language
from index.sentences import split_sentences

Span = tuple[int, int]
CountTokens = Callable[[Sequence[str]], list[int]]

# The key of a node's metadata under which lies what is embedded before its text.
HEADING = "heading"
_TITLE_TOKENS = 24

_WORDS = regex.compile(r"\S+")
# A longer run without white space is cut between what a reader sees as characters (grapheme clusters).
_LONGEST_WORD = 200
_GRAPHEME = regex.compile(r"\X")
# A sentence of more characters cannot fit any encoder's budget and is measured in pieces.
_LONGEST_SENTENCE = 2_000


def split_passages(text: str, lang: str, count_tokens: CountTokens, max_tokens: int) -> list[Span]:
    """Spans (start, end) of the passages of `text`, in order and without overlap.

    A passage is a run of whole sentences of at most `max_tokens` tokens; a sentence of more is cut between words.
    Every character that is not white space lies in exactly one passage.
    """
    sentences = split_sentences(text, lang)
    spans = [span for span in sentences if span[1] - span[0] <= _LONGEST_SENTENCE]
    known = dict(zip(spans, _sizes(text, spans, count_tokens), strict=True))
    pieces: list[Span] = []
    sizes: list[int] = []
    for span in sentences:
        if known.get(span, max_tokens + 1) <= max_tokens:
            pieces.append(span)
            sizes.append(known[span])
        else:
            words = list(_words(text, *span))
            joined = list(_join(words, _sizes(text, words, count_tokens), max_tokens))
            pieces.extend(span for span, _ in joined)
            sizes.extend(size for _, size in joined)
    return [span for span, _ in _join(pieces, sizes, max_tokens)]


def _sizes(text: str, spans: Sequence[Span], count_tokens: CountTokens) -> list[int]:
    """The tokens of each span; what occurs again is counted once."""
    pieces = [text[start:end] for start, end in spans]
    distinct = list(dict.fromkeys(pieces))
    counts = dict(zip(distinct, count_tokens(distinct), strict=True))
    return [counts[piece] for piece in pieces]


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words, and of a word that is too long its pieces, cut where no reader sees one character cut."""
    for word in _WORDS.finditer(text, start, end):
        first, last = word.span()
        while last - first > _LONGEST_WORD:
            cuts = [grapheme.start() for grapheme in _GRAPHEME.finditer(text[first : first + _LONGEST_WORD + 1])]
            # A character with more marks than that is cut all the same.
            cut = first + (cuts[-1] or _LONGEST_WORD)
            yield first, cut
            first = cut
        yield first, last


def _join(spans: Sequence[Span], sizes: Sequence[int], max_tokens: int) -> Iterator[tuple[Span, int]]:
    """Neighbouring spans joined for as long as their sizes add up to no more than `max_tokens`, with that sum."""
    start, total = 0, 0
    for i, size in enumerate(sizes):
        if i > start and total + size > max_tokens:
            yield (spans[start][0], spans[i - 1][1]), total
            start, total = i, 0
        total += size
    if spans:
        yield (spans[start][0], spans[-1][1]), total


def embedding_text(title: str, published: str, passage: str) -> str:
    """What is embedded for a passage: the title and the date of its article before it, on a line of their own.

    A passage that opens with the title, as the first of an article does, carries it already.
    """
    heading = _heading_of(title, published, passage)
    return f"{heading}\n{passage}" if heading else passage


def _heading_of(title: str, published: str, passage: str) -> str:
    named, opening = fold_text(title), fold_text(passage[: 2 * len(title) + _LONGEST_WORD])
    carried = opening.startswith(named) or named.startswith(opening)
    return " · ".join(part for part in ("" if carried else title, published) if part)


class PassageParser(NodeParser):
    """`split_passages` as a LlamaIndex node parser: `start_char_idx` and `end_char_idx` are always exact.

    With `with_heading`, the `title` and `published` of a document's metadata are embedded with its passages, which
    then leave room for them: heading and passage together have at most `max_tokens` tokens.
    """

    count_tokens: CountTokens
    max_tokens: int
    with_heading: bool = False

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        return [passage for node in nodes if isinstance(node, Document) for passage in self._parse(node)]

    def _postprocess_parsed_nodes(self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]) -> list[BaseNode]:
        # The default looks every passage up in the text again, and finds another place where the text repeats itself.
        return nodes

    def _parse(self, document: Document) -> Iterator[TextNode]:
        text = document.text
        lang = document.metadata.get("lang") or detect_language(text)
        title, published = self._heading(document)
        heading_tokens = self.count_tokens([f"{title} · {published}"])[0] if title or published else 0
        room = max(self.max_tokens - heading_tokens, self.max_tokens // 2)
        for ordinal, (start, end) in enumerate(split_passages(text, lang, self.count_tokens, room)):
            passage = text[start:end]
            metadata = {**document.metadata, "lang": detect_language(passage, lang), "ordinal": ordinal}
            heading = _heading_of(title, published, passage)
            yield TextNode(
                id_=f"{document.id_}:{ordinal}",
                text=passage,
                start_char_idx=start,
                end_char_idx=end,
                metadata={**metadata, HEADING: heading},
                metadata_template="{value}",
                # LlamaIndex's own wording of `embedding_text`; what has no heading is embedded bare.
                text_template="{metadata_str}\n{content}",
                excluded_embed_metadata_keys=list(metadata),
                excluded_llm_metadata_keys=[HEADING],
                relationships={NodeRelationship.SOURCE: document.as_related_node_info()},
            )

    def _heading(self, document: Document) -> tuple[str, str]:
        """The title, of as many words as have `_TITLE_TOKENS` tokens, and the date; empty where there is none."""
        if not self.with_heading:
            return "", ""
        words = str(document.metadata.get("title") or "").split()[:_TITLE_TOKENS]
        title = ""
        if words:
            fitting = accumulate(self.count_tokens(words))
            title = " ".join(word for word, total in zip(words, fitting, strict=True) if total <= _TITLE_TOKENS)
        return title, str(document.metadata.get("published") or "")
