"""Whether a sentence holds what is wanted."""

import pytest

from rag.presence import answers_want
from rag.wants import Wants


@pytest.mark.parametrize(
    ("lang", "sentence", "wants", "holds"),
    [
        ("en", "They met last month.", Wants("date"), True),
        ("en", "The town was founded by monks in the twelfth century.", Wants("date"), True),
        ("ur", "ایس 300 میزائلوں کی بیٹریاں دینے کا اعلان کیا ہے۔", Wants("date"), False),
        ("ar", "وصل مساء أمس.", Wants("date"), True),
        ("ru", "Договор рассчитан на 20 лет.", Wants("number", unit="duration"), True),
        ("ru", "Договор рассчитан на 20 лет.", Wants("number", unit="money"), None),
        ("ru", "Договор рассчитан надолго.", Wants("number", unit="year"), False),
        ("hi", "हमले में सात लोग मारे गए।", Wants("number", unit="people"), True),
        ("hi", "हमले में सैकड़ों लोग मारे गए।", Wants("number", unit="people"), None),
        ("fa", "او به روسیه رفت.", Wants("place", of="country"), True),
        ("fa", "او به خانه رفت.", Wants("place", of="country"), False),
        ("fa", "او به خانه رفت.", Wants("place"), None),
        ("en", "He fled because the city had fallen.", Wants("reason"), True),
        ("en", "He fled.", Wants("reason"), None),
        ("en", "The pact was signed by Vladimir Putin.", Wants("person"), True),
        ("en", "The pact was signed.", Wants("person"), False),
        ("ur", "معاہدے پر دستخط ہوئے۔", Wants("person"), None),
        ("ur", "انہوں نے کہا کہ تعاون بڑھے گا۔", Wants("quote"), True),
        ("en", "The plane landed on Thursday at 10:30.", Wants("date", precision="hour"), True),
        ("ur", "طیارہ شام 7 بجے اترا۔", Wants("date", precision="hour"), True),
        ("ur", "رئیسی جمعرات کو ماسکو پہنچے۔", Wants("date", precision="hour"), False),
        ("ur", "رئیسی جمعرات کو ماسکو پہنچے۔", Wants("date", precision="weekday"), True),
        ("ar", "هبطت الطائرة في الساعة 10 صباحاً.", Wants("date", precision="hour"), True),
        ("fa", "دستمزدها در دی ماه پرداخت شد.", Wants("date"), True),
        ("fa", "آنها در خرداد رفتند.", Wants("date"), True),
        ("ur", "وہ رمضان میں آئے تھے۔", Wants("date"), True),
        ("ur", "وہ صفر میں آئے تھے۔", Wants("date"), True),
        ("ur", "نتیجہ صفر نکلا۔", Wants("date"), False),
        ("ar", "وصلوا في رمضان.", Wants("date"), True),
        ("ar", "وصلوا في ربيع الأول.", Wants("date"), True),
        ("ar", "كانت النتيجة صفر.", Wants("date"), False),
        ("ru", "Он приедет следующей весной.", Wants("date"), True),
        ("ru", "Он приехал из Зимбабве.", Wants("date"), False),
        ("hi", "वे दिवाली पर आए।", Wants("date"), True),
        ("en", "He came in the spring.", Wants("date"), True),
        ("en", "He may come on the march.", Wants("date"), False),
        ("en", "Anything may be a thing.", Wants("thing"), None),
    ],
)
def test_presence(lang: str, sentence: str, wants: Wants, holds: bool | None) -> None:
    assert answers_want(sentence, lang, wants) is holds
