"""Social cards: the picture (1200 × 630 PNG) that other sites show beside a link. A plain Card goes in, the bytes of a PNG come out.

Drawn with two fonts of our own, one line at a time and without the system's text layout, so that a card is the same
to the byte on every machine with the same Pillow. The only module that knows Pillow. The size is the one that https://ogp.me/ readers
crop least.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageDraw, ImageFont, features

from ..base import drawing
from ..base.scripts import UNSPACED
from ..catalog.evidence import Mark

WIDTH, HEIGHT = 1200, 630

_HERE = Path(__file__).parent.parent
_SERIF = _HERE / "theme/assets/casebook/casebook-serif.woff2"
_CHINESE = _HERE / "fonts/noto-serif-sc.woff2"

# The colours of the site by day (casebook.css).
_PAPER, _INK, _INK_2, _RULE, _ACCENT = "#fbfaf6", "#1c1b19", "#5d5a54", "#dedad0", "#a8321f"
_INDEPENDENT, _SELF = "#20624a", "#8a5a00"
_MARKS = {
    Mark.SEVERAL_VOICES: _INDEPENDENT,
    Mark.ONE_VOICE: _INDEPENDENT,
    Mark.UNIDENTIFIED: _SELF,
    Mark.SELF_REPORTED: _SELF,
    Mark.ATTRIBUTED: _INK_2,
    Mark.UNSOURCED: _INK_2,
}

_LEFT, _RIGHT = 84, 1116
_TITLE_TOP, _FOOT = 150, 420
_MOTIF = 84
_TITLE_SIZES = (88, 80, 72, 64, 56, 50, 44)
_TITLE_LINES = 3
_ZH_SIZE = 36
_SPACING = 2.2
# What a line can be broken between: words, and Chinese characters.
_PIECE = re.compile(rf"\s+|[{UNSPACED}]|[^\s{UNSPACED}]+")
# The largest compression takes three times as long for a twentieth less.
_COMPRESSION = 6
_LONG_WORD = 16
_ABSENT = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: plain texts, empty where there is nothing to say.

    A figure has `number`, `bound`, `unit`, `what` was counted, the `mark` of its evidence and that in
    words (`evidence`). Without a figure `text` stands in its place. `site` signs the card. `motif` is a line drawing (base/drawing.py).
    """

    title: str
    site: str
    kicker: str = ""
    zh: str = ""
    bound: str = ""
    number: str = ""
    unit: str = ""
    what: str = ""
    mark: str = ""
    evidence: str = ""
    text: str = ""
    motif: str = ""


def digest(card: Card) -> str:
    """What a card's picture depends on, as a name for a file: all that it says, and all that draws it."""
    return sha256(f"{_drawn_by()}{json.dumps(asdict(card), sort_keys=True)}".encode()).hexdigest()[:40]


@cache
def _drawn_by() -> str:
    code = sha256(b"".join(path.read_bytes() for path in (Path(__file__), Path(drawing.__file__), _SERIF, _CHINESE))).hexdigest()
    return f"{code} Pillow {PIL.__version__} FreeType {features.version('freetype2')} zlib {features.version('zlib')}"


def draw(card: Card) -> bytes:
    """The PNG of a card. A line with a character that neither font has is left out: better nothing than an empty box."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((_LEFT, 72, _LEFT + 87, 77), fill=_ACCENT)
    _motif(image, card.motif)
    _kicker(pen, card.kicker, _RIGHT - (_MOTIF + 24 if card.motif else 0))
    _title(pen, card)
    pen.rectangle((_LEFT, _FOOT, _RIGHT - 1, _FOOT + 1), fill=_INK)
    if card.number:
        _figure(image, pen, card)
    else:
        _paragraph(pen, card.text)
    _signature(pen, card.site)
    out = BytesIO()
    image.save(out, "PNG", compress_level=_COMPRESSION)
    return out.getvalue()


# --- parts -----------------------------------------------------------------------------------------------------


def _motif(image: Image.Image, path: str) -> None:
    """The drawing in the upper right corner; smooth: drawn large and made small."""
    if not path:
        return
    large = Image.new("L", (_MOTIF * 4, _MOTIF * 4))
    pen, scale = ImageDraw.Draw(large), _MOTIF * 4 / drawing.FIELD
    for stroke in drawing.strokes(path):
        pen.line([(x * scale, y * scale) for x, y in stroke], fill=255, width=6, joint="curve")
    image.paste(_INK_2, (_RIGHT - _MOTIF, 62), large.resize((_MOTIF, _MOTIF), Image.Resampling.BOX))


def _kicker(pen: ImageDraw.ImageDraw, text: str, right: int) -> None:
    """Capitals, set wide; of what is too long the last parts are left out."""
    parts, text = text.split(" · "), text.upper()
    while len(parts) > 1 and _length(text, 22, 700) + _SPACING * len(text) > right - _LEFT:
        parts.pop()
        text = " · ".join((*parts, "…")).upper()
    if not _is_drawable(text):
        return
    x = float(_LEFT)
    for character in text:
        x = _write(pen, x, 122, character, 22, 700, _ACCENT) + _SPACING


def _title(pen: ImageDraw.ImageDraw, card: Card) -> None:
    zh = card.zh if _is_drawable(card.zh) else ""
    room = _FOOT - 34 - _TITLE_TOP - (_ZH_SIZE + 22 if zh else 0)
    size, lines = _fitted(card.title, 500, _TITLE_SIZES, _TITLE_LINES, room, 1.07)
    y = _TITLE_TOP + size * 0.84
    for line in lines:
        _write(pen, _LEFT, round(y), line, size, 500, _INK)
        y += size * 1.07
    if zh:
        y += _ZH_SIZE * 0.95 - size * 0.62 if lines else 0
        _write(pen, _LEFT, round(y), _cut(zh, _ZH_SIZE, 400, _RIGHT - _LEFT), _ZH_SIZE, 400, _INK_2)


def _figure(image: Image.Image, pen: ImageDraw.ImageDraw, card: Card) -> None:
    if not _is_drawable(card.number + card.unit):
        return
    _write(pen, _LEFT, _FOOT + 40, card.bound, 24, 400, _INK_2)
    size, unit_size = 76, 36
    # A sign after the number belongs to it; a word stands apart.
    gap = 0 if card.unit == "%" else 14
    while size > 40 and _length(card.number, size, 500) + gap + _length(card.unit, unit_size, 400) > _RIGHT - _LEFT:
        size -= 4
    x = _write(pen, _LEFT - 2, _FOOT + 106, card.number, size, 500, _INK)
    unit = card.unit if gap == 0 else _cut(card.unit, unit_size, 400, _RIGHT - x - gap)
    _write(pen, x + gap, _FOOT + 106, unit, size if gap == 0 else unit_size, 500 if gap == 0 else 400, _INK)
    _write(pen, _LEFT, _FOOT + 142, _cut(card.what, 24, 400, 880), 24, 400, _INK_2)
    if card.mark and _is_drawable(card.evidence):
        colour = _MARKS[Mark(card.mark)]
        _dot(image, _LEFT, _FOOT + 161, 16, colour, card.mark)
        _write(pen, _LEFT + 26, _FOOT + 177, card.evidence, 24, 500, colour)


def _paragraph(pen: ImageDraw.ImageDraw, text: str) -> None:
    if not _is_drawable(text):
        return
    for index, line in enumerate(_lines(text, 30, 400, _RIGHT - _LEFT, 3)):
        _write(pen, _LEFT, _FOOT + 50 + index * 42, line, 30, 400, _INK_2)


def _signature(pen: ImageDraw.ImageDraw, name: str) -> None:
    if not _is_drawable(name):
        return
    name = _cut(name, 32, 600, 400)
    width = _length(name, 32, 600) + _length(".", 32, 600)
    x = _write(pen, _RIGHT - width, 597, name, 32, 600, _INK)
    _write(pen, x, 597, ".", 32, 600, _ACCENT)


def _dot(image: Image.Image, x: int, y: int, size: int, colour: str, mark: str) -> None:
    """A disc, half of one, a ring, or a dotted ring, as the site draws the mark; smooth: drawn large and made small. A figure has no quotes."""
    large = Image.new("L", (size * 8, size * 8))
    pen = ImageDraw.Draw(large)
    pen.ellipse((0, 0, size * 8 - 1, size * 8 - 1), fill=255)
    if mark != Mark.SEVERAL_VOICES:
        # Clockwise from the right: the right half only where the left one is filled.
        start, end = (-90, 90) if mark == Mark.ONE_VOICE else (0, 360)
        pen.pieslice((24, 24, size * 8 - 25, size * 8 - 25), start, end, fill=0)
    if mark == Mark.UNIDENTIFIED:
        for gap in range(0, 360, 45):
            pen.pieslice((0, 0, size * 8 - 1, size * 8 - 1), gap, gap + 20, fill=0)
    image.paste(colour, (x, y), large.resize((size, size), Image.Resampling.BOX))


# --- text ------------------------------------------------------------------------------------------------------


def _write(pen: ImageDraw.ImageDraw, x: float, y: int, text: str, size: int, weight: int, colour: str) -> float:
    """Write a line from `x` on the baseline `y`, and give where it ends; nothing when a character cannot be drawn."""
    if not _is_drawable(text):
        return x
    for path, run in _runs(text):
        font = _font(path, size, weight)
        pen.text((x, y), run, fill=colour, font=font, anchor="ls")
        x += font.getlength(run)
    return x


def _fitted(text: str, weight: int, sizes: Sequence[int], most: int, room: float, leading: float) -> tuple[int, list[str]]:
    """The largest size in which a text has at most `most` lines and the height `room`, and the lines; at the smallest it is cut."""
    if not _is_drawable(text):
        return sizes[-1], []
    for size in sizes:
        lines = _lines(text, size, weight, _RIGHT - _LEFT, 99)
        if len(lines) <= most and len(lines) * size * leading <= room and all(_length(line, size, weight) <= _RIGHT - _LEFT for line in lines):
            return size, _balanced(text, size, weight, len(lines))
    return sizes[-1], _lines(text, sizes[-1], weight, _RIGHT - _LEFT, most)


def _balanced(text: str, size: int, weight: int, count: int) -> list[str]:
    """A text in `count` lines of about one length."""
    width = float(_RIGHT - _LEFT)
    lines = _lines(text, size, weight, width, count)
    while count > 1:
        width -= 12
        narrower = _lines(text, size, weight, width, 99)
        if len(narrower) > count or any(_length(line, size, weight) > width or line.endswith("…") for line in narrower):
            return lines
        lines = narrower
    return lines


def _lines(text: str, size: int, weight: int, width: float, most: int) -> list[str]:
    """A text in at most `most` lines; what is left over is cut."""
    lines: list[str] = []
    line = ""
    pieces = _PIECE.findall(text.strip())
    for index, piece in enumerate(pieces):
        if line.strip() and _length((line + piece).rstrip(), size, weight) > width:
            if len(lines) == most - 1:
                line += "".join(pieces[index:])
                break
            lines.append(line.strip())
            line = ""
        line += piece
    return [_cut(found, size, weight, width) for found in (*lines, line.strip()) if found]


def _cut(text: str, size: int, weight: int, width: float) -> str:
    """A text, cut to a width with an ellipsis, after a word where one ends near."""
    text, whole = _fitting(text, size, weight, width), text
    if text == whole:
        return text
    while text and _length(f"{text.rstrip()}…", size, weight) > width:
        text = text[:-1]
    words, _, rest = text.rpartition(" ")
    text = words if words and len(rest) < _LONG_WORD else text
    return f"{text.rstrip(' ,;:.–')}…" if text else ""


def _fitting(text: str, size: int, weight: int, width: float) -> str:
    """The beginning of a text that fits a width, found in one go: a text may be long."""
    length = 0.0
    for end, character in enumerate(text):
        length += _advance(character, size, weight)
        if length > width:
            return text[:end]
    return text


def _length(text: str, size: int, weight: int) -> float:
    # Without kerning a text is as long as its characters together.
    return sum(_advance(character, size, weight) for character in text)


@cache
def _advance(character: str, size: int, weight: int) -> float:
    path = _SERIF if _has(_SERIF, character) else _CHINESE
    return float(_font(path, size, weight).getlength(character))


def _runs(text: str) -> Iterator[tuple[Path, str]]:
    """A text in pieces of one font each: the serif wherever it has the character."""
    current, run = _SERIF, ""
    for character in text:
        path = _SERIF if _has(_SERIF, character) else _CHINESE
        if path != current and run:
            yield current, run
            run = ""
        current, run = path, run + character
    if run:
        yield current, run


def _is_drawable(text: str) -> bool:
    return bool(text) and all(_has(_SERIF, character) or _has(_CHINESE, character) for character in text)


@cache
def _has(path: Path, character: str) -> bool:
    """Whether a font has a character: Pillow does not say, but it draws the box of a missing one."""
    if character in " \N{NO-BREAK SPACE}":
        return path == _SERIF
    font = _font(path, 40, 400)
    return character.isprintable() and bytes(font.getmask(character)) != bytes(font.getmask(_ABSENT))


@cache
def _font(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    # The basic layout: the other one depends on a library that some machines have.
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    if path == _SERIF:
        font.set_variation_by_axes([weight])
    return font
