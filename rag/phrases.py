"""What answers say to the reader beside quotations, in the reader's language.

Fields are in braces; `say` puts them in. A word quoted from an article keeps its own direction.
"""

from typing import Literal

Phrase = Literal[
    "yes",
    "no",
    "derived",
    "inferred",
    "derived-unknown",
    "year-unknown",
    "no-date",
    "published",
    "written",
    "written-month",
    "unpublished",
    "disagree",
    "changed",
    "agree",
    "account",
    "not-found",
    "not-named",
    "searched",
    "nothing",
    "greeting",
    "thanks",
    "goodbye",
    "help",
    "llm-silent",
    "llm-withheld",
    "llm-not-told",
]

FALLBACK = "en"
# Characters that keep what stands between them from turning the direction of the rest.
_ISOLATE, _END = "\u2068", "\u2069"
_QUOTED = ("words", "names")

PHRASES: dict[str, dict[Phrase, str]] = {
    "en": {
        "yes": "Yes",
        "no": "No",
        "derived": "{date} (derived from “{words}” and the article’s own date, {published})",
        "inferred": "{date} (derived from “{words}”; the article bears no date, but judging by its text it was written"
        " in the week beginning {day})",
        "derived-unknown": "The article says “{words}”, counting from its own date, which is not known.",
        "year-unknown": "{date} (the article does not say of which year)",
        "no-date": "The quoted passage gives no date for this.",
        "published": "The article itself is dated {published}.",
        "written": "The article itself bears no date; judging by its text, it was written in the week beginning {day}.",
        "written-month": "The article itself bears no date; judging by its words “{words}”, it was written in {month},"
        " of a year it does not give.",
        "unpublished": "When the article itself appeared is not known.",
        "disagree": "The articles do not agree on this.",
        "changed": "The articles give figures for different days; the number has changed since the earlier article.",
        "agree": "Articles that are not copies of one another agree on this.",
        "account": "{value} (article of {published})",
        "not-found": "The answer is not in these articles.",
        "not-named": "The article that comes nearest does not mention {names}.",
        "searched": "Searched: articles in {languages}.",
        "nothing": "There are no articles to search yet.",
        "greeting": "Hello! What would you like to know from the articles?",
        "thanks": "You’re welcome.",
        "goodbye": "Goodbye.",
        "help": "I answer questions from the articles in this collection ({languages}), quoting their own"
        " words and showing where they stand. Ask in any language: who, when, where, how many, why.",
        "llm-silent": "The language model did not answer, or not in time: these are the articles’ own words.",
        "llm-withheld": "Statements of the language model that the articles do not bear out have been left out.",
        "llm-not-told": "The language model found no answer in these passages; these are the nearest words.",
    },
    "ur": {
        "yes": "جی ہاں",
        "no": "جی نہیں",
        "derived": "{date} (مضمون کے الفاظ ”{words}“ اور اس کی اپنی تاریخ، {published}، سے اخذ کردہ)",
        "inferred": "{date} (”{words}“ سے اخذ کردہ؛ مضمون پر تاریخ نہیں، مگر متن کے مطابق وہ {day} سے شروع ہونے والے"
        " ہفتے میں لکھا گیا)",
        "derived-unknown": "مضمون میں ”{words}“ لکھا ہے، یعنی خود مضمون کی تاریخ کے حساب سے، اور وہ تاریخ معلوم نہیں۔",
        "year-unknown": "{date} (مضمون میں سال نہیں بتایا گیا)",
        "no-date": "پیش کردہ اقتباس میں اس کی کوئی تاریخ نہیں دی گئی۔",
        "published": "خود مضمون پر {published} کی تاریخ درج ہے۔",
        "written": "خود مضمون پر تاریخ نہیں؛ متن کے مطابق وہ {day} سے شروع ہونے والے ہفتے میں لکھا گیا۔",
        "written-month": "خود مضمون پر تاریخ نہیں؛ اس کے الفاظ ”{words}“ سے ظاہر ہے کہ وہ {month} میں لکھا گیا، مگر"
        " سال نہیں بتایا گیا۔",
        "unpublished": "خود مضمون کب شائع ہوا، یہ معلوم نہیں۔",
        "disagree": "اس بارے میں مضامین متفق نہیں۔",
        "changed": "مضامین مختلف دنوں کے اعداد و شمار دیتے ہیں؛ پہلے شائع ہونے والے مضمون کے بعد یہ تعداد بدل گئی۔",
        "agree": "ایک سے زائد مضامین اس پر متفق ہیں، اور وہ ایک دوسرے کی نقل نہیں۔",
        "account": "{value} ({published} کا مضمون)",
        "not-found": "ان مضامین میں اس سوال کا جواب نہیں ملا۔",
        "not-named": "جو مضمون سوال کے سب سے قریب ہے اس میں {names} کا ذکر نہیں۔",
        "searched": "تلاش ان زبانوں کے مضامین میں کی گئی: {languages}۔",
        "nothing": "ابھی تلاش کے لیے کوئی مضمون موجود نہیں۔",
        "greeting": "السلام علیکم! آپ مضامین سے کیا جاننا چاہتے ہیں؟",
        "thanks": "کوئی بات نہیں، خوشی ہوئی کہ آپ کے کام آیا۔",
        "goodbye": "خدا حافظ۔",
        "help": "میں اس مجموعے کے مضامین ({languages}) سے سوالوں کے جواب دیتا ہوں، مضمون کے اپنے الفاظ اور"
        " حوالے کے ساتھ۔ کسی بھی زبان میں پوچھیے: کون، کب، کہاں، کتنے، کیوں۔",
        "llm-silent": "لینگویج ماڈل نے جواب نہیں دیا، یا وقت پر نہیں دیا: یہ مضامین کے اپنے الفاظ ہیں۔",
        "llm-withheld": "لینگویج ماڈل کی لکھی ہوئی جس بات کی مضامین سے تصدیق نہیں ہوتی، وہ نکال دی گئی ہے۔",
        "llm-not-told": "لینگویج ماڈل کو ان اقتباسات میں جواب نہیں ملا؛ یہ سوال سے قریب ترین الفاظ ہیں۔",
    },
    "ar": {
        "yes": "نعم",
        "no": "لا",
        "derived": "{date} (مستنتَج من عبارة «{words}» ومن تاريخ المقال نفسه، {published})",
        "inferred": "{date} (مستنتَج من عبارة «{words}»؛ المقال غير مؤرَّخ، لكن نصّه يدل على أنه كُتب في الأسبوع الذي"
        " يبدأ يوم {day})",
        "derived-unknown": "يقول المقال «{words}»، أي قياسًا إلى تاريخ نشره، وهو غير معروف.",
        "year-unknown": "{date} (لا يذكر المقال السنة)",
        "no-date": "المقطع المقتبس لا يحدد لذلك تاريخًا.",
        "published": "تاريخ المقال نفسه {published}.",
        "written": "المقال نفسه غير مؤرَّخ، لكن نصّه يدل على أنه كُتب في الأسبوع الذي يبدأ يوم {day}.",
        "written-month": "المقال نفسه غير مؤرَّخ، لكن عبارته «{words}» تدل على أنه كُتب في شهر {month}، ولا يذكر السنة.",
        "unpublished": "تاريخ نشر المقال نفسه غير معروف.",
        "disagree": "لا تتفق المقالات على هذا الأمر.",
        "changed": "تورد المقالات أرقامًا من أيام مختلفة، وقد تغيّر الرقم بعد المقال الأقدم.",
        "agree": "تتفق على هذا مقالات ليس أيٌّ منها منقولًا عن غيره.",
        "account": "{value} (مقال بتاريخ {published})",
        "not-found": "لا يوجد جواب عن هذا السؤال في هذه المقالات.",
        "not-named": "أقرب المقالات إلى السؤال لا يرد فيه ذكر {names}.",
        "searched": "شمل البحث مقالات بهذه اللغات: {languages}.",
        "nothing": "لا توجد مقالات للبحث فيها بعد.",
        "greeting": "أهلًا بك! ماذا تريد أن تعرف من المقالات؟",
        "thanks": "على الرحب والسعة.",
        "goodbye": "إلى اللقاء.",
        "help": "أجيب عن الأسئلة من مقالات هذه المجموعة ({languages})، بنص المقال وموضعه فيه. اسأل بأي لغة:"
        " من، متى، أين، كم، لماذا.",
        "llm-silent": "لم يُجب النموذج اللغوي، أو لم يُجب في الوقت المحدد؛ وهذه كلمات المقالات نفسها.",
        "llm-withheld": "حُذف مما كتبه النموذج اللغوي كل ما لا تؤيده المقالات.",
        "llm-not-told": "لم يجد النموذج اللغوي جوابًا في هذه المقاطع، وهذه أقرب العبارات إلى السؤال.",
    },
    "fa": {
        "yes": "بله",
        "no": "خیر",
        "derived": "{date} (برگرفته از عبارت «{words}» و تاریخ خود مقاله، {published})",
        "inferred": "{date} (برگرفته از عبارت «{words}»؛ مقاله تاریخ ندارد، اما از متن آن پیداست که در"
        " هفته‌ای نوشته شده که از {day} آغاز می‌شود)",
        "derived-unknown": "در مقاله آمده است «{words}»، یعنی نسبت به تاریخ انتشار خود آن، که معلوم نیست.",
        "year-unknown": "{date} (مقاله سال آن را نمی‌گوید)",
        "no-date": "در بخش نقل‌شده تاریخی برای آن نیامده است.",
        "published": "تاریخ خود مقاله {published} است.",
        "written": "خود مقاله تاریخ ندارد؛ از متن آن پیداست که در هفته‌ای نوشته شده است که از {day} آغاز می‌شود.",
        "written-month": "خود مقاله تاریخ ندارد؛ از عبارت «{words}» پیداست که در ماه {month} نوشته شده، اما سالش را"
        " نمی‌گوید.",
        "unpublished": "تاریخ انتشار خود مقاله معلوم نیست.",
        "disagree": "مقاله‌ها در این باره هم‌نظر نیستند.",
        "changed": "مقاله‌ها ارقام روزهای مختلف را می‌آورند؛ این رقم پس از مقالهٔ قدیمی‌تر تغییر کرده است.",
        "agree": "مقاله‌هایی که رونوشت یکدیگر نیستند، در این باره هم‌نظرند.",
        "account": "{value} (مقالهٔ {published})",
        "not-found": "در این مقاله‌ها پاسخی برای این پرسش پیدا نشد.",
        "not-named": "در نزدیک‌ترین مقاله به این پرسش، ذکری از {names} نیست.",
        "searched": "جست‌وجو در مقاله‌های این زبان‌ها انجام شد: {languages}.",
        "nothing": "هنوز مقاله‌ای برای جست‌وجو وجود ندارد.",
        "greeting": "سلام! می‌خواهید از مقاله‌ها چه بدانید؟",
        "thanks": "خواهش می‌کنم.",
        "goodbye": "خدانگهدار.",
        "help": "من از روی مقاله‌های این مجموعه ({languages}) به پرسش‌ها پاسخ می‌دهم، با عین عبارت مقاله و"
        " جای آن. به هر زبانی بپرسید: چه کسی، کی، کجا، چند، چرا.",
        "llm-silent": "مدل زبانی پاسخی نداد یا به‌موقع نداد؛ این عین عبارت مقاله‌هاست.",
        "llm-withheld": "آنچه مدل زبانی نوشت و مقاله‌ها آن را تأیید نمی‌کنند، حذف شده است.",
        "llm-not-told": "مدل زبانی در این بخش‌ها پاسخی نیافت؛ این نزدیک‌ترین عبارت‌ها به پرسش است.",
    },
    "ru": {
        "yes": "Да",
        "no": "Нет",
        "derived": "{date} (выведено из слов «{words}» и даты самой статьи: {published})",
        "inferred": "{date} (выведено из слов «{words}»; статья не датирована, но, судя по тексту, написана в течение"
        " недели с {day})",
        "derived-unknown": "В статье сказано «{words}», то есть относительно дня её выхода, а он неизвестен.",
        "year-unknown": "{date} (год в статье не указан)",
        "no-date": "В приведённом отрывке дата этого не названа.",
        "published": "Дата самой статьи: {published}.",
        "written": "Сама статья не датирована; судя по тексту, она написана в течение недели с {day}.",
        "written-month": "Сама статья не датирована; судя по словам «{words}», месяц её написания — {month}, год не"
        " назван.",
        "unpublished": "Когда вышла сама статья, неизвестно.",
        "disagree": "В этом статьи расходятся.",
        "changed": "Статьи приводят данные за разные дни: после выхода более ранней статьи число изменилось.",
        "agree": "В этом сходятся статьи, не являющиеся перепечатками друг друга.",
        "account": "{value} (статья от {published})",
        "not-found": "В этих статьях нет ответа на этот вопрос.",
        "not-named": "В статье, самой близкой к вопросу, не упоминается: {names}.",
        "searched": "Поиск вёлся по статьям на этих языках: {languages}.",
        "nothing": "Пока нет статей, в которых можно искать.",
        "greeting": "Здравствуйте! Что вы хотите узнать из статей?",
        "thanks": "Пожалуйста.",
        "goodbye": "До свидания.",
        "help": "Я отвечаю на вопросы по статьям этой подборки ({languages}): словами самой статьи и с"
        " указанием места. Спрашивайте на любом языке: кто, когда, где, сколько, почему.",
        "llm-silent": "Языковая модель не ответила или не успела ответить: перед вами слова самих статей.",
        "llm-withheld": "Утверждения языковой модели, которых статьи не подтверждают, опущены.",
        "llm-not-told": "Языковая модель не нашла ответа в этих отрывках; вот самые близкие к вопросу слова.",
    },
    "hi": {
        "yes": "हाँ",
        "no": "नहीं",
        "derived": "{date} (लेख के शब्दों “{words}” और उसकी अपनी तारीख़, {published}, से निकाली गई)",
        "inferred": "{date} (“{words}” से निकाली गई; लेख पर तारीख़ नहीं है, पर पाठ के मुताबिक़ वह {day} से शुरू हुए"
        " हफ़्ते में लिखा गया)",
        "derived-unknown": "लेख में “{words}” लिखा है, यानी लेख की अपनी तारीख़ के हिसाब से, और वह तारीख़ मालूम नहीं है।",
        "year-unknown": "{date} (लेख में साल नहीं बताया गया है)",
        "no-date": "दिए गए अंश में इसकी कोई तारीख़ नहीं दी गई है।",
        "published": "ख़ुद लेख पर {published} की तारीख़ है।",
        "written": "ख़ुद लेख पर तारीख़ नहीं है; पाठ के मुताबिक़ वह {day} से शुरू हुए हफ़्ते में लिखा गया।",
        "written-month": "ख़ुद लेख पर तारीख़ नहीं है; उसके शब्दों “{words}” के मुताबिक़ वह {month} में लिखा गया, पर"
        " साल नहीं बताया गया है।",
        "unpublished": "ख़ुद लेख कब छपा, यह मालूम नहीं है।",
        "disagree": "लेख इस बारे में एकमत नहीं हैं।",
        "changed": "लेख अलग-अलग दिनों के आँकड़े देते हैं; पहले छपे लेख के बाद यह संख्या बदल गई।",
        "agree": "एक से ज़्यादा लेख इस पर सहमत हैं, और वे एक-दूसरे की नक़ल नहीं हैं।",
        "account": "{value} ({published} का लेख)",
        "not-found": "इन लेखों में इस सवाल का जवाब नहीं मिला।",
        "not-named": "सवाल के सबसे क़रीबी लेख में {names} का ज़िक्र नहीं है।",
        "searched": "खोज इन भाषाओं के लेखों में की गई: {languages}।",
        "nothing": "अभी खोजने के लिए कोई लेख नहीं है।",
        "greeting": "नमस्ते! आप लेखों से क्या जानना चाहते हैं?",
        "thanks": "कोई बात नहीं।",
        "goodbye": "फिर मिलेंगे।",
        "help": "मैं इस संग्रह के लेखों ({languages}) से सवालों के जवाब देता हूँ, लेख के अपने शब्दों और उनकी"
        " जगह के साथ। किसी भी भाषा में पूछिए: कौन, कब, कहाँ, कितने, क्यों।",
        "llm-silent": "भाषा मॉडल ने जवाब नहीं दिया, या समय पर नहीं दिया: ये लेखों के अपने शब्द हैं।",
        "llm-withheld": "भाषा मॉडल की लिखी जो बातें लेखों से साबित नहीं होतीं, वे हटा दी गई हैं।",
        "llm-not-told": "भाषा मॉडल को इन अंशों में जवाब नहीं मिला; ये सवाल के सबसे क़रीबी शब्द हैं।",
    },
    "ur-Latn": {
        "yes": "Ji haan",
        "no": "Ji nahin",
        "derived": "{date} (mazmoon ke alfaz “{words}” aur us ki apni tareekh, {published}, se akhaz karda)",
        "inferred": "{date} (“{words}” se akhaz karda; mazmoon par tareekh nahin, magar matn ke mutabiq woh {day} se"
        " shuru hone wale hafte mein likha gaya)",
        "derived-unknown": "Mazmoon mein “{words}” likha hai, yani us ki apni tareekh ke hisaab se, jo maloom nahin.",
        "year-unknown": "{date} (mazmoon mein saal nahin bataya gaya)",
        "no-date": "Diye gaye iqtibas mein is ki koi tareekh nahin di gayi.",
        "published": "Khud mazmoon par {published} ki tareekh darj hai.",
        "written": "Khud mazmoon par tareekh nahin; matn ke mutabiq woh {day} se shuru hone wale hafte mein likha"
        " gaya.",
        "written-month": "Khud mazmoon par tareekh nahin; us ke alfaz “{words}” ke mutabiq woh {month} mein likha"
        " gaya, magar saal nahin bataya gaya.",
        "unpublished": "Khud mazmoon kab shaya hua, yeh maloom nahin.",
        "disagree": "Is baare mein mazameen muttafiq nahin.",
        "changed": "Mazameen mukhtalif dinon ke adaad o shumar dete hain; pehle shaya hone wale mazmoon ke baad yeh"
        " tadaad badal gayi.",
        "agree": "Ek se zaid mazameen is par muttafiq hain, aur woh ek doosre ki naqal nahin.",
        "account": "{value} ({published} ka mazmoon)",
        "not-found": "In mazameen mein is sawal ka jawab nahin mila.",
        "not-named": "Jo mazmoon sawal ke sab se qareeb hai us mein {names} ka zikr nahin.",
        "searched": "Talash in zabanon ke mazameen mein ki gayi: {languages}.",
        "nothing": "Abhi talash ke liye koi mazmoon nahin.",
        "greeting": "Assalam o alaikum! Aap mazameen se kya janna chahte hain?",
        "thanks": "Koi baat nahin, khushi hui ke aap ke kaam aaya.",
        "goodbye": "Khuda hafiz.",
        "help": "Main is majmue ke mazameen ({languages}) se sawalon ke jawab deta hoon, mazmoon ke apne"
        " alfaz aur hawale ke saath. Kisi bhi zaban mein poochiye: kaun, kab, kahan, kitne, kyun.",
        "llm-silent": "Language model ne jawab nahin diya, ya waqt par nahin diya: yeh mazameen ke apne alfaz hain.",
        "llm-withheld": "Language model ki likhi hui jis baat ki mazameen se tasdeeq nahin hoti, woh nikal di"
        " gayi hai.",
        "llm-not-told": "Language model ko in iqtibasat mein jawab nahin mila; yeh sawal se qareeb tareen alfaz hain.",
    },
}


def say(phrase: Phrase, lang: str, **fields: str) -> str:
    """The phrase in `lang`, or in English for languages that have none; quoted words are set apart in direction."""
    shown = {name: f"{_ISOLATE}{value}{_END}" if name in _QUOTED else value for name, value in fields.items()}
    return PHRASES.get(lang, PHRASES[FALLBACK])[phrase].format(**shown)
