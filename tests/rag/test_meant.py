"""An amount of something else, or a date that only limits, leads no answer."""

import pytest

from rag.lead import Source, lead_fact
from rag.wants import read_wants


def _lead(question: str, lang: str, sentence: str) -> str | None:
    lead = lead_fact(read_wants(question, lang), question, lang, Source(sentence, lang))
    return lead.text if lead else None


@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        # An age, or how long ago.
        ("en", "How long did the siege last?", "The 45-year-old commander led the siege."),
        ("en", "How long was he in prison?", "He was jailed at the age of 25 years."),
        ("ru", "Как долго он был в тюрьме?", "45-летний журналист покинул тюрьму."),
        ("ur", "وہ کتنے عرصے تک جیل میں رہا؟", "45 سالہ صحافی جیل میں تھا۔"),
        ("hi", "वह कितने समय जेल में रहा?", "45 वर्षीय पत्रकार जेल में था।"),
        ("fa", "او چه مدت در زندان بود؟", "روزنامه‌نگار ۴۵ ساله در زندان بود."),
        ("ar", "كم دام سجنه؟", "سجن الصحفي البالغ من العمر 45 عاما."),
        ("en", "How long did the war last?", "The war began 3 years ago."),
        ("ar", "كم دامت الحرب؟", "اندلعت الحرب قبل 3 سنوات."),
        ("ur", "جنگ کتنا عرصہ چلی؟", "جنگ 3 سال پہلے ہوئی۔"),
        ("en", "How old is the minister?", "The minister has served for 12 years."),
        # A rise for what is risen.
        ("en", "How much does a ticket cost?", "Ticket prices rose by $5."),
        ("en", "By how much did the price rise?", "The price rose to $70."),
        ("ru", "Сколько стоит бензин?", "Бензин подорожал на 5 рублей."),
        ("ur", "پٹرول کی قیمت کتنی ہے؟", "پٹرول کی قیمت میں 5 امریکی ڈالر اضافہ کیا گیا۔"),
        ("hi", "पेट्रोल की क़ीमत कितनी है?", "पेट्रोल की क़ीमत 5 अमेरिकी डॉलर बढ़ाई गई।"),
        ("ar", "كم سعر البنزين؟", "ارتفع سعر البنزين بمقدار 5 دولارات أمريكية."),
        ("fa", "قیمت بنزین چقدر است؟", "قیمت بنزین ۵ دلار آمریکا افزایش یافت."),
        ("en", "How much does the project cost?", "The first phase of the project costs $5 million."),
        ("en", "How much did the company earn?", "The company lost $5 million."),
        # Points of per cent, and the other way.
        ("en", "By what percentage did inflation fall?", "Inflation fell by 2 percentage points."),
        ("ru", "На сколько процентов выросли цены?", "Цены выросли на 2 процентных пункта."),
        ("ur", "مہنگائی کتنے فیصد کم ہوئی؟", "مہنگائی میں 2 فیصد پوائنٹس کی کمی ہوئی۔"),
        ("hi", "महंगाई कितने प्रतिशत घटी?", "महंगाई में 2 प्रतिशत अंकों की गिरावट आई।"),
        ("en", "How many percentage points did it fall?", "It fell by 2 percent."),
        # Another side of it.
        ("en", "How wide is the river?", "The river is 400 km long."),
        ("en", "How tall is the tower?", "The tower stands 3 km from the sea."),
        ("ru", "Какова длина моста?", "Ширина моста 24 метра."),
        ("ur", "پل کی لمبائی کتنی ہے؟", "پل کی چوڑائی 24 میٹر ہے۔"),
        ("hi", "पुल की लंबाई कितनी है?", "पुल की चौड़ाई 24 मीटर है।"),
        ("ar", "كم طول الجسر؟", "عرض الجسر 24 مترا."),
        ("fa", "طول پل چقدر است؟", "عرض پل ۲۴ متر است."),
        # Other people, and so many times as much.
        ("en", "How many soldiers were killed?", "300 people were killed."),
        ("en", "How many people live in Karachi?", "Last year 300 people died in Karachi."),
        ("en", "How many people were arrested?", "300 people attended the rally."),
        ("en", "How many times was he arrested?", "Prices are three times higher than when he was arrested."),
        ("ur", "کتنے افراد زخمی ہوئے؟", "5 افراد شہید ہوئے۔"),
        ("hi", "कितने लोग घायल हुए?", "5 लोग शहीद हुए।"),
        ("ar", "كم شخصا أصيب؟", "استشهد 5 أشخاص."),
        # Other goods, and what is done with them.
        ("en", "How many tonnes of wheat were exported?", "5 million tonnes of wheat were imported."),
        ("en", "How many tonnes of wheat were exported?", "The country exported 5 million tonnes of rice."),
        ("ru", "Сколько дней продлятся переговоры?", "Переговоры начнутся через 3 дня."),
        ("hi", "वार्ता कितने दिन चलेगी?", "वार्ता 3 दिन बाद शुरू होगी।"),
        # A date that limits.
        ("en", "When was the fort built?", "The fort was built before 1995."),
        ("fa", "قلعه کی ساخته شد؟", "قلعه پیش از سال ۱۹۹۵ ساخته شد."),
        ("hi", "क़िला कब बना?", "क़िला 1995 से पहले बना था।"),
        ("en", "Until when will the ban last?", "The ban has been in place since 5 May 2020."),
        ("hi", "वह कब से जेल में है?", "वह 5 मई 2020 तक जेल में रहेगा।"),
        ("en", "How long did the march last?", "The march went on for 30 kilometres."),
        ("en", "When will the bridge open?", "The bridge will open by March 2025."),
        ("en", "When will the bridge be completed?", "The bridge will be completed by the end of March 2025."),
        ("en", "When will the bridge open?", "The bridge will open no earlier than March 2025."),
        ("ru", "Когда откроется мост?", "Мост откроется к марту 2025 года."),
        ("ru", "Когда откроется мост?", "Мост откроется к концу марта 2025 года."),
        ("ar", "متى يفتتح الجسر؟", "سيفتتح الجسر بحلول آذار 2025."),
        ("ar", "متى يفتتح الجسر؟", "سيفتتح الجسر بحلول نهاية عام 2025."),
        ("fa", "پل کی افتتاح می‌شود؟", "پل تا پایان سال ۲۰۲۵ افتتاح می‌شود."),
        ("ur", "پل کب کھلے گا؟", "پل مارچ 2025 کے آخر تک کھل جائے گا۔"),
        ("ur", "پل کب مکمل ہوگا؟", "پل مارچ 2025 تک مکمل ہو جائے گا۔"),
        ("hi", "पुल कब खुलेगा?", "पुल मार्च 2025 के अंत तक खुल जाएगा।"),
        # So much more or less than another.
        ("ru", "Сколько процентов избирателей проголосовало?", "Явка была на 6% ниже, чем в прошлый раз."),
        ("en", "What percentage turned out?", "Turnout was 6 percent less than before."),
        ("hi", "कितने प्रतिशत मतदान हुआ?", "मतदान 6 प्रतिशत कम रहा।"),
        ("ur", "ٹرن آؤٹ کتنے فیصد رہا؟", "ٹرن آؤٹ 6 فیصد کم رہا۔"),
        ("fa", "چند درصد شرکت کردند؟", "مشارکت ۶ درصد کمتر بود."),
        ("ar", "كم بالمئة شاركوا؟", "كانت نسبة المشاركة أقل بنسبة 6 بالمئة."),
        ("en", "How much did the company earn?", "The company earned $5 million more than last year."),
        ("ru", "Сколько человек пришло?", "Пришло на 300 человек больше."),
        # Who did it to whom.
        ("en", "Which country beat Pakistan?", "Pakistan beat India by 5 wickets."),
    ],
)
def test_no_fact_of_something_else(lang: str, question: str, sentence: str) -> None:
    assert _lead(question, lang, sentence) is None


@pytest.mark.parametrize(
    ("lang", "question", "sentence", "fact"),
    [
        ("en", "How long did the war last?", "The war lasted 12 years.", "12 years"),
        ("ur", "معاہدہ کتنا عرصہ چلے گا؟", "ملکوں نے 20 سالہ شراکت داری پر دستخط کیے۔", "۲۰ سال"),
        ("fa", "جنگ چه مدت طول کشید؟", "جنگ ۸ ساله ویرانی آورد.", "۸ سال"),
        ("ru", "Как долго шла война?", "12-летняя война принесла беды.", "12 лет"),
        ("en", "How old is the minister?", "The 54-year-old minister resigned.", "54 years"),
        ("ur", "وزیر کی عمر کتنی ہے؟", "وزیر کی عمر 54 سال ہے۔", "۵۴ سال"),
        ("hi", "मंत्री की उम्र कितनी है?", "54 वर्षीय मंत्री ने इस्तीफ़ा दिया।", "54 साल"),
        ("ru", "Сколько ему лет?", "54-летний министр ушёл в отставку.", "54 года"),
        ("ar", "كم عمر الوزير؟", "الوزير البالغ من العمر 54 عاما استقال.", "٥٤ سنة"),
        ("fa", "وزیر چند ساله است؟", "وزیر ۵۴ ساله استعفا داد.", "۵۴ سال"),
        ("en", "How many years ago did the war begin?", "The war began 3 years ago.", "3 years"),
        ("en", "What is the price of petrol?", "The price of petrol was raised to 5 dollars.", "US$5"),
        ("en", "How many percentage points did it fall?", "It fell by 2 percentage points.", "2 percentage points"),
        ("fa", "تورم چند واحد درصد کاهش یافت؟", "تورم ۲ واحد درصد کاهش یافت.", "۲ واحد درصد"),
        ("en", "How long is the bridge?", "The bridge is 2.5 kilometres long.", "2.5 kilometres"),
        ("en", "How long was the strike?", "The strike of the nurses lasted 12 days.", "12 days"),
        ("en", "How wide is the river?", "The river is 400 metres wide.", "400 metres"),
        ("en", "How many tonnes of wheat were exported?", "5 tonnes of wheat were exported.", "5 tonnes"),
        ("ur", "کتنے افراد ہلاک ہوئے؟", "5 افراد شہید ہوئے۔", "۵ افراد"),
        # The rise of a toll is no height.
        ("ar", "كم شخصا قتل في الحريق؟", "ارتفاع عدد القتلى إلى 14 شخصا.", "١٤ شخصًا"),
        # "Saved" is written nearly as "children".
        ("ur", "کتنے افراد کو بچایا گیا؟", "300 افراد کو بچا لیا گیا۔", "۳۰۰ افراد"),
        ("en", "Until when will the ban last?", "The ban will last until 5 May 2020.", "5 May 2020"),
        ("ur", "پابندی کب تک رہے گی؟", "پابندی 5 مئی 2020 تک رہے گی۔", "۵ مئی ۲۰۲۰"),
        ("en", "How many soldiers were killed?", "300 soldiers were killed.", "300 people"),
        ("en", "By when must the bridge open?", "The bridge must open by March 2025.", "March 2025"),
        ("ur", "پابندی کب ختم ہوگی؟", "پابندی 5 مئی 2020 تک رہے گی۔", "۵ مئی ۲۰۲۰"),
        ("en", "How many people came?", "More than 300 people came.", "more than 300 people"),
        ("hi", "कितने लोग आए?", "300 से अधिक लोग आए।", "300 से अधिक लोग"),
        ("en", "How many more people came?", "300 people more came.", "300 people"),
        ("en", "How many people came?", "300 people came in more numerous groups.", "300 people"),
    ],
)
def test_the_fact_of_what_is_asked(lang: str, question: str, sentence: str, fact: str) -> None:
    assert _lead(question, lang, sentence) == fact
