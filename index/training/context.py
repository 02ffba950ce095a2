"""What stands before a passage in training, as `index.context` puts it together of articles."""

from random import Random

from index.sentences import split_sentences
from index.training.data import Paragraph

# So many stand by themselves.
_WITHOUT_CONTEXT = 0.25
# A longer first sentence introduces nothing.
_LONGEST = 400


def introduce(paragraph: Paragraph, lang: str, text: str, random: Random) -> str:
    """That of the article, or the first sentence of the paragraph in its place; now and then none."""
    if random.random() < _WITHOUT_CONTEXT:
        return ""
    if paragraph.context:
        return paragraph.context
    whole = paragraph.texts[lang]
    start, end = (split_sentences(whole, lang) or [(0, len(whole))])[0]
    first = whole[start:end]
    return "" if first in text or len(first) > _LONGEST else f"{first} "


def headline_of(context: str, lang: str) -> str:
    """The first sentence of what introduces a passage, which is the headline mostly."""
    return context[: split_sentences(context, lang)[0][1]]
