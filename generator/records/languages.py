"""Names of languages as babel, polyglossia and people write them, and what they are in BCP 47.

The options of babel and polyglossia that are no name of a language in English stand in a table; of all others the names are those of
CLDR, written as one word, with a country or a script behind a hyphen, as babel's `ini` files have them.
Specification: https://www.rfc-editor.org/info/bcp47.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..base.diagnostic import resembling

_OWN = """
    american en-US usenglish en-US ukenglish en-GB british en-GB english en canadian en-CA australian en-AU newzealand en-NZ
    german de germanb de ngerman de austrian de-AT naustrian de-AT swissgerman de-CH nswissgerman de-CH
    french fr francais fr frenchb fr acadian fr-CA canadien fr-CA
    spanish es spanishmx es-MX mexican es-MX catalan ca galician gl basque eu aragonese an asturian ast occitan oc
    portuguese pt portuges pt brazilian pt-BR brazil pt-BR
    italian it latin la classiclatin la-x-classic medievallatin la-x-medieval ecclesiasticlatin la-x-ecclesia
    classicallatin la-x-classic ecclesiasticallatin la-x-ecclesia
    romanian ro moldavian ro-MD romansh rm friulan fur friulian fur piedmontese pms sardinian sc venetian vec ladin lld
    dutch nl flemish nl-BE afrikaans af lowersorbian dsb lsorbian dsb uppersorbian hsb usorbian hsb
    danish da norsk nb norwegian nb bokmal nb nynorsk nn swedish sv icelandic is faroese fo samin se northernsami se finnish fi estonian et
    irish ga scottish gd gaelic gd welsh cy UKwelsh cy breton br cornish kw manx gv
    polish pl czech cs slovak sk slovene sl slovenian sl croatian hr bosnian bs serbian sr serbianc sr-Cyrl serbianlatin sr-Latn
    serbiancyrillic sr-Cyrl macedonian mk bulgarian bg russian ru ukrainian uk belarusian be belarusian-tarask be-tarask rusyn rue
    churchslavonic cu churchslavic cu slavonic cu kashubian csb
    greek el polutonikogreek el-polyton polytonicgreek el-polyton monogreek el-monoton ancientgreek grc ibygreek grc bgreek grc
    hungarian hu magyar hu latvian lv lithuanian lt albanian sq turkish tr azerbaijani az kurmanji kmr kurdish ku sorani ckb
    esperanto eo interlingua ia volapuk vo
    hebrew he yiddish yi arabic ar persian fa farsi fa urdu ur sindhi sd syriac syr uyghur ug uighur ug pashto ps dari fa-AF
    hindi hi bengali bn bangla bn marathi mr nepali ne sanskrit sa punjabi pa gurmukhi pa gujarati gu oriya or odia or assamese as
    tamil ta telugu te kannada kn malayalam ml sinhala si sinhalese si tibetan bo dzongkha dz
    bahasa id bahasai id indon id indonesian id bahasam ms melayu ms meyalu ms malay ms tagalog tl filipino fil
    vietnamese vi thai th lao lo khmer km burmese my mongolian mn mongol mn
    chinese zh chinese-hans zh-Hans chinese-hant zh-Hant chinese-simplified zh-Hans chinese-traditional zh-Hant schinese zh-Hans tchinese zh-Hant
    simplifiedchinese zh-Hans traditionalchinese zh-Hant pinyin zh-Latn mandarin zh cantonese yue japanese ja korean ko
    armenian hy georgian ka amharic am ethiop am ethiopic gez coptic cop divehi dv nko nqo swahili sw malagasy mg
    abkhaz ab turkmen tk kazakh kk kyrgyz ky uzbek uz tatar tt akkadian akk hittite hit sumerian sux
    acadien fr-CA afb afb apd apd ayl ayl cz cs maldivian dv sami se sorbian hsb spanishmexican es-MX de-ch-1901-latf de-Latf-CH-1901
    de-at-1901-latf de-Latf-AT-1901 de-de-1901-latf de-Latf-DE-1901 german-traditional de-1901 german-austria-traditional de-AT-1901
    german-switzerland-traditional de-CH-1901 latin-classic la-x-classic latin-medieval la-x-medieval latin-ecclesiastic la-x-ecclesia
    greek-polytonic el-polyton greek-monotonic el-monoton agem agq amo amo fulah ff meta mgo sakha sah achinese ace abron abr balti bft bhili bhb
    buhid bku ahom aho interslavic isv northernkurdish kmr
    oldchurchslavonic cu englishuk en-GB englishus en-US
    deutsch de español es espanol es italiano it português pt portugues pt nederlands nl polski pl русский ru українська uk 中文 zh 汉语 zh 漢語 zh
    日本語 ja 한국어 ko العربية ar svenska sv dansk da suomi fi čeština cs türkçe tr magyarul hu ελληνικά el עברית he français fr română ro
    """.split()
# By names in small letters and without spaces.
_NAMES: Mapping[str, str] = {name.casefold(): tag for name, tag in zip(_OWN[::2], _OWN[1::2], strict=True)}
# Most tags are of these; for others CLDR is asked.
_USUAL = frozenset(tag.split("-")[0] for tag in _NAMES.values())
# Three-letter codes that bibliographies have and BCP 47 has not: ISO 639-2/B, and those of languages with a code of two letters.
_LONG_CODES: Mapping[str, str] = dict(
    pair.split("=")
    for pair in (
        "eng=en ger=de deu=de fre=fr fra=fr spa=es ita=it por=pt rus=ru chi=zh zho=zh jpn=ja kor=ko dut=nl nld=nl ara=ar heb=he gre=el ell=el "
        "lat=la pol=pl cze=cs ces=cs slo=sk slk=sk slv=sl hrv=hr srp=sr bul=bg ukr=uk tur=tr swe=sv dan=da nor=no nob=nb nno=nn fin=fi est=et "
        "hun=hu rum=ro ron=ro cat=ca baq=eu eus=eu glg=gl vie=vi tha=th ind=id may=ms msa=ms hin=hi ben=bn per=fa fas=fa urd=ur ice=is isl=is "
        "gle=ga wel=cy cym=cy lav=lv lit=lt alb=sq sqi=sq mac=mk mkd=mk arm=hy hye=hy geo=ka kat=ka tib=bo bod=bo bur=my mya=my"
    ).split()
)
_TAG = re.compile(
    r"""([a-z]{2,3}) (?:-([a-z]{4}))? (?:-([a-z]{2}|\d{3}))? ((?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)
    ((?:-[a-wyz]-[a-z0-9-]+)?(?:-x-[a-z0-9-]+)?)""",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def tag(written: str, variant: str = "") -> str:
    """The BCP 47 tag of a language, from its name or its tag; `variant` is polyglossia's. Empty when nobody knows it."""
    if variant and (of_variant := tag(variant)) and of_variant.split("-")[0] == tag(written).split("-")[0]:
        return of_variant
    name = re.sub(r"\s+", "", written.strip().casefold().replace("_", "-"))
    if known := _NAMES.get(name) or _LONG_CODES.get(name):
        return known
    if (found := _TAG.fullmatch(name)) and (found[1] in _USUAL or found[1] in _codes()):
        return _written(found)
    language, _, rest = name.partition("-")
    base = _NAMES.get(language) or _english().get(language)
    if not base or not rest:
        return base or _english().get(re.sub(r"[\W_]", "", name), "")
    subtags = [_regions().get(part) or part for part in rest.split("-")]
    whole = _TAG.fullmatch("-".join((base.split("-")[0], *subtags)))
    return _written(whole) if whole else ""


def meant(written: str) -> str:
    """The name of a language that a word is when somebody mistyped it; empty when it resembles none."""
    return resembling(re.sub(r"\s+", "", written.casefold()), (*_NAMES, *_english()))


def _written(found: re.Match[str]) -> str:
    """A tag in the capitals that BCP 47 recommends."""
    language, script, region, variants, private = (part or "" for part in found.groups())
    head = "-".join(filter(None, (language.lower(), script.title(), region.upper())))
    return f"{head}{variants.lower()}{private.lower()}"


@lru_cache(maxsize=1)
def _cldr() -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    """The English names of languages, territories and scripts by their codes."""
    # Imported late: few bibliographies name a language that is in no table.
    from babel import Locale

    english = Locale("en")
    return english.languages, english.territories, english.scripts


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    """The codes of all languages that CLDR has a name for."""
    return frozenset(code.split("_")[0] for code in _cldr()[0])


@lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    """The tags of languages by their English names, in small letters and as one word."""
    return dict(_squashed(_cldr()[0]))


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, str]:
    """The codes of countries and scripts by their English names, in small letters and as one word."""
    return {**dict(_squashed(_cldr()[1])), **dict(_squashed(_cldr()[2])), "simplified": "Hans", "traditional": "Hant"}


def _squashed(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, name in names.items():
        yield re.sub(r"[\W_]", "", name.casefold()), code.replace("_", "-")
