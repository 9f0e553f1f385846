"""Names of languages: all of babel's and polyglossia's have a tag, and it is one of BCP 47."""

from __future__ import annotations

import re

import pytest
from babel import Locale
from casebook.records.languages import meant, tag
from hypothesis import given, settings
from hypothesis import strategies as st

# The names of polyglossia's and babel's files of languages.
POLYGLOSSIA = """
    acadian acadien aeb af afb afrikaans albanian am american amharic apd ar-IQ ar-SY ar arabic armenian arq ary arz ast asturian australian austrian
    ayl bahasa bahasai bahasam basque be-tarask be belarusian bengali bg bn bo bosnian br brazil breton british bs bulgarian ca canadian canadien
    catalan chinese churchslavonic ckb-Arab ckb-Latn ckb classicallatin classiclatin cop coptic croatian cy cz czech da danish de-AT-1901
    de-CH-1901-Latf de-Latf-AT-1901 de-Latf-CH divehi dutch ecclesiasticallatin english esperanto estonian farsi finnish french friulan friulian
    gaelic galician georgian german greek gujarati hebrew hindi hungarian icelandic indonesian interlingua irish italian japanese kannada khmer korean
    kurdish kurmanji lao latin latvian lithuanian lowersorbian lsorbian macedonian magyar malay malayalam maldivian marathi medievallatin mexican
    mongolian naustrian newzealand ngerman nko norsk norwegian nswissgerman nynorsk occitan odia oriya persian piedmontese polish polutonikogreek
    portuges portuguese punjabi romanian romansh russian sami samin sanskrit scottish serbian serbianc sinhala slovak slovene slovenian sorbian sorani
    spanish spanishmexican swedish swissgerman syriac tamil telugu thai tibetan turkish turkmen ukenglish ukrainian uppersorbian urdu usenglish
    usorbian uyghur vietnamese welsh xhosa hausa zulu
    """
BABEL = """
    UKenglish USenglish francais frenchb germanb hebrew icelandic indon melayu brazilian polutonikogreek samin abron achinese acoli adangme adyghe
    avestan tunisianarabic ahom ghegalbanian amo aramaic-nabataean mapuche araona algerianarabic moroccanarabic avaric aymara bashkir bavarian
    bataktoba ghomala beja betawi bafut badaga balti westernbalochi bhili bislama bikol bini banjar kom buhid bakhtiari braj brahui akoose buginese
    bulu medumba chakma-chakma chamorro mari choctaw cree plainscree moosecree kashubian swampycree dakota dargwa slave dogrib dyula efik emilian
    extremaduran fang abkhazian agem aghem akan asu bafia bambara basaa bemba bena bodo cebuano centralkurdish chechen cherokee chiga colognian
    cornish duala embu ewe ewondo filipino fulah ganda gusii hawaiian igbo inarisami jolafonyi kabuverdianu kabyle kako kalaallisut kalenjin kamba
    kikuyu kinyarwanda konkani koyraborosenni langi lingala lubakatanga luo luyia machame makhuwameetto makonde masai mazanderani meru meta morisyen
    mundang nama ngiemboon northernluri nuer nyankole oromo ossetic quechua rombo rundi rwa sakha samburu sango sangu sena shambala shona sichuanyi
    soga somali standardmoroccantamazight swahili tachelhit-latin taita tasawaq teso tigrinya tongan uzbek-cyrillic vai-vai vunjo walser
    westernfrisian yangben yoruba zarma english-australia english-unitedkingdom spanish-mexico portuguese-portugal german-austria-traditional
    german-traditional latin-classic latin-medieval latin-ecclesiastic greek-polytonic chinese-hans-hk chinese-traditional serbian-latin-montenegro
    serbian-cyrillic-bosniaherzegovina punjabi-gurmukhi azerbaijani-cyrillic bosnian-cyrillic interslavic northernkurdish
    """
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-x-[a-z]+)?")


@pytest.mark.parametrize("names", [POLYGLOSSIA, BABEL], ids=["polyglossia", "babel"])
def test_every_name_of_a_language_has_a_tag(names: str) -> None:
    assert {name: tag(name) for name in names.split() if not _TAG.fullmatch(tag(name))} == {}


def test_every_english_name_of_a_language_is_known() -> None:
    unknown = [name for code, name in Locale("en").languages.items() if "(" not in name and not tag(name)]
    assert unknown == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("english", "en"), ("American", "en-US"), ("en_GB", "en-GB"), ("ZH-hans-cn", "zh-Hans-CN"), ("eng", "en"), ("chi", "zh"), ("中文", "zh")),
        *(("Ancient Greek", "grc"), ("german-austria-traditional", "de-AT-1901"), ("serbian-cyrillic-bosniaherzegovina", "sr-Cyrl-BA")),
        *(("klingonish", ""), ("xx", ""), ("", ""), ("english and french", "")),
    ],
)
def test_a_language_is_known_by_its_name_or_its_code(written: str, expected: str) -> None:
    assert tag(written) == expected


@pytest.mark.parametrize(("written", "expected"), [("englsih", "english"), ("frenhc", "french"), ("deutshc", "deutsch"), ("qqqqqqqqq", "")])
def test_a_mistyped_language_is_known_again(written: str, expected: str) -> None:
    assert meant(written) == expected


@settings(deadline=None)
@given(st.text("abgerman-_ 19xé", max_size=20))
def test_every_text_is_a_language_or_none(written: str) -> None:
    assert tag(written) == "" or _TAG.match(tag(written))
