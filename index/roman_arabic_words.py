"""What Roman Arabic ("Arabizi", "Franco") is read with: the letters that its signs stand for, and its small words."""

from typing import Final

# Sign → the Arabic letters that it may stand for, each with what that costs; "." is what Arabic leaves unwritten.
_LETTERS: Final = """
b:ب p:ب t:ت,ط=2,ة=2,ث=5 th:ث,ذ=3,ت=4,ظ=4 j:ج g:ج=1,غ=3,ق=3,ك=4 h:ه,ح=3,ة=3,.=8 7:ح 7':خ 5:خ kh:خ x:خ=3
d:د,ض=2,ذ=4 dh:ذ,ظ=1,ض=1 r:ر z:ز,ذ=2,ظ=2 s:س,ص=1,ث=3 9:ص,ق=1 9':ض sh:ش sch:ش ch:ش=1,خ=5,ك=5 6:ط 6':ظ 3:ع,.=10
3':غ 8:غ=1,ق=1 gh:غ f:ف v:ف q:ق k:ك,ق=3 c:ك=1,س=3 2:ا=1,ء=1,ق=2,.=3 l:ل m:م n:ن w:و y:ي,ى=1,.=6
a:ا,ى,ه=1,ة,ع=5,.=2 aa:ا,.=7 e:.=2,ا=3,ي=3,ة=1,ع=5 i:ي=1,ا=4,.=2,ع=5 o:و=1,ه=2,ا=4,.=2,ع=5 u:و=1,ه=2,ا=4,.=2,ع=5
ee:ي,.=6 ii:ي,.=6 ei:ي,.=6 ai:ي=1,.=6 oo:و,.=6 ou:و,.=4 uu:و,.=6 au:و=1,.=6
"""
# Costs are in tenths.
READINGS: Final[dict[str, dict[str, float]]] = {
    sign: {part.partition("=")[0]: int(part.partition("=")[2] or 0) / 10 for part in letters.split(",")}
    for sign, _, letters in (entry.partition(":") for entry in _LETTERS.split())
}
# What it costs that a letter of the Arabic word was not typed; any other letter costs `UNTYPED_OTHER`.
UNTYPED: Final = {"ا": 0.6, "و": 0.7, "ي": 0.7, "ى": 0.3, "ء": 0.2, "ع": 0.9, "ة": 0.5, "ه": 0.9}
UNTYPED_OTHER: Final = 2.5

# Classes of Arabic letters between which writers waver; letters that are in none say nothing of which word it is.
_CLASSES: Final = "B=ب T=تطث D=دضذظز S=سصث W=ش K=قكغخج R=ر L=ل M=م N=ن F=ف"
CLASSES: Final[dict[str, str]] = {}
for _entry in _CLASSES.split():
    for _letter in _entry[2:]:
        CLASSES[_letter] = CLASSES.get(_letter, "") + _entry[0]

# Particles that are one with the word after them, as they are spelt before it.
PREFIXES: Final = {
    roman: arabic
    for arabic, romans in {
        "ال": "el al il l",
        "في ال": "fel fil fal",
        "بال": "bel bil bal",
        "لل": "lel lil",
        "وال": "wel wal wil",
        "على ال": "3al 3el",
        "من ال": "mel mil",
        "ب": "b bi be",
        "ل": "la le li",
        "و": "w wa we",
    }.items()
    for roman in romans.split()
}
# Endings of a word that the collection may have without them.
ENDINGS: Final = {"ha": "ها", "hom": "هم", "hum": "هم", "hon": "هم", "na": "نا", "kom": "كم"}
# What the dialects put before a verb and the standard language does not: b-yentaqel, et-7awwel.
VERB_PREFIX: Final = r"^(?:b(?=[ytn])|[ei](?=t))"
# How a sign is written in a word that the collection has not; vowels within it are not.
WITHIN: Final = {"a": "", "e": "", "y": "ي", "h": "ه", "2": "ق"}

# The rest as an educated writer puts them: the words of the dialects that ask are those of the standard language.
_WORDS: Final = """
متى emta imta amta mata meta 2emta waqtash weqtash|من meen min men mn mine chkoun shkoun shkun
ماذا eh eih eeh shu shou sho shoo chou esh eish
ماذا aish shnu shnou shno shinu chnowa chnou chneya ach ash wach wesh wash madha matha
لماذا leh leih lesh leish laish leeh 3lash 3lach limadha lih
كيف ezay izay ezzay keef kif kayf kayfa kifash kifach shlon shlonha keif
أين wen wein win wayn fein fen feen fin ayna ween
كم kam kem addesh addeish 2addesh gaddesh qaddesh 9addech ch7al sh7al kaddesh|أي ay ayy ayya anhi anho ani
هل hal|هو howa huwa hwa howe huwe|هي hiya heya hiye hia|الذي elli eli illi yalli yelli lli alladhi|التي allati
عن 3an 3en|على 3ala 3la|مع ma3 ma3a|بين bein bayn|في fi f|كان kan kaan|كانت kanet kanat kant|و o
من_أجل 3ashan 3alashan 3shan minshan 3ashaan|بعد ba3d ba3ed|قبل 2abl abl abel 2abel qabl gabl
هذا da dah hada hatha haza|هذه di dih de hay hadi hadhi|إلى ila ela|عند 3end 3and 3ind|كل kol kull koll kul
لا la2|ما ma|مش mesh mish mush mosh|قال 2al 2aal gal qal|قالت 2alet galet qalet|يا ya|أو aw|أن enno inno enna an
عام 3am|سنة sana sane
"""
WORDS: Final[dict[str, str]] = {
    roman: arabic.replace("_", " ")
    for arabic, *romans in (entry.split() for entry in _WORDS.replace("\n", "|").split("|") if entry.strip())
    for roman in romans
}
