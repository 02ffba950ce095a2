# ruff: noqa: E501
"""The language of one short sentence."""

from time import process_time

import pytest

from index.language import detect_language
from tests.conftest import SEEDS


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ur", "ایس 300 میزائلوں کا اعلان کب کیا گیا؟"),
        ("ur", "صدر رئیسی کس شہر پہنچے؟"),
        ("ar", "متى أُعلن عن تسليم منظومة إس-300؟"),
        ("ar", "من التقى شويغو خلال زيارته إلى طهران؟"),
        ("fa", "سامانه اس-۳۰۰ چه زمانی اعلام شد؟"),
        ("fa", "چه کسی با شویگو دیدار کرد؟"),
        ("en", "When was the S-300 announced?"),
        ("ru", "Когда объявили о поставке С-300?"),
        ("hi", "एस-300 की घोषणा कब हुई?"),
        ("zh", "什么时候宣布的？"),
        ("sd", "حيدرآباد ۾ احتجاج"),
        ("sd", "لاهور ۽ ملتان"),
        ("und", "300 — 2024"),
    ],
)
def test_detect_language(lang: str, text: str) -> None:
    assert detect_language(text) == lang


# Written for this test; a row holds ten sentences, questions among them.
SENTENCES = {
    "ur": """وزیر خارجہ نے کہا کہ مذاکرات کامیاب رہے۔|معاہدے پر دستخط کب ہوئے؟|بارش کے باعث پروازیں منسوخ کر دی گئیں۔
        |یہ کتاب کس نے لکھی؟|ہم کل لاہور جائیں گے۔|پٹرول کی قیمت میں اضافہ|بچے اسکول سے واپس آ گئے ہیں۔|کیا وہ بیمار ہے؟
        |صدر کی رہائش گاہ کہاں ہے؟|پاکستان ٹیم میچ ہار گئی""",
    "ar": """قال وزير الخارجية إن المحادثات كانت ناجحة.|متى وُقّع الاتفاق؟|ألغيت الرحلات بسبب الأمطار.|من كتب هذا الكتاب؟
        |سنذهب غدا إلى القاهرة.|ارتفاع أسعار الوقود|عاد الأطفال من المدرسة.|هل هو مريض؟|أين يقع مقر الرئيس؟|خسر المنتخب المباراة""",
    "fa": """وزیر خارجه گفت که گفتگوها موفق بود.|توافق چه زمانی امضا شد؟|پروازها به دلیل باران لغو شدند.|این کتاب را چه کسی نوشت؟
        |فردا به تهران می‌رویم.|افزایش قیمت بنزین در کشور|بچه‌ها از مدرسه برگشتند.|آیا او بیمار است؟|محل اقامت رئیس‌جمهور کجاست؟
        |تیم ملی بازی را باخت""",
    "ps": """د بهرنیو چارو وزیر وویل چې خبرې بریالۍ وې.|تړون څه وخت لاسلیک شو؟|د باران له امله الوتنې لغوه شوې.
        |دا کتاب چا لیکلی دی؟|موږ به سبا کابل ته ځو.|د تېلو بیې لوړې شوې|ماشومان له ښوونځي راستانه شول.|ایا هغه ناروغ دی؟
        |د ولسمشر استوګنځی چیرته دی؟|لوبډلې سیالي بایلله""",
    "sd": """پرڏيهي وزير چيو ته ڳالهيون ڪامياب ٿيون.|معاهدي تي صحيح ڪڏهن ٿي؟|مينهن سبب اڏامون رد ڪيون ويون.|هي ڪتاب ڪنهن لکيو؟
        |اسان سڀاڻي ڪراچي وينداسين.|پيٽرول جي قيمت ۾ واڌ|ٻار اسڪول مان موٽي آيا آهن.|ڇا هو بيمار آهي؟|صدر جي رهائشگاهه ڪٿي آهي؟
        |ٽيم ميچ هارائي وئي""",
    "ckb": """وەزیری دەرەوە گوتی کە گفتوگۆکان سەرکەوتوو بوون.|ڕێککەوتنەکە کەی واژۆ کرا؟|ئەم کتێبە کێ نووسیویەتی؟
        |بەیانی دەچین بۆ هەولێر.|نرخی بەنزین بەرز بووەوە|منداڵەکان لە قوتابخانە گەڕانەوە.|ئایا ئەو نەخۆشە؟
        |ماڵی سەرۆک لە کوێیە؟|تیمەکە یارییەکەی دۆڕاند|فڕینەکان بەهۆی بارانەوە هەڵوەشێنرانەوە.""",
    "en": """The foreign minister said the talks were a success.|When was the treaty signed?|Flights were cancelled.
        |Who wrote this book?|We leave for London tomorrow.|Price of petrol rises again|The children are back from school.
        |Is he ill?|Where does the president live?|The team lost the match""",
    "fr": """Le ministre a déclaré que les négociations avaient réussi.|Quand le traité a-t-il été signé ?
        |Les vols ont été annulés à cause de la pluie.|Qui a écrit ce livre ?|Nous irons demain à Paris.
        |Hausse du prix de l'essence|Les enfants sont rentrés de l'école.|Est-il malade ?|Où habite le président ?
        |L'équipe a perdu le match""",
    "de": """Der Außenminister nannte die Gespräche einen Erfolg.|Wann wurde der Vertrag unterzeichnet?
        |Die Flüge wurden wegen Regens gestrichen.|Wer hat dieses Buch geschrieben?|Wir fahren morgen nach Berlin.
        |Benzinpreis steigt wieder auf Rekord|Die Kinder sind aus der Schule zurück.|Ist er krank?|Wo wohnt der Präsident?
        |Die Mannschaft hat das Spiel verloren""",
    "es": """El ministro dijo que las conversaciones fueron un éxito.|¿Cuándo se firmó el tratado?
        |Los vuelos fueron cancelados por la lluvia.|¿Quién escribió este libro?|Mañana iremos a Madrid.
        |Sube el precio de la gasolina|Los niños volvieron de la escuela.|¿Está enfermo?|¿Dónde vive el presidente?
        |El equipo perdió el partido""",
    "it": """Il ministro ha detto che i colloqui sono riusciti.|Quando è stato firmato il trattato?
        |I voli sono stati cancellati per la pioggia.|Chi ha scritto questo libro?|Domani andremo a Roma.
        |Aumenta il prezzo della benzina|I bambini sono tornati da scuola.|È malato?|Dove abita il presidente?
        |La squadra ha perso la partita""",
    "pt": """O ministro disse que as conversas foram um sucesso.|Quando foi assinado o tratado?
        |Os voos foram cancelados por causa da chuva.|Quem escreveu este livro?|Amanhã vamos a Lisboa.
        |Sobe o preço da gasolina|As crianças voltaram da escola.|Ele está doente?|Onde mora o presidente?
        |A equipa perdeu o jogo""",
    "tr": """Dışişleri bakanı görüşmelerin başarılı geçtiğini söyledi.|Anlaşma ne zaman imzalandı?
        |Uçuşlar yağmur nedeniyle iptal edildi.|Bu kitabı kim yazdı?|Yarın Ankara'ya gidiyoruz.|Benzin fiyatı yine arttı
        |Çocuklar okuldan döndü.|O hasta mı?|Cumhurbaşkanı nerede oturuyor?|Takım maçı kaybetti""",
    "id": """Menteri luar negeri mengatakan perundingan itu berhasil.|Kapan perjanjian itu ditandatangani?
        |Penerbangan dibatalkan karena hujan.|Siapa yang menulis buku ini?|Besok kami akan pergi ke Jakarta.
        |Harga bensin naik untuk kedua kali|Anak-anak sudah pulang dari sekolah.|Apakah dia sakit?
        |Di mana presiden tinggal?|Tim itu tidak menang""",
    "ur-Latn": """Wazir-e-kharja ne kaha ke muzakrat kamyab rahe.|Muahide par dastkhat kab hue?|Yeh kitab kis ne likhi?
        |Hum kal Lahore jayenge.|S-300 ka elaan kab hua?|Petrol ki qeemat mein izafa|Bachay school se wapas aa gaye hain.
        |Kya woh bemar hai?|Sadar ki rihaish kahan hai?|Pakistan match kaise haar gaya""",
    "ar-Latn": """Wazir el kharegeya 2al en el mo7adathat nag7et.|Emta et3amalet el etefa2eya?|Meen katab el ketab da?
        |El re7lat et2aggelet 3ashan el matar.|Bokra ray7in beirut.|Se3r el banzeen 3ele tani|Wein sakin el ra2is?
        |Shu 2alet el 7okoume 3an el 7arb?|Kam 3adad el da7aya fel zelzal?|Howa 3ayyan?""",
    "ru": """Министр сказал, что переговоры прошли успешно.|Когда подписали договор?|Рейсы отменили из-за дождя.
        |Кто написал эту книгу?|Завтра мы едем в Москву.|Цена бензина снова выросла|Дети вернулись из школы.|Он болен?
        |Где живёт президент?|Сборная проиграла матч""",
    "uk": """Міністр сказав, що переговори пройшли успішно.|Коли підписали договір?|Рейси скасували через дощ.
        |Хто написав цю книжку?|Завтра ми їдемо до Києва.|Ціна бензину знову зросла на дві гривні|Діти повернулися зі школи.
        |Він хворий?|Де живе президент і його родина?|Збірна програла матч у Львові""",
    "hi": """विदेश मंत्री ने कहा कि बातचीत सफल रही।|समझौते पर हस्ताक्षर कब हुए?|बारिश के कारण उड़ानें रद्द कर दी गईं।
        |यह किताब किसने लिखी?|हम कल दिल्ली जाएँगे।|पेट्रोल की कीमत बढ़ी|बच्चे स्कूल से लौट आए हैं।|क्या वह बीमार है?
        |राष्ट्रपति कहाँ रहते हैं?|टीम मैच हार गई""",
    "mr": """परराष्ट्र मंत्र्यांनी चर्चा यशस्वी झाल्याचे सांगितले आहे.|करारावर सही कधी झाली?|हे पुस्तक कोणी लिहिले?
        |आम्ही उद्या पुण्याला जाणार आहोत.|मुले शाळेतून परत आली आहेत.|तो आजारी आहे का?|राष्ट्रपती कुठे राहतात?
        |पावसामुळे उड्डाणे रद्द केली.|पेट्रोलचे दर वाढले आहेत|संघ सामना हरला आणि परतला""",
    "ne": """विदेश मन्त्रीले वार्ता सफल भएको बताए।|सम्झौतामा हस्ताक्षर कहिले भयो?|यो किताब कसले लेख्यो?|हामी भोलि काठमाडौं जान्छौं र फर्कन्छौं।
        |केटाकेटी विद्यालयबाट फर्किए, उनीहरू घरमा छन्।|के ऊ बिरामी छ?|राष्ट्रपति कहाँ बस्छन् भने कसलाई थाहा छ?
        |वर्षाका कारण उडान रद्द गरियो र यात्रु अलपत्र परे।|पेट्रोलको मूल्य बढेको छ|टोलीले खेल हारेको छ""",
    "bn": "পররাষ্ট্রমন্ত্রী বলেছেন আলোচনা সফল হয়েছে।|চুক্তি কবে সই হয়েছে?",
    "pa": "ਵਿਦੇਸ਼ ਮੰਤਰੀ ਨੇ ਕਿਹਾ ਕਿ ਗੱਲਬਾਤ ਸਫਲ ਰਹੀ।|ਸਮਝੌਤਾ ਕਦੋਂ ਹੋਇਆ?",
    "zh": "外交部长说会谈很成功。|条约是什么时候签署的？|航班因雨取消。|这本书是谁写的？|我们明天去北京。|油价上涨",
    "ja": "外相は会談が成功したと述べた。|条約はいつ署名されましたか。",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_the_language_of_a_sentence(lang: str) -> None:
    sentences = [sentence.strip() for sentence in SENTENCES[lang].split("|")]
    wrong = {sentence: found for sentence in sentences if (found := detect_language(sentence)) != lang}
    assert len(wrong) <= 0.1 * len(sentences), wrong


@pytest.mark.parametrize("text", ["2023", "Reuters", "iran", "Vladimir Putin", "😀", "S-300"])
def test_where_nothing_tells_it_is_the_language_of_the_article(text: str) -> None:
    assert detect_language(text, fallback="ur") == "ur"


@pytest.mark.parametrize(
    ("text", "lang"),
    [("iPhone 15 Pro Max کی قیمت کیا ہے؟", "ur"), ("ايس 300 كا اعلان كب هوا؟", "ur"), ("Comments are closed.", "en")],
)
def test_a_fallback_gives_way_to_what_the_text_tells(text: str, lang: str) -> None:
    assert detect_language(text, fallback="fa") == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Articles since May 2021", "en"),
        ("Articles publiés en mai", "fr"),
        ("When was the 5th summit of the G20 held, and who won the 3rd prize at 7pm?", "en"),
        ("Is El Chapo older than the F16s in the b2b mp3s?", "en"),
        ("¿Quién es el 2do al mando, y el 3er hombre de El Salvador?", "es"),
        ("Quel est le 2ème président élu de la 5ème République ?", "fr"),
        ("Wer ist der 2te Kandidat, und wer hat 3mal verloren?", "de"),
        ("2nci sırada kim var ve 3üncü kim oldu?", "tr"),
        ("5g aur 4g mein kya farq hai, kam qeemat kis ki hai?", "ur-Latn"),
    ],
)
def test_digits_beside_letters_are_no_letters_in_other_languages(text: str, lang: str) -> None:
    assert detect_language(text) == lang


def test_a_long_text_is_of_the_language_of_most_of_it() -> None:
    seed = (SEEDS / "000_26ccf66904288b90.txt").read_text(encoding="utf-8")
    assert detect_language("This page was translated by a machine and is shown as it is. " * 40 + seed * 20) == "ur"


@pytest.mark.alone
def test_ten_megabytes_cost_no_more_than_a_page() -> None:
    text = (SEEDS / "000_26ccf66904288b90.txt").read_text(encoding="utf-8") * 2_000
    detect_language(text)
    start = process_time()
    detect_language(text)
    assert process_time() - start < 0.1
