"""One word or number tells two short reports apart; what newsrooms do to a report does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.wording import differ_in_wording
from tests.index.stories import SAME_EVENT

REPORTS = {
    "en": "The ministry confirmed on Monday that five workers had died in the fire at the Karachi port, police said. "
    "An inquiry has been ordered, and the owner of the store was arrested.",
    "ur": "وزارت نے پیر کے روز تصدیق کی کہ کراچی کی بندرگاہ پر آگ لگنے سے 5 مزدور ہلاک ہو گئے، پولیس نے بتایا۔ "
    "واقعے کی تحقیقات کا حکم دے دیا گیا ہے اور گودام کے مالک کو گرفتار کر لیا گیا۔",
    "ar": "أكدت الوزارة يوم الاثنين مقتل 5 عمال في حريق بميناء كراتشي، بحسب الشرطة. "
    "وأمرت السلطات بفتح تحقيق، واعتُقل صاحب المستودع.",
    "fa": "وزارت کشور روز دوشنبه تأیید کرد که 5 کارگر در آتش‌سوزی بندر کراچی جان باخته‌اند. "
    "دستور بررسی حادثه داده شده و مالک انبار بازداشت شده است.",
    "ru": "Министерство подтвердило в понедельник, что при пожаре в порту Карачи погибли 5 рабочих, сообщила полиция. "
    "Начато расследование, владелец склада задержан.",
    "hi": "मंत्रालय ने सोमवार को पुष्टि की कि कराची बंदरगाह पर आग लगने से 5 मज़दूरों की मौत हो गई। "
    "जाँच के आदेश दे दिए गए हैं और गोदाम के मालिक को गिरफ़्तार कर लिया गया है।",
}
OTHERS = [
    ("en", "confirmed", "denied"),
    ("en", "had died", "had not died"),
    ("en", "five", "seven"),
    ("en", "Monday", "Friday"),
    ("en", "Karachi", "Gwadar"),
    ("en", "was arrested", "was released"),
    ("ur", "تصدیق کی", "تردید کی"),
    ("ur", "5", "7"),
    ("ur", "کر لیا گیا", "نہیں کیا گیا"),
    ("ar", "أكدت", "نفت"),
    ("ar", "5", "٧"),
    ("fa", "تأیید کرد", "تکذیب کرد"),
    ("fa", "بازداشت شده", "بازداشت نشده"),
    ("ru", "подтвердило", "опровергло"),
    ("ru", "задержан", "не задержан"),
    ("hi", "पुष्टि की", "खंडन किया"),
    ("hi", "5", "९"),
]  # fmt: skip
EDITS = {
    "headline": lambda text: "Fire in the port\n" + text,
    "agency": lambda text: "KARACHI (Reuters) – " + text,
    "agency in a line": lambda text: "APP\n" + text + "\n(Agencies)",
    "footer": lambda text: text + "\nAll rights reserved by the Daily.",
    "keyboard": lambda text: text.translate(str.maketrans("یک5،۔", "يك٥,.")),
    "joiners": lambda text: text.replace("\u200c", " ").replace("ہو گئے", "ہوگئے"),
    "commas": lambda text: text.replace(",", "").replace("،", ""),
    "lines": lambda text: text.replace(" ", "\n"),
    "cut": lambda text: text[: text.rindex(" ", 0, len(text) // 2 + 40)] if "\n" in text else text,
}


@pytest.mark.parametrize(("lang", "word", "instead"), OTHERS)
def test_another_word_is_another_report(lang: str, word: str, instead: str) -> None:
    text = REPORTS[lang]
    assert word in text
    for edit in (lambda text: text, EDITS["headline"], EDITS["footer"]):
        assert differ_in_wording(text, edit(text.replace(word, instead)))
        assert differ_in_wording(edit(text), text.replace(word, instead))


@pytest.mark.parametrize("lang", REPORTS)
@pytest.mark.parametrize("edit", EDITS)
def test_what_newsrooms_change_is_no_difference(lang: str, edit: str) -> None:
    text = REPORTS[lang]
    assert not differ_in_wording(text, EDITS[edit](text))
    assert not differ_in_wording(EDITS["headline"](text), EDITS[edit](text))


def test_one_paper_puts_its_own_headline_and_footer_for_the_others() -> None:
    text = REPORTS["en"]
    mine = f"Five die in port fire\n(AFP) – {text}\nFollow us for more."
    theirs = f"Workers killed as Karachi store burns\nREUTERS: {text}\nCopyright 2026 The Daily. All rights reserved."
    assert not differ_in_wording(mine, theirs)


def test_a_headline_may_be_a_question_and_a_first_line_that_tells_something_is_none() -> None:
    text = REPORTS["en"]
    asked = (
        "Who is to answer for the fire in the port of Karachi?",
        "Was there nobody who looked after the old stores at all?",
    )
    assert not differ_in_wording(*(f"{headline}\n{text}" for headline in asked))
    told = (
        "Wheat was dearer by a tenth in all markets of the south.",
        "A bus left the road near the pass and eight were hurt.",
    )
    assert differ_in_wording(*(f"{report}\n{text}" for report in told))


@pytest.mark.parametrize("lang", SAME_EVENT)
def test_a_sentence_left_out_is_no_difference(lang: str) -> None:
    for story in SAME_EVENT[lang]:
        cut = max(story.rfind(end, 0, -1) for end in ".۔।")
        assert not differ_in_wording(story, story[: cut + 1])


def test_an_editor_may_change_a_word_in_a_longer_text() -> None:
    long = " ".join(SAME_EVENT["en"] * 2)
    assert not differ_in_wording(long, long.replace("harvest", "crop"))
    assert differ_in_wording(SAME_EVENT["en"][0], SAME_EVENT["en"][0].replace("harvest", "crop"))


@given(st.text(max_size=200), st.text(max_size=200))
def test_it_does_not_matter_which_comes_first(left: str, right: str) -> None:
    assert not differ_in_wording(left, left)
    assert differ_in_wording(left, right) == differ_in_wording(right, left)
