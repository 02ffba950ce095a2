"""Copies of one story are found, other stories on the same event are not."""

import random
from itertools import combinations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates import are_copies, band_keys, sketch_text
from index.folding import fold_text
from index.wording import differ_in_wording
from tests.conftest import SEEDS
from tests.index.stories import SAME_EVENT
from tests.index.test_wording import REPORTS
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

_NOTICE = (
    f"{_FOOTER} The Daily Horizon was founded in 1962 by a circle of teachers and printers and belongs to a trust. "
    "Letters to the editor are welcome at the address below and may be shortened. Complaints are heard by an "
    "ombudsman whose rulings we print in full. Advertisements are kept apart from reporting; our staff take no gifts "
    "and no paid journeys. Corrections appear on page two and stay on the site for ever. Photographs are by agencies "
    "unless another name is given. To cancel a subscription, write to the circulation office before the twentieth of a "
    "month. Our archive since the first issue can be read in the city library, on weekdays from ten to four. Readers "
    "abroad pay postage. We use cookies to count visits, and share no data with anyone else."
)
# What two newsrooms put before the same report.
_FRAMES = {
    "ur": (
        "سرحد پر نئی منڈیوں کا اعلان\nاسلام آباد (اے پی پی) – ",
        "دونوں ملکوں میں اہم پیش رفت\nکراچی (این این آئی): ",
    ),
    "ar": ("تطور جديد في ملف العلاقات\nالقاهرة (رويترز) – ", "مباحثات مهمة في العاصمة اليوم\nدبي (أ ف ب): "),
    "fa": ("خبر تازه از استان‌های کشور\nتهران (ایرنا) – ", "گزارش ویژه‌ی روزنامه از محل\nاصفهان (ایسنا): "),
    "ru": ("Новости этого часа из столицы\nМОСКВА (ТАСС) – ", "Что произошло сегодня: главное\nТЕГЕРАН (Интерфакс): "),
    "en": ("What the day brought to the city\nKARACHI (Reuters) – ", "Latest from our own newsroom\nLAHORE (AFP): "),
    "hi": ("आज की सबसे बड़ी ख़बर यहाँ\nनई दिल्ली (पीटीआई) – ", "राज्य से ताज़ा समाचार और हाल\nलखनऊ (एएनआई): "),
}
_SHORT = {lang: (*SAME_EVENT[lang], REPORTS[lang]) for lang in SAME_EVENT}


def _copied(left: str, right: str) -> bool:
    """As the index decides it: a band in common, the sketches compared, then the wording."""
    one, other = sketch_text(left), sketch_text(right)
    candidates = set(band_keys(one)) & set(band_keys(other))
    return bool(candidates) and are_copies(one, other) and not differ_in_wording(left, right)


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
    pairs = combinations([*ARTICLES.values(), *_STORIES], 2)
    assert not any(_copied(left, right) for left, right in pairs)


def test_a_footer_in_common_makes_no_copies() -> None:
    pairs = combinations([f"{story}\n{_FOOTER}" for story in _STORIES], 2)
    assert not any(_copied(left, right) for left, right in pairs)


@pytest.mark.parametrize("lang", _FRAMES)
@pytest.mark.parametrize(
    "edit", [lambda frame: frame, lambda frame: frame.rstrip(" –:") + "\n"], ids=["run on", "line"]
)
def test_short_copies_under_headlines_and_credits_of_two_papers_are_copies(lang: str, edit) -> None:  # type: ignore[no-untyped-def]
    mine, theirs = map(edit, _FRAMES[lang])
    assert [text for text in _SHORT[lang] if not _copied(mine + text, theirs + text)] == []


@pytest.mark.parametrize("notice", [_NOTICE, _NOTICE[:500], _FOOTER], ids=len)
def test_short_reports_over_the_same_long_notice_are_no_copies(notice: str) -> None:
    whole = [text for texts in _SHORT.values() for text in texts]
    for texts in (whole, [text[:100].rsplit(" ", 1)[0] + "." for text in whole]):
        assert [pair for pair in combinations([f"{text}\n{notice}" for text in texts], 2) if _copied(*pair)] == []
    assert not _copied(f"{notice[:200]}\n{whole[0]}", f"{notice[:200]}\n{whole[1]}")


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


def test_sketches_are_the_same_on_every_machine() -> None:
    sketch = sketch_text("The quick brown fox jumps over the lazy dog and the dog over the fox: 1, 2, 3, 4 times.")
    assert len(sketch) == 612
    assert sketch[:16].hex() == "380000008a67da113855df0f33a92102"
    assert band_keys(sketch)[:2] == [-8495881181438119380, -4911990397424530282]


@settings(deadline=None, max_examples=40)
@given(documents, st.integers(0, 2**32))
def test_what_is_much_alike_is_a_copy_and_what_is_hardly_alike_is_none(text: str, seed: int) -> None:
    draw = random.Random(seed)
    shared, one, other = ("".join(chr(draw.randrange(0x4E00, 0x9FFF)) for _ in range(1_200)) for _ in range(3))
    share = draw.random()
    left, right = (shared[: int(1_200 * share)] + rest[int(1_200 * share) :] + text for rest in (one, other))
    runs = [{folded[i : i + 8] for i in range(len(folded) - 7)} for folded in map(_letters, (left, right))]
    truth = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    if abs(truth - 0.4) > 0.2:
        assert are_copies(sketch_text(left), sketch_text(right)) == (truth > 0.4)


def _letters(text: str) -> str:
    return regex.sub(r"[^\p{L}\p{M}\p{N}]", "", fold_text(text))


@given(documents)
def test_spacing_and_punctuation_change_nothing(text: str) -> None:
    assert sketch_text(regex.sub(r"([\s.,!?؟۔،])", r" \1 … ", text)) == sketch_text(text)


@settings(deadline=None, max_examples=20)
@given(st.text(max_size=200), st.sampled_from(["\ud800", "\0", "\U0010ffff", "\u202e"]))
def test_any_text_has_a_sketch(text: str, odd: str) -> None:
    sketch = sketch_text((text + odd) * 10)
    assert len(sketch) in (0, 612)
    assert are_copies(sketch, sketch) == bool(sketch)
