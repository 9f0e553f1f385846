"""Files beside hand-written pages that are as they should be: a picture of each format, one that moves, and what an editor leaves behind."""

import io
from pathlib import Path

from PIL import Image

DRAWING = """\
<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">
<style>.a { fill: url(#a) }</style><linearGradient id="a"/><a href="https://example.org/"><use xlink:href="#a" class="a" style="fill: url('#a')"/></a>
<image href="data:image/png;base64,iVBORw0KGgo="/>
</svg>
"""


def make(root: Path) -> None:
    """Write them."""
    folder = root / "docs/pictures"
    folder.mkdir(parents=True)
    for suffix in ("png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "bmp"):
        content = io.BytesIO()
        Image.new("RGB", (64, 64)).save(content, "JPEG" if suffix == "jpg" else suffix.upper())
        (folder / f"picture.{suffix}").write_bytes(content.getvalue())
    frames = [Image.effect_noise((200, 200), 100).convert("P") for _ in range(60)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    (folder / "Drawing.SVG").write_text(DRAWING)
    (root / "docs/.#index.md").symlink_to("somebody@a-machine.1234")
    (root / "docs/assets/images").mkdir(parents=True)
    (root / "docs/assets/images/favicon.png").write_bytes((folder / "picture.png").read_bytes())
    (root / "docs/assets/stylesheets").mkdir()
    (root / "docs/assets/stylesheets/extra.css").write_text("p { color: red }\n")
    (root / "docs/robots.txt").write_text("User-agent: *\n")
    names = sorted(path.name for path in folder.iterdir())
    (root / "docs/index.md").write_text("# Home\n\n" + "".join(f"![]({f'pictures/{name}'})\n" for name in names))
