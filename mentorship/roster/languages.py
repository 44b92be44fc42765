"""Languages by any of their names, as ISO 639-1 codes."""

import re

from mentorship.roster.cleaning import fold

_NAMES = """
ar arabic arabisch arabe العربية عربي
bg bulgarian български
bn bengali bangla বাংলা
ca catalan català
cs czech čeština cestina tschechisch
da danish dansk
de german deutsch allemand alemán alemão tedesco немецкий 德语 ドイツ語
el greek ελληνικά
en english englisch anglais inglés inglês inglese английский 英语 英語 الإنجليزية अंग्रेज़ी
es spanish spanisch español espagnol espanhol castellano castilian испанский 西班牙语
et estonian eesti
fa persian farsi فارسی
fi finnish suomi
fr french französisch français francés francês francese французский 法语
he hebrew עברית
hi hindi हिन्दी हिंदी
hr croatian hrvatski
hu hungarian magyar
id indonesian
it italian italienisch italiano italien итальянский
ja japanese japanisch 日本語 日语
ko korean 한국어 韩语
lt lithuanian lietuvių
lv latvian latviešu
ms malay melayu
nl dutch niederländisch nederlands néerlandais
no norwegian norsk
pl polish polnisch polski
pt portuguese portugiesisch português portugues portugais португальский 葡萄牙语
ro romanian română
ru russian russisch русский russe ruso russo 俄语
sk slovak slovenčina
sl slovenian slovenščina
sr serbian srpski српски
sv swedish svenska schwedisch
sw swahili kiswahili
ta tamil தமிழ்
te telugu తెలుగు
th thai ไทย
tr turkish türkçe türkisch
uk ukrainian українська украинский
ur urdu اردو
vi vietnamese
zh chinese mandarin chinesisch cantonese 中文 汉语 普通话 國語 китайский
"""
_CODES = {
    fold(name): line.split()[0] for line in _NAMES.strip().splitlines() for name in line.split()
}
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?\Z", re.IGNORECASE)


def read_language(answer: str) -> str:
    """The code of one language ("German (native)" → "de"), or "" when we know none."""
    if (found := _CODE.match(answer.strip())) and found[1].casefold() in _CODES.values():
        return found[1].casefold()
    for word in fold(answer[:80]).split():
        if word in _CODES and (len(word) > 2 or word == fold(answer)):
            return _CODES[word]
    return ""
