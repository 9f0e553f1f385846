"""Files in other encodings than UTF-8, which nobody could read here."""

from pathlib import Path

TEXT = "title: 苹果的下午\nsummary: 一个关于苹果的故事，发生在山里。\n"


def make(root: Path) -> None:
    for name, encoding in (("gbk", "gbk"), ("big5", "big5"), ("utf-16", "utf-16"), ("utf-16-without-a-mark", "utf-16-le")):
        text = (
            TEXT.replace("苹", "蘋").replace("个关", "個關").replace("发", "發").replace("里", "裡").replace("于", "於") if name == "big5" else TEXT
        )
        (root / f"cases/{name}.yml").write_bytes(text.encode(encoding))
    (root / "cases/ascii.yml").write_bytes("title: Apples\nsummary: Apples.\n".encode("utf-16-le"))
    (root / "cases/windows.yml").write_bytes("title: Café’s “apples”\nsummary: Apples.\n".encode("cp1252"))
    (root / "cases/picture.yml").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "cases/rich.yml").write_bytes(b"{\\rtf1 title: Apples}")
    (root / "cases/old-mac.yml").write_bytes(b"title: Apples\rsummary: Apples.\r")
