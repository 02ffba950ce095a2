"""Sentences that speak to a language model and not to a reader, in the languages of the product.

A light flag for the report on a collection and no defence: what an article says is never obeyed, found here or not.
The patterns name what only a machine is told, so that news and encyclopaedias do not set them off.
"""

from collections.abc import Iterator

import regex

Span = tuple[int, int]

_CHAT_MARKUP = r"<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[/?INST\]|<</?SYS>>"
# "Forget what you were told before", and "put this into your answer", by language.
_PATTERNS = [
    r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|every|the|your|of|these|my)\s+){0,4}"
    r"(?:(?:previous|prior|above|earlier|preceding|foregoing|original|system)\s+){1,2}"
    r"(?:instructions?|prompts?|directions?|guidelines|messages|rules)\b",
    r"\byou\s+are\s+(?:now\s+)?an?\s+(?:[\w-]+\s+){0,3}(?:AI|language\s+model|chatbot|AI\s+assistant)\b[^.!?]{0,80}"
    r"\b(?:must|will|shall|do\s+not|never|always|who|that)\b",
    r"(?:^|[.!?:;\"“”]\s+)\K(?:please\s+)?(?:add|append|insert|include|integrate|incorporate|modify|augment|enhance|replace|"
    r"convert|introduce|misspell|scramble|jumble|rearrange|anagram|substitute|render|remove|group|use)\b[^.!?\n]{0,160}"
    r"\b(?:your|the)\s+(?:response|reply|answer)(?:'s\b|\b)",
    r"(?:^|[.!?:;\"“”]\s+)\Kin\s+your\s+(?:response|reply|answer),?\s+(?:suggest|mention|add|include|tell|say|state|tease|"
    r"recommend|claim|write|use|replace|do\s+not)\b",
    r"\b(?:تجاهل|تجاهلي|تجاهلوا|انس)\s+(?:(?:كل|جميع|كافه)\s+)?(?:ال)?(?:تعليمات|اوامر|توجيهات)\s+(?:ال)?"
    r"(?:سابقه|سالفه|وارده|اعلاه|اصليه)",
    r"\b(?:اضف|ادرج|اذكر)\s+(?:\S+\s+){0,12}?(?:في|الى)\s+(?:ردك|اجابتك|جوابك)\b",
    r"\b(?:دستور(?:ات|العمل)?(?:\s?های?)?|راهنمایی\s?های)\s+(?:قبلی|پیشین|بالا|اولیه)(?:\s+خود)?(?:\s+را)?\s+"
    r"(?:\S+\s+){0,2}?(?:نادیده|فراموش\s+کن|کنار\s+بگذار)",
    r"\bدر\s+پاسخ(?:ت|\s+خود|\s+خودت)\s+(?:\S+\s+){0,12}?(?:اضافه\s+کن|بگو|بنویس|بگنجان)\b",
    r"\b(?:پچھلی|سابقہ|گزشتہ|گذشتہ|پہلی|اوپر\s+دی\s+گئی|مندرجہ\s+بالا)\s+(?:\S+\s+){0,2}?(?:ہدایات|احکامات)\s+(?:کو\s+)?"
    r"(?:نظر\s?انداز|بھول|فراموش)",
    r"\bاپنے\s+جواب\s+میں\s+(?:\S+\s+){0,12}?(?:شامل\s+(?:کریں|کرو|کر\s+دیں|کیجیے)|لکھیں|لکھو|لکھیے)(?:\s|۔|$)",
    r"\b(?:про)?(?:игнорируй|забудь|отбрось)(?:те)?\s+(?:(?:все|всё|любые|свои|твои|ваши|эти)\s+){0,2}(?:предыдущие|прежние|"
    r"прошлые|вышеуказанные|системные|исходные)\s+(?:инструкции|указания|команды|сообщения|правила)",
    r"\b(?:добавь|включи|упомяни|вставь)(?:те)?\s+(?:[^\s.!?]+\s+){0,12}?в\s+(?:свой|своём|свою|твой|ваш|вашем)\s+ответ[е]?\b",
    r"\bв\s+(?:своём|твоём|вашем)\s+ответе\s+(?:[^\s.!?]+\s+){0,4}?(?:добавь|упомяни|напиши|скажи|укажи)(?:те)?\b",
    r"(?:पिछले|पूर्व|पहले\s+के|उपरोक्त|ऊपर\s+दिए\s+गए)\s+(?:\S+\s+){0,2}?(?:निर्देश|आदेश)(?:ों)?\s+(?:को\s+)?"
    r"(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल|भुला)",
    r"अपने\s+(?:उत्तर|जवाब)\s+में\s+(?:\S+\s+){0,12}?(?:जोड़ें|जोड़ो|लिखें|लिखो|शामिल\s+करें|शामिल\s+करो)",
]
# Letters that keyboards and hurried hands confuse, and white space as words are really parted.
_SPELLINGS = {
    "ا": "[اأإآٱ]",
    "ی": "[یيى]",
    "ي": "[یيى]",
    "ک": "[کك]",
    "ك": "[کك]",
    "ه": "[ہهةۀ]",
    "ہ": "[ہهة]",
    "ё": "[её]",
}
_SPEECH_TO_MACHINES = regex.compile(
    "|".join(
        f"(?:{''.join(_SPELLINGS.get(char, char) for char in pattern)})" for pattern in [_CHAT_MARKUP, *_PATTERNS]
    ).replace(r"\s", r"[\s\u200c]"),
    regex.IGNORECASE | regex.MULTILINE,
)


# Every pattern needs one of these: to look for them first costs little, and most texts have none.
_NEEDED = (
    *("<|", "inst]", "sys>", "ignore", "disregard", "forget", "override", "bypass", "you are"),
    *("response", "your reply", "the reply", "your answer", "the answer"),
    *(
        "تعلیمات",
        "اوامر",
        "توجیہات",
        "ردک",
        "اجابتک",
        "جوابک",
        "دستور",
        "راہنمایی",
        "پاسخ",
        "ہدایات",
        "احکامات",
        "جواب میں",
    ),
    *("игнорируй", "забудь", "отбрось", "ответ", "निर्देश", "आदेश", "उत्तर", "जवाब"),
)
_FOLDED_LETTERS = str.maketrans("أإآٱيىكهةۀ", "ااااییکہہہ")


def find_instructions(text: str) -> Iterator[Span]:
    """Places where a language model is addressed, in order."""
    folded = text.lower().translate(_FOLDED_LETTERS)
    if any(word in folded for word in _NEEDED):
        yield from (match.span() for match in _SPEECH_TO_MACHINES.finditer(text))
