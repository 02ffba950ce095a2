"""Copies of one story are found, other stories on the same event are not."""

import random
import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates import (
    are_copies,
    band_keys,
    containment,
    find_copies,
    group_copies,
    similarity,
    sketch_text,
)
from index.folding import fold_text
from tests.conftest import SEEDS
from tests.index.stories import SAME_EVENT
from tests.texts import documents

ARTICLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}

_STORIES = [story for pair in SAME_EVENT.values() for story in pair]
_SENTENCES = regex.compile(r"(?<=[.!?۔؟।])\s+")
_KEYBOARD = str.maketrans(
    {"ی": "ي", "ک": "ك", "\u200c": "", "۔": ".", "،": ",", "’": "'", "0": "٠", "1": "۱", "2": "۲"}
)
_FOOTER = (
    "Follow us on our channels for the latest news from the region. Subscribe to the morning letter. "
    "Nothing on these pages may be reproduced without the written permission of the publisher."
)


def _copied(left: str, right: str) -> bool:
    """As the index decides it: a band in common, then the sketches compared."""
    one, other = sketch_text(left), sketch_text(right)
    return bool(set(band_keys(one)) & set(band_keys(other))) and are_copies(one, other)


def _reworded(text: str, nth: int) -> str:
    """Every `nth` word replaced by one of another story."""
    others = " ".join(_STORIES).split()
    return " ".join(others[i % len(others)] if i % nth == 0 else word for i, word in enumerate(text.split()))


def _without_every(text: str, nth: int) -> str:
    sentences = _SENTENCES.split(text)
    return " ".join(sentence for i, sentence in enumerate(sentences, 1) if i % nth)


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize(
    "edit",
    [
        lambda text: "BREAKING: the other paper's own headline\n" + text,
        lambda text: "(Reuters) – " + text + "\nReporting by our staff; © 2026 Agency, all rights reserved.",
        lambda text: text.translate(_KEYBOARD),
        lambda text: text.replace(" ", "").replace("\n", ""),
        lambda text: _without_every(text, 4),
        lambda text: _reworded(text, 8),
        lambda text: text + "\n" + SAME_EVENT["ur"][0],
        lambda text: text + "\n" + _FOOTER,
    ],
    ids=[
        "headline",
        "credit line",
        "keyboard",
        "words run together",
        "sentences dropped",
        "words changed",
        "paragraph added",
        "footer",
    ],
)
def test_an_edited_copy_is_a_copy(name: str, edit) -> None:  # type: ignore[no-untyped-def]
    assert _copied(ARTICLES[name], edit(ARTICLES[name]))


@pytest.mark.parametrize("lang", SAME_EVENT)
def test_two_reports_on_one_event_are_two_sources(lang: str) -> None:
    first, second = SAME_EVENT[lang]
    assert not _copied(first, second)
    assert _copied(first, first + " (Agencies)")


def test_unrelated_articles_are_no_copies() -> None:
    texts = {str(i): text for i, text in enumerate([*ARTICLES.values(), *_STORIES])}
    assert find_copies({name: sketch_text(text) for name, text in texts.items()}) == []


def test_a_footer_in_common_makes_no_copies() -> None:
    articles = {str(i): sketch_text(f"{story}\n{_FOOTER}") for i, story in enumerate(_STORIES)}
    assert find_copies(articles) == []


def test_reports_from_one_template_are_told_apart_by_their_numbers() -> None:
    def report(seed: int) -> str:
        number = random.Random(seed).randrange
        districts = ["لاہور", "راولپنڈی", "ملتان", "فیصل آباد", "بہاولپور", "گوجرانوالہ", "ڈیرہ غازی خان"]
        lines = [
            f"محکمۂ صحت کے ترجمان کے مطابق گزشتہ چوبیس گھنٹوں کے دوران ضلع {district} کے سرکاری ہسپتالوں میں "
            f"ڈینگی بخار کے {number(10, 900)} نئے مریض داخل کیے گئے جبکہ صحت یاب ہونے والوں کو گھر بھیج دیا گیا۔ "
            f"ترجمان نے {district} کے شہریوں سے اپیل کی کہ گھروں کی چھتوں اور صحنوں میں پانی جمع نہ ہونے دیں اور "
            f"بخار کی صورت میں فوراً قریبی مرکز سے رجوع کریں۔"
            for district in districts
        ]
        return "\n".join(lines)

    reports = [report(seed) for seed in range(30)]
    assert similarity(sketch_text(reports[0]), sketch_text(reports[1])) > 0.7
    pairs = [(a, b) for i, a in enumerate(reports) for b in reports[:i]]
    assert sum(_copied(a, b) for a, b in pairs) <= len(pairs) // 100
    assert all(_copied(text, "ڈینگی کی صورتِ حال\n" + text.translate(_KEYBOARD)) for text in reports)


def test_a_short_report_with_another_number_is_another_report() -> None:
    quake = "An earthquake of 5.1 shook the north of the province on Friday night; no one was hurt, police said."
    later = "An earthquake of 6.3 shook the south of the province on Sunday night; nine people were hurt, police said."
    assert _copied(quake, quake.upper())
    assert not _copied(quake, later)


@pytest.mark.parametrize("text", ["", " \n", "ہاں۔", "Moscow, 12 May", "۔" * 500])
def test_too_short_a_text_is_no_copy_of_anything(text: str) -> None:
    assert sketch_text(text) == b""
    assert band_keys(sketch_text(text)) == []
    assert not are_copies(sketch_text(text), sketch_text(text))


def test_a_brief_taken_over_whole_is_contained() -> None:
    article = ARTICLES["001_b5ffb5c443646aa3.txt"]
    brief = " ".join(_SENTENCES.split(article)[1:3])
    assert containment(brief.translate(_KEYBOARD), article) > 0.95
    assert containment(SAME_EVENT["ur"][0], article) < 0.1


def test_sketches_are_the_same_on_every_machine() -> None:
    sketch = sketch_text("The quick brown fox jumps over the lazy dog and the dog over the fox: 1, 2, 3, 4 times.")
    assert len(sketch) == 612
    assert sketch[:16].hex() == "380000008a67da113855df0f33a92102"
    assert band_keys(sketch)[:2] == [-8495881181438119380, -4911990397424530282]


@settings(deadline=None, max_examples=40)
@given(documents, st.integers(0, 2**32))
def test_estimates_are_near_the_true_similarity(text: str, seed: int) -> None:
    draw = random.Random(seed)
    shared, one, other = ("".join(chr(draw.randrange(0x4E00, 0x9FFF)) for _ in range(600)) for _ in range(3))
    share = draw.random()
    left, right = (shared[: int(600 * share)] + rest[int(600 * share) :] + text for rest in (one, other))
    runs = [{folded[i : i + 8] for i in range(len(folded) - 7)} for folded in map(_letters, (left, right))]
    truth = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    assert abs(similarity(sketch_text(left), sketch_text(right)) - truth) < 0.25


def _letters(text: str) -> str:
    return regex.sub(r"[^\p{L}\p{M}\p{N}]", "", fold_text(text))


@given(documents)
def test_spacing_and_punctuation_change_nothing(text: str) -> None:
    assert sketch_text(regex.sub(r"([\s.,!?؟۔،])", r" \1 … ", text)) == sketch_text(text)


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=20), st.permutations(range(16)))
def test_groups_are_the_connected_articles_under_the_first_of_them(
    links: list[tuple[int, int]], order: list[int]
) -> None:
    pairs = [(str(a), str(b)) for a, b in links]
    articles = [str(number) for number in order]
    groups = group_copies(pairs, articles)
    assert list(groups) == articles
    assert all(groups[a] == groups[b] for a, b in pairs)
    for article, group in groups.items():
        members = [name for name in articles if groups[name] == group]
        assert group == members[0]
        # Nothing joins a group but by a pair: what is linked to a member, and only that, is one.
        reached, frontier = {article}, [article]
        while frontier:
            near = {b for a, b in pairs if a == frontier[-1]} | {a for a, b in pairs if b == frontier[-1]}
            frontier = frontier[:-1] + sorted(near - reached)
            reached |= near
        assert reached == set(members)


def test_ten_copies_among_many_articles_are_one_group() -> None:
    draw = random.Random(5)
    words = " ".join(_STORIES).split()
    sketches = {f"other{i}": sketch_text(" ".join(draw.choices(words, k=300))) for i in range(300)}
    story = ARTICLES["000_26ccf66904288b90.txt"]
    for i in range(10):
        sentences = _SENTENCES.split(story)
        del sentences[draw.randrange(len(sentences))]
        sketches[f"copy{i}"] = sketch_text(" ".join([*draw.choices(words, k=10), *sentences]))
    groups = group_copies(find_copies(sketches), list(sketches))
    assert {name for name, group in groups.items() if group == "copy0"} == {f"copy{i}" for i in range(10)}
    assert sum(name != group for name, group in groups.items()) == 9


def test_thousands_from_one_template_do_not_multiply_the_pairs() -> None:
    sketch = sketch_text(_STORIES[0])
    sketches = {str(i): sketch for i in range(3_000)}
    began = time.monotonic()
    pairs = find_copies(sketches)
    assert time.monotonic() - began < 20
    assert set(group_copies(pairs, list(sketches)).values()) == {"0"}


@settings(deadline=None, max_examples=20)
@given(st.text(max_size=200), st.sampled_from(["\ud800", "\0", "\U0010ffff", "\u202e"]))
def test_any_text_has_a_sketch(text: str, odd: str) -> None:
    sketch = sketch_text((text + odd) * 10)
    assert len(sketch) in (0, 612)
    assert similarity(sketch, sketch) == float(bool(sketch))
