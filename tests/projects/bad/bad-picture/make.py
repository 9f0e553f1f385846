"""Pictures that are none, that have something behind their pixels, that unpack to gigabytes, and drawings that do more than be seen."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>\n'
DRAWINGS = {
    "address": SVG.format('<image xlink:href="HTTPS://example.org/a.png"/>'),
    "animated": SVG.format('<image><set attributeName="href" to="//example.org/a.png"/></image>'),
    "deep": '<svg xmlns="http://www.w3.org/2000/svg">' + "<g>" * 1_200_000,
    "entities": '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n' + SVG.format("&b;"),
    "entity-from-elsewhere": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n' + SVG.format("&a;"),
    "event": SVG.format('<g onload="alert(1)"/>'),
    "filled": SVG.format('<g fill="url(https://example.org/a.svg#a)"/>'),
    "large": SVG.format("<g/>" * 1_500_000),
    "link-into-a-script": SVG.format('<a xlink:href="java&#9;script:alert(1)"/>'),
    "no-svg": "<html/>",
    "not-closed": "<svg",
    "page": SVG.format("<foreignObject/>"),
    "script": SVG.format("<script>alert(1)</script>"),
    "style": SVG.format('<style>@im\\port "//example.org/a.css";</style>'),
    "styled-long": SVG.format("<style>url(a)" + "a{" * 1_000_000 + "</style>"),
    "stylesheet-beside": '<?xml-stylesheet href="https://example.org/a.css"?>\n' + SVG.format(""),
    "within": SVG.format('<image href="data:image/svg+xml,&lt;svg/&gt;"/>'),
}


def make(root: Path) -> None:
    """Write the pictures, and one of each kind that is as it should be."""
    folder = root / "docs/pictures"
    folder.mkdir(parents=True)
    for name, text in DRAWINGS.items():
        (folder / f"{name}.svg").write_text(text)
    (folder / "empty.gif").write_bytes(b"")
    (folder / "page.webp").write_bytes(b"<!doctype html><script>alert(1)</script>")
    (folder / "jpeg.PNG").write_bytes(picture("JPEG"))
    (folder / "png.jpg").write_bytes(picture("PNG"))
    (folder / "icon.ico").write_bytes(picture("PNG"))
    (folder / "archive-behind.png").write_bytes(picture("PNG") + bytes(2_000_000))
    (folder / "archive-behind.jpeg").write_bytes(picture("JPEG") + bytes(2_000_000))
    (folder / "many-frames.gif").write_bytes(picture("GIF")[:-1] + FRAME * 500_000 + b";")
    (folder / "gigabytes.png").write_bytes(empty_png(100_000, 100_000))
    (folder / "unpacked.png").write_bytes(empty_png(9_000, 9_000))


# One of one pixel.
FRAME = bytes.fromhex("21f904000a0000002c00000000010001000002024401 00")


def picture(format: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (10, 10)).save(content, format)
    return content.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """A PNG of so many pixels, and hardly any bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
