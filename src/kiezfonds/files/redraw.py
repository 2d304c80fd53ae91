"""A child process that draws one picture anew: bytes in on standard input, a plain JPEG out.

Only what is seen is drawn again: no metadata, no position, no second picture hidden behind the first. A broken or
hostile file ends this process and nothing else. Standard library and Pillow alone; started by `pictures.py`.
"""

import io
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MEMORY = 1_200_000_000
CPU_SECONDS = 20
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
QUALITY = 82
BROKEN, TOO_MANY_PIXELS = 3, 4


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        drawn = redrawn(sys.stdin.buffer.read())
    except Oversize:
        return TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001 - whatever the decoder stumbles over, the file is no picture we can use
        return BROKEN
    sys.stdout.buffer.write(drawn)
    return 0


class Oversize(Exception):  # noqa: N818 - says what is wrong with the picture, not with us
    pass


def redrawn(content: bytes) -> bytes:
    """The first picture in it, upright, in plain colours, at most 1600 pixels long."""
    # Loaded here, under the limits set above.
    from pi_heif import register_heif_opener
    from PIL import Image, ImageOps

    register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own bound stands below, before anything is decoded
    picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "HEIF"))
    if picture.width * picture.height > MOST_PIXELS:
        raise Oversize
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    plain = _on_white(_in_srgb(upright))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _in_srgb(picture: "Image.Image") -> "Image.Image":
    """Colours of a wider space as a screen without knowledge of it shows them."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        drawn = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return drawn if isinstance(drawn, Image.Image) else picture


def _on_white(picture: "Image.Image") -> "Image.Image":
    """A JPEG knows no transparency."""
    from PIL import Image

    if not picture.has_transparency_data:
        plain = picture.convert("RGB")
    else:
        clear = picture.convert("RGBA")
        plain = Image.new("RGB", clear.size, "white")
        plain.paste(clear, mask=clear.getchannel("A"))
    plain.info.clear()
    return plain


if __name__ == "__main__":
    sys.exit(main())
