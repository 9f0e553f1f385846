"""The words that an English form may be an inflection of, so that *selling* finds *sell*, and *organizations* finds *organisation*.

Plural, possessive, -ed, -ing and irregular forms, and the two spellings; nothing else: *publication* is no form of *public*, and who looks for
*important* does not want *import*. What is derived from one another (donation, donor) means the same only where a project says so, in its
`cases/synonyms.yml`. A form may have several words, of which some are none (*raising*: raise, rais): two forms are the same where they share one.
`words.js` of the theme does the same with the same tables, as a query is read in the browser; a test holds the two together.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A word and its irregular forms. A form that is more often a word of its own (rose, ground, bound, lay) is not here.
_FORMS = """
    analysis: analyses; arise: arose arisen; awake: awoke awoken; basis: bases; be: am is are was were been; bear: born; beat: beaten;
    become: became; begin: began begun; bend: bent; bite: bitten; bleed: bled; blow: blew blown; break: broke broken; breed: bred;
    bring: brought; broadcast: broadcasted; build: built; burn: burnt; buy: bought; calf: calves; catch: caught; child: children;
    choose: chose chosen; cling: clung; come: came; creep: crept; crisis: crises; criterion: criteria; deal: dealt; dig: dug; do: did done does;
    draw: drew drawn; dream: dreamt; drink: drank drunk; drive: drove driven; eat: ate eaten; fall: fell fallen; feed: fed; feel: felt;
    fight: fought; find: found; flee: fled; fly: flew flown; foot: feet; forbid: forbade forbidden; foresee: foresaw foreseen;
    forget: forgot forgotten; forgive: forgave forgiven; free: freed; freeze: froze frozen; get: got gotten; give: gave given;
    go: went gone goes; goose: geese; grow: grew grown; half: halves; hang: hung; have: has had; hear: heard; hide: hid hidden; hold: held;
    hypothesis: hypotheses; keep: kept; kneel: knelt; knife: knives; know: knew known; lead: led; leaf: leaves; lean: leant; learn: learnt;
    leave: left; lend: lent; life: lives; light: lit; loaf: loaves; lose: lost; make: made; man: men; mean: meant; meet: met;
    mislead: misled; mistake: mistook mistaken; mouse: mice; outgrow: outgrew outgrown; overcome: overcame; oversee: oversaw overseen;
    overtake: overtook overtaken; pay: paid; person: people; phenomenon: phenomena; prove: proven; rebuild: rebuilt; repay: repaid;
    resell: resold; ride: rode ridden; ring: rang rung; rise: risen; run: ran; say: said; see: saw seen; seek: sought; self: selves;
    sell: sold; send: sent; sew: sewn; shake: shook shaken; shelf: shelves; shine: shone; shoot: shot; show: shown; shrink: shrank shrunk;
    sing: sang sung; sink: sank sunk; sit: sat; sleep: slept; slide: slid; sow: sown; speak: spoke spoken; spell: spelt; spend: spent;
    spin: spun; spoil: spoilt; stand: stood; steal: stole stolen; stick: stuck; strike: struck stricken; strive: strove striven;
    swear: swore sworn; sweep: swept; swell: swollen; swim: swam swum; swing: swung; take: took taken; teach: taught; tear: tore torn;
    tell: told; thesis: theses; thief: thieves; think: thought; throw: threw thrown; tooth: teeth; undergo: underwent undergone;
    understand: understood; undertake: undertook undertaken; wake: woke woken; wear: wore worn; weave: wove woven; weep: wept;
    wife: wives; win: won; withdraw: withdrew withdrawn; withhold: withheld; withstand: withstood; wolf: wolves; woman: women;
    write: wrote written
"""


def _irregular(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in text.split(";"):
        word, _sign, forms = entry.strip().partition(": ")
        for form in forms.split():
            found.setdefault(form, []).append(word)
    return found


IRREGULAR = _irregular(_FORMS)
# American beginnings of words and the British ones, where no rule tells them; the doubled l of "travelled" is undone with all others.
SPELLINGS = dict(
    pair.split("=")
    for pair in (
        "aging=ageing analog=analogue armor=armour behavior=behaviour catalog=catalogue center=centre color=colour counselor=counsellor "
        "defens=defenc dialog=dialogue endeavor=endeavour enroll=enrol favor=favour fiber=fibre flavor=flavour fulfill=fulfil gray=grey "
        "harbor=harbour honor=honour humor=humour jewelry=jewellery judgement=judgment kilogram=kilogramme kilometer=kilometre labor=labour "
        "acknowledgement=acknowledgment licens=licenc liter=litre meager=meagre meter=metre mold=mould mom=mum neighbor=neighbour "
        "offens=offenc pediatric=paediatric plow=plough "
        "practis=practic pretens=pretenc program=programme rigor=rigour rumor=rumour savior=saviour skeptic=sceptic skillful=skilful "
        "sulfur=sulphur theater=theatre tumor=tumour valor=valour vapor=vapour vigor=vigour"
    ).split()
)
# What may follow such a beginning; before anything else it is another word, as in "Colorado".
_ENDINGS = "able|al|ally|ant|ants|d|e|ed|er|ers|es|ful|hood|hoods|ing|ise|ised|ism|ist|ists|ite|ites|ity|ize|ized|less|ly|ment|ments|s|y|"
_AMERICAN = re.compile(f"({'|'.join(SPELLINGS)})({_ENDINGS})")
_Z = re.compile(r"(.{2,}i|.+y)z((?:e|es|ed|er|ers|ing|ings|ation|ations|ational|able|ement|ements)$)")
# No inflections, but words of their own.
WHOLE = frozenset("being customs during evening goods his inning its morning news outing this".split())
_VOWEL = re.compile("[aeiouy]")
# What -es is added to, and -s to what ends in e.
_LONG_PLURAL = re.compile("(?:[sxzo]|[cs]h)es$")
_DOUBLED = re.compile(r"([bcdfgklmnprstvz])\1$")
# One short syllable, which would double its last letter before an ending: "hoping" is of "hope" alone.
_SHORT = re.compile("(?:[^aeiouy]+[aeiouy]|[aeiou])[^aeiouywx]$")
# With a k before endings that is no part of the word: trafficking, mimicked.
_ADDED_K = re.compile("[^aeiou]+[aeiou].*ick$")


# For the browser.
TABLES = {"irregular": IRREGULAR, "spellings": SPELLINGS, "endings": _ENDINGS, "whole": sorted(WHOLE)}


@lru_cache(maxsize=100_000)
def stems(form: str) -> tuple[str, ...]:
    """The words that a form in small letters a to z may be one of, in British spelling, itself first; of any other form itself."""
    if not (form.isascii() and form.isalpha()):
        return (form,)
    word = british(form)
    if word in WHOLE:
        return (word,)
    return tuple(dict.fromkeys((word, *IRREGULAR.get(word, ()), *_of_plural(word), *_of_ending(word))))


def british(word: str) -> str:
    """A word as it is spelt in Britain, in -ise and -yse."""
    if match := _AMERICAN.fullmatch(word):
        beginning = SPELLINGS[match[1]]
        word = (beginning.removesuffix("e") if match[2][:1] in tuple("aei") else beginning) + match[2]
    return _Z.sub(r"\1s\2", word)


def _of_plural(word: str) -> list[str]:
    if not word.endswith("s") or word.endswith("ss") or len(word) < 3:
        return []
    if word.endswith("ies"):
        return [word[:-1], f"{word[:-3]}y"]
    return [word[:-1], word[:-2]] if _LONG_PLURAL.search(word) else [word[:-1]]


def _of_ending(word: str) -> list[str]:
    rest = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
    # A seed is nothing that somebody has seen.
    if not _VOWEL.search(rest) or (word.endswith("eed") and len(word) < 6):
        return []
    if word.endswith("ied"):
        return [f"{rest[:-1]}y", f"{rest[:-1]}ie"]
    if word.endswith("ying") and len(rest) == 2:
        return [f"{rest[0]}ie"]
    if _DOUBLED.search(rest) and len(rest) > 3:
        return [rest, rest[:-1]]
    if _SHORT.fullmatch(rest):
        return [f"{rest}e"]
    return [rest, f"{rest}e", *([rest[:-1]] if _ADDED_K.match(rest) else [])]
