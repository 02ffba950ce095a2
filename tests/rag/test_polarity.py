"""Yes or no, only where it is said outright."""

import pytest

from rag.polarity import read_polarity

_DENIES = "تہران ڈرون یا میزائل فراہم کرنے کی تردید کرتا ہے۔"
_NEITHER = "ماسکو نے اس کی نہ تو تصدیق کی ہے اور نہ ہی تردید کی ہے۔"


@pytest.mark.parametrize(
    ("asked", "question", "sentence", "lang", "polarity"),
    [
        ("fa", "آیا تهران می‌پذیرد که موشک داده است؟", _DENIES, "ur", False),
        ("hi", "क्या तेहरान ने यह बात मानी?", _DENIES, "ur", False),
        ("en", "Does Tehran deny it?", _DENIES, "ur", True),
        ("ru", "Признаёт ли Тегеран поставки?", _DENIES, "ur", False),
        ("ar", "هل أكدت موسكو ذلك؟", _NEITHER, "ur", False),
        ("en", "Did Moscow deny it?", _NEITHER, "ur", None),
        ("en", "Does Moscow admit it?", _DENIES, "ur", None),
        ("en", "Did Tehran sell drones?", _DENIES, "ur", None),
        ("en", "Does Tehran admit it?", "Тегеран не отрицает поставки.", "ru", None),
        ("en", "Does Tehran admit it?", "Тегеран признал поставки.", "ru", True),
        ("en", "Did Iran confirm the attack?", "Iran confirmed the attack.", "en", True),
        ("ar", "هل أكدت إيران الهجوم؟", "أكدت إيران الهجوم.", "ar", True),
        # Another says it, or says another thing.
        ("en", "Did Iran confirm the attack?", "Israel said Iran confirmed the attack.", "en", None),
        ("en", "Did Iran confirm the attack?", "Iran confirmed the ceasefire.", "en", None),
        ("en", "Did Russia admit shooting down the plane?", "It is confirmed that Russia shot it down.", "en", None),
        ("ru", "Подтвердил ли Иран атаку?", "Израиль подтвердил атаку на Иран.", "ru", None),
        ("ur", "کیا ایران نے حملے کی تصدیق کی؟", "اسرائیل نے ایران پر حملے کی تصدیق کی۔", "ur", None),
        ("hi", "क्या ईरान ने हमले की पुष्टि की?", "ईरान पर हमले की पुष्टि हुई।", "hi", None),
        ("ar", "هل أكدت إيران الهجوم؟", "أكدت إسرائيل الهجوم على إيران.", "ar", None),
        ("fa", "آیا ایران حمله را تأیید کرد؟", "اسرائیل حمله به ایران را تأیید کرد.", "fa", None),
        ("en", "Does Tehran admit it?", "Tehran denied one charge and admitted another.", "en", None),
    ],
)
def test_polarity(asked: str, question: str, sentence: str, lang: str, polarity: bool | None) -> None:
    assert read_polarity(question, asked, sentence, lang) is polarity
