"""What introduces a passage: its article's headline and first sentence."""

from index.context import Introduction, headline_before
from index.reader import Reader

BODY = "He was picked up on 23 May in the lobby of a hotel, where two officers had waited since the morning."
HEADLINE = "گندم فنڈ کے سربراہ گرفتار"
URDU = f"""{HEADLINE}

طرابلس (نمائندہ خصوصی) 24 مئی۔

لیبیا کے گندم فنڈ کے سربراہ سالم المغربی کو بدعنوانی کے الزام میں گرفتار کر لیا گیا ہے۔ وکیل نے الزام رد کیا۔

ان کے گھر سے تین فائلیں ملیں۔"""


def test_the_headline_and_the_first_sentence_stand_before_a_later_passage() -> None:
    introduction = Introduction(URDU, HEADLINE, "ur")
    said = introduction.before(URDU.index("ان کے گھر"), len(URDU))
    lead = "لیبیا کے گندم فنڈ کے سربراہ سالم المغربی کو بدعنوانی کے الزام میں گرفتار کر لیا گیا ہے۔"
    assert said == f"{HEADLINE}. {lead} "


def test_what_a_passage_says_itself_does_not_stand_before_it() -> None:
    introduction = Introduction(URDU, HEADLINE, "ur")
    assert introduction.before(0, len(URDU)) == ""
    assert introduction.before(URDU.index("لیبیا"), len(URDU)) == f"{HEADLINE}. "


def test_a_headline_that_is_not_in_the_text_stands_before_the_first_passage_too() -> None:
    assert Introduction(BODY, "Wheat fund", "en").before(0, len(BODY)) == "Wheat fund. "


def test_a_title_that_is_the_beginning_of_the_first_sentence_does_not_stand_beside_it() -> None:
    lead = "Police in the port have arrested the head of the Libyan wheat fund and two of his aides, a court said."
    text, title = f"{lead}\n\n{BODY}", "Police in the port have arrested the head of…"
    assert Introduction(text, title, "en").before(0, len(lead)) == ""
    assert Introduction(text, title, "en").before(len(text) - len(BODY), len(text)) == f"{lead} "
    assert headline_before(title, lead) == ""
    assert headline_before(title, BODY) == "Police in the port have arrested the head of… "


def test_what_is_long_is_cut_between_words() -> None:
    title, lead = "headline " * 60, "sentence " * 90
    text = f"{title}\n\n{lead}.\n\n{BODY}"
    said = Introduction(text, title, "en").before(len(text) - len(BODY), len(text))
    assert len(said) <= 60 + 100 + 4
    assert set(said.split()) == {"headline", "headline…", "sentence", "sentence…"}


def test_chinese_takes_as_much_room_as_other_languages() -> None:
    lead = "法院周二在一份简短的声明中说，警方已经以贪污的罪名逮捕了利比亚小麦基金的负责人，" * 6
    text = f"基金负责人被捕\n\n{lead}。\n\n他的律师否认指控。"
    said = Introduction(text, "基金负责人被捕", "zh").before(len(text) - 9, len(text))
    assert said.startswith("基金负责人被捕. 法院周二")
    assert 30 < len(said) < 60


def test_the_reader_looks_for_no_answer_in_what_introduces(reader: Reader) -> None:
    text = "It carries 320 passengers and was built in Poland."
    context = "New ferry launched in Trondheim on 4 May. "
    [alone], [read] = reader.read("Where was it built?", [text]), reader.read("Where was it built?", [text], [context])
    assert text[slice(*(read.best_span(0, len(text)) or (0, 0)))].strip() == "Poland"
    assert read.places.tolist() == alone.places.tolist()
    assert read.share(0, len(text)) + read.none < 1 + 1e-4
