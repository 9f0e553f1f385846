"""Pictures that somebody put beside their pages: each is what its name says, shows all that is in it, and does nothing by itself.

Bytes are looked at, and no pixel is unpacked. Knows nothing of pages.
"""

from __future__ import annotations

import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from ..base.diagnostic import Concern, Diagnostic, Rule, Span, rule
from ..base.saying import NOTHING, Said, of_system, said, words
from . import addresses

if TYPE_CHECKING:
    from PIL.Image import Image

BAD_PICTURE = rule(
    "bad-picture",
    """
    A picture is not what its name says, is larger than what it shows, or does something by itself.

    A file that is called a picture is one, of the format that its name ends with. It has no more bytes than its pixels and what is said of
    them can take, so that nothing else is handed out with it; and no more than 50 million pixels, which a reader's browser unpacks whatever
    the file's own size. A drawing (`.svg`) is at most 5 MB, and holds no script, no page, no entity, and nothing that is loaded from
    another host or leads into a script.

    **Way out:** open the picture in a program for pictures and save it anew, smaller where it is too large, in the format of its name; a
    drawing as "plain" or "optimised" SVG.
    """,
    about=Concern.RECORDS,
)
RULES: tuple[Rule, ...] = (BAD_PICTURE,)

# By the endings of names, as Pillow calls the formats.
_FORMATS = {
    **dict.fromkeys((".jpg", ".jpeg", ".jfif"), "JPEG"),
    **dict.fromkeys((".png", ".apng"), "PNG"),
    ".gif": "GIF",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".bmp": "BMP",
    ".ico": "ICO",
}
_DRAWING = ".svg"
_MOST_PIXELS = 50_000_000
# The widest pixel: four channels of 16 bits.
_BYTES_A_PIXEL = 8
# For a profile of colours, a preview, and what a camera notes.
_BYTES_BESIDE = 1024 * 1024
# A picture that moves has so many frames at most; more are not counted, as it takes long.
_MOST_FRAMES = 500
_MOST_BYTES = 64 * 1024 * 1024
_MOST_BYTES_OF_DRAWING = 5_000_000
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(("script", "handler", "listener", "foreignObject", "iframe", "embed", "object", "audio", "video"))
_ADDRESSES = frozenset(("href", "src"))
_STYLED = ("style", *addresses.PRESENTATION)
# Pictures and fonts may stand in a drawing themselves.
_HARMLESS_DATA = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "font/", "application/font", "application/x-font")


def is_picture(path: str) -> bool:
    """Whether a file is called a picture."""
    return path.lower().endswith((_DRAWING, *_FORMATS))


def check(root: Path, path: str) -> list[Diagnostic]:
    """What is wrong with the picture `root/path`: at most one thing."""
    try:
        if path.lower().endswith(_DRAWING):
            reason, line = _of_drawing(root / path)
        else:
            reason, line = _of_pixels(root / path), 1
    except OSError as error:
        reason, line = said("the picture cannot be read: {reason}", reason=of_system(error)), 1
    return [BAD_PICTURE.at(Span(path, line), reason, said("save it anew in a program for pictures"))] if reason else []


# --- pixels ----------------------------------------------------------------------------------------------------


def _of_pixels(path: Path) -> Said:
    # Loaded late: few projects have pictures.
    from PIL import Image

    size, wanted = path.stat().st_size, _FORMATS[path.suffix.lower()]
    if size > _MOST_BYTES:
        return said("the picture has {size:,} bytes, more than the {most:,} allowed", size=size, most=_MOST_BYTES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=[wanted]) as picture:
                return _beyond(picture, size)
        except Image.DecompressionBombError:
            return _too_many(said("more than 100 million"))
        except Exception:
            # Of whatever kind: a decoder met what it does not know.
            found = _instead(path)
            if found:
                return said("this is {found}, and no {wanted} as its name says", wanted=wanted, found=found)
            return said("this is no {wanted}, as its name says", wanted=wanted)


def _instead(path: Path) -> str:
    """What a file is that has the name of another picture."""
    from PIL import Image

    with suppress(Exception), Image.open(path, formats=sorted(set(_FORMATS.values()))) as picture:
        return str(picture.format)
    return ""


def _too_many(pixels: str) -> Said:
    return said("the picture has {pixels} pixels, more than the {most} million allowed", pixels=pixels, most=_MOST_PIXELS // 1_000_000)


def _beyond(picture: Image, size: int) -> Said:
    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS:
        return _too_many(f"{pixels:,}")
    needed = -(-(size - _BYTES_BESIDE) // max(1, pixels * _BYTES_A_PIXEL))
    if needed > 1 and not _has_frames(picture, needed):
        return said(
            "the file has {size:,} bytes, more than {width} × {height} pixels can take: something else is in it",
            size=size,
            width=picture.width,
            height=picture.height,
        )
    return NOTHING


def _has_frames(picture: Any, number: int) -> bool:
    """Whether a picture moves, with so many frames at least."""
    if number > _MOST_FRAMES or not getattr(picture, "is_animated", False):
        return False
    try:
        picture.seek(number - 1)
    except EOFError:
        return False
    return True


# --- drawings --------------------------------------------------------------------------------------------------


class _Refused(Exception):
    """A drawing holds something that it must not; its text says what."""


def _of_drawing(path: Path) -> tuple[Said, int]:
    """What is wrong with a drawing, and the line."""
    size = path.stat().st_size
    if size > _MOST_BYTES_OF_DRAWING:
        return said("the drawing has {size:,} bytes, more than the {most:,} allowed", size=size, most=_MOST_BYTES_OF_DRAWING), 1
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Drawing()
    # Whatever an entity stands for, and wherever it would be fetched from: it is refused where it is declared, before it is used.
    parser.EntityDeclHandler = _refuse(said("this is a drawing that declares entities"))
    parser.ProcessingInstructionHandler = _refuse(said("this is a drawing with a stylesheet or another instruction beside it"))
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = reader.start, reader.end, reader.text
    try:
        parser.Parse(path.read_bytes(), True)
    except expat.ExpatError as error:
        return said("this is no SVG, as its name says: {reason}", reason=expat.ErrorString(error.code)), error.lineno
    except _Refused as error:
        return words(error), parser.CurrentLineNumber
    except (ValueError, LookupError) as error:
        return said("this is no SVG, as its name says: {reason}", reason=error), 1
    return NOTHING, 1


def _refuse(what: Said) -> Any:
    def refuse(*_arguments: Any) -> None:
        raise _Refused(what)

    return refuse


class _Drawing:
    """Reads a drawing from element to element."""

    def __init__(self) -> None:
        self._is_first = True
        # The text of the style that is being read, if one is.
        self._style: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises _Refused."""
        space, _, tag = name.rpartition(" ")
        if self._is_first and (space, tag) != (_SVG, "svg"):
            raise _Refused(said("this is no SVG, as its name says: its first element is another"))
        self._is_first = False
        if tag in _ACTIVE or space.endswith("xhtml"):
            raise _Refused(said("the drawing holds <{tag}>, which is more than a drawing", tag=tag))
        if tag == "style":
            self._style = []
        for attribute, value in attributes.items():
            self._attribute(tag, attribute.rpartition(" ")[2], value, attributes)

    def text(self, text: str) -> None:
        """Some text, or a part of one."""
        if self._style is not None:
            self._style.append(text)

    def end(self, name: str) -> None:
        """An element ends. Raises _Refused."""
        if self._style is not None and name.rpartition(" ")[2] == "style":
            self._styled("".join(self._style))
            self._style = None

    def _attribute(self, tag: str, name: str, value: str, attributes: dict[str, str]) -> None:
        if name.lower().startswith("on"):
            raise _Refused(said("the drawing has the script '{name}'", name=name))
        if name in _ADDRESSES:
            self._address(value, is_link=tag == "a")
        elif name in _STYLED:
            self._styled(value)
        elif name in ("to", "from", "by", "values") and "href" in attributes.get("attributeName", ""):
            for address in value.split(";"):
                self._address(address)

    def _styled(self, text: str) -> None:
        try:
            named = addresses.of_styles(text)
        except addresses.TooLong:
            raise _Refused(said("the drawing has a style that is longer than any honest one")) from None
        for address in named:
            self._address(address)

    def _address(self, address: str, *, is_link: bool = False) -> None:
        address = addresses.as_read(address)
        if address.startswith("javascript:"):
            raise _Refused(said("the drawing leads into a script"))
        if is_link:
            return
        kind, _text = addresses.data(address)
        if addresses.is_foreign(address) or (kind and not kind.startswith(_HARMLESS_DATA)):
            raise _Refused(said("the drawing loads {address}", address=address[:60]))
