"""The usual Roman spellings of common Urdu words, the commonest first; a writer keeps to one of them."""

from typing import Final

_TABLE = """
کے ke k kay|کی ki|کا ka|کو ko|نے ne nay|سے se say|میں mein me main mai|پر par pe per|پہ pe|ہے hai he h hy
ہیں hain hen|تھا tha|تھی thi|تھے thay the|تھیں thin theen|اور aur or|یا ya|یہ ye yeh|وہ wo woh|اس is us
ان in un|جو jo|کہ ke k keh|کیا kya kia|کون kaun kon|کس kis|کن kin|کب kab|کہاں kahan kahaan|کیوں kyun kyon q
کیسے kaise kese|کتنے kitne kitnay|کتنی kitni|کتنا kitna|کونسی konsi kaunsi|کونسا konsa kaunsa
کونسے konse kaunse|نہیں nahi nahin nai|نہ na|ہی hi|بھی bhi|تو to|تک tak|جب jab|تب tab|اب ab|پھر phir
لیے liye lie|لئے liye lie|ساتھ sath saath|بعد baad bad|پہلے pehle pahle|دوران dauran doran|طرف taraf
درمیان darmiyan darmian|ایک aik ek|دو do|تین teen tin|چار char chaar|پانچ panch paanch|چھ chay che
سات sat saat|آٹھ aath ath|نو nau no|دس das dus|سو sau so|ہزار hazar hazaar|لاکھ lakh|کروڑ crore karor
ہوا hua huwa|ہوئی hui huwi|ہوئے hue huwe|ہوتا hota|ہوتی hoti|ہوتے hote|ہو ho|ہوں hon hoon|گا ga|گی gi
گے ge gay|کر kar kr|کرنے karne krne|کرنا karna krna|کرتا karta krta|کرتی karti krti|کرتے karte krte
کیے kiye kie|کیں keen kin|گیا gaya gya|گئی gayi gai|گئے gaye gae|جا ja|جاتا jata|جاتی jati|جاتے jate|رہا raha
رہی rahi|رہے rahe|دیا diya dia|دی di|دیے diye|دیں den dein|لیا liya lia|لی li|سکتا sakta|سکتی sakti|سکتے sakte
چاہیے chahiye chahye|کہا kaha|کہتے kehte|تعداد tadad taadad|سال saal sal|مطابق mutabiq|حکومت hukumat hukoomat
ملک mulk|شہر shehar shahar sheher|دنیا dunya duniya|لوگ log|لوگوں logon|نام naam nam|جنگ jang|صدر sadar sadr
وزیر wazir wazeer|اعظم azam|کچھ kuch|سب sab|ہر har|بہت bohat bahut buhat|زیادہ zyada ziada|کم kam|بڑا bara
بڑی bari barri|بڑے bare|نیا naya|نئی nayi nai|نئے naye|پاکستان Pakistan|بھارت Bharat India|ایران Iran
روس Roos Rus|امریکہ America Amrika|امریکی Amriki American|برطانیہ Britain Bartania|یورپ Europe
یورپی Europi European|چین China Cheen|فرانس France|جرمنی Germany|سعودی Saudi|عرب Arab|یونیورسٹی university
کمپنی company|اسکول school|سکول school|ڈاکٹر doctor|کالج college|ہسپتال hospital|پولیس police|ٹیلی tele
ویژن vision|فیصد feesad fisad|ڈالر dollar|وجہ waja wajah|وقت waqt|جگہ jaga jagah|کام kaam kam|بات baat bat
بارے bare baare|طور tor taur|حصہ hissa hisa|صدی sadi|آبادی abadi aabadi|قانون qanoon kanoon|عدالت adalat
جس jis|جن jin|وہاں wahan|یہاں yahan|اپنے apne|اپنی apni|اپنا apna|خلاف khilaf|ذریعے zariye zarie|اگر agar
مگر magar|لیکن lekin|کسی kisi|کوئی koi|تمام tamam|بین bain|الاقوامی ul aqwami|پہلا pehla|پہلی pehli
دوسرے doosre dusre|دوسری doosri dusri|دوسرا doosra dusra|آخری akhri aakhri|ختم khatam|شروع shuru shuroo
موت maut mot|مدت muddat|محمد Muhammad Mohammad
"""

COMMON_SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    urdu: tuple(spellings)
    for urdu, *spellings in (entry.split() for entry in _TABLE.replace("\n", "|").split("|") if entry.strip())
}
