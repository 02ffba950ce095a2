"""Every sentence of the chat that is not a document's, in each language of the interface."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from babel import Locale

DEFAULT_LANG = "en"


@dataclass(frozen=True)
class Strings:
    """`lang` is an ISO 639-1 code, `direction` is `rtl` or `ltr`."""

    lang: str
    direction: str
    tagline: str
    question_label: str
    question_placeholder: str
    ask: str
    examples_intro: str
    blank_question: str
    searching: str
    answer_heading: str
    not_found: str
    nearest_heading: str
    failed: str
    panel_label: str
    panel_empty: str
    panel_missing: str
    back_to_answer: str
    open_source: str
    thumb_up: str
    thumb_down: str
    thumb_withdrawn: str
    thumb_failed: str

    def language_name(self, code: str) -> str:
        """The CLDR's name, in this language, of the language with this ISO 639-1 code."""
        return str(Locale(self.lang).languages.get(code, code))


_ENGLISH = Strings(
    lang="en",
    direction="ltr",
    tagline="Ask your articles in any language. Every statement comes with its source.",
    question_label="Your question",
    question_placeholder="Ask in any language…",
    ask="Ask",
    examples_intro="What would you like to know?",
    blank_question="Write a question first, in any language.",
    searching="Searching the articles…",
    answer_heading="What the articles say",
    not_found="The answer is not in these articles.",
    nearest_heading="The nearest passages",
    failed="Something went wrong and this question was not answered. Please ask it again.",
    panel_label="Source",
    panel_empty="Choose a citation to read the quoted words in their article.",
    panel_missing="This passage is no longer in the collection. Ask the question again.",
    back_to_answer="Back to the answer",
    open_source="Read the quoted words in their article",
    thumb_up="Your rating is saved: the answer is right.",
    thumb_down="Your rating is saved: the answer is wrong.",
    thumb_withdrawn="Your rating is withdrawn.",
    thumb_failed="Your rating could not be saved. Please try again.",
)

_URDU = Strings(
    lang="ur",
    direction="rtl",
    tagline="اپنے مضامین سے کسی بھی زبان میں سوال کیجیے۔ ہر بات اپنے حوالے کے ساتھ پیش کی جاتی ہے۔",
    question_label="آپ کا سوال",
    question_placeholder="کسی بھی زبان میں پوچھیے…",
    ask="پوچھیے",
    examples_intro="آپ کیا جاننا چاہتے ہیں؟",
    blank_question="پہلے اپنا سوال لکھیے، زبان کوئی بھی ہو۔",
    searching="مضامین میں تلاش جاری ہے…",
    answer_heading="مضامین میں درج ہے",
    not_found="ان مضامین میں اس سوال کا جواب موجود نہیں۔",
    nearest_heading="قریب ترین اقتباسات",
    failed="کوئی خرابی پیش آ گئی اور اس سوال کا جواب نہ دیا جا سکا۔ براہِ کرم دوبارہ پوچھیے۔",
    panel_label="ماخذ",
    panel_empty="اقتباس کو اصل مضمون میں پڑھنے کے لیے کوئی حوالہ چنیے۔",
    panel_missing="یہ اقتباس اب مجموعے میں موجود نہیں۔ براہِ کرم سوال دوبارہ پوچھیے۔",
    back_to_answer="جواب پر واپس جائیے",
    open_source="یہ اقتباس اصل مضمون میں پڑھیے",
    thumb_up="آپ کی رائے محفوظ کر لی گئی ہے: یہ جواب درست ہے۔",
    thumb_down="آپ کی رائے محفوظ کر لی گئی ہے: یہ جواب درست نہیں۔",
    thumb_withdrawn="آپ کی رائے واپس لے لی گئی ہے۔",
    thumb_failed="آپ کی رائے محفوظ نہ ہو سکی۔ براہِ کرم دوبارہ کوشش کیجیے۔",
)

_ARABIC = Strings(
    lang="ar",
    direction="rtl",
    tagline="اسأل مقالاتك بأي لغة، ولكل قول سنده.",
    question_label="سؤالك",
    question_placeholder="اسأل بأي لغة…",
    ask="اسأل",
    examples_intro="ماذا تريد أن تعرف؟",
    blank_question="اكتب سؤالك أولًا، بأي لغة شئت.",
    searching="جارٍ البحث في المقالات…",
    answer_heading="ما ورد في المقالات",
    not_found="لا يوجد جواب عن هذا السؤال في هذه المقالات.",
    nearest_heading="أقرب المقاطع إلى السؤال",
    failed="حدث خطأ حال دون الإجابة عن هذا السؤال. يُرجى طرحه مرة أخرى.",
    panel_label="المصدر",
    panel_empty="اختر إحدى الإحالات لقراءة الاقتباس في سياقه.",
    panel_missing="لم يعد هذا المقطع موجودًا في المجموعة. يُرجى طرح السؤال مرة أخرى.",
    back_to_answer="العودة إلى الجواب",
    open_source="اقرأ الاقتباس في مقاله الأصلي",
    thumb_up="حُفظ تقييمك: الجواب صحيح.",
    thumb_down="حُفظ تقييمك: الجواب غير صحيح.",
    thumb_withdrawn="أُلغي تقييمك لهذا الجواب.",
    thumb_failed="تعذّر حفظ تقييمك. يُرجى المحاولة مرة أخرى.",
)

STRINGS: Mapping[str, Strings] = MappingProxyType({strings.lang: strings for strings in (_ENGLISH, _URDU, _ARABIC)})


def strings_for(lang: str) -> Strings:
    """The strings of this language, or of English where Sanad does not speak it."""
    return STRINGS.get(lang, STRINGS[DEFAULT_LANG])
