"""A picture for one idea, drawn here line by line: no photograph, nobody and no real place is in it."""

import io

from PIL import Image, ImageDraw

from kiezfonds.proposals.attaching import NewFile
from kiezfonds.proposals.rules import IMAGE

SIZE = (960, 640)
ALT = "Skizze: ein dreieckiges gelbes Sonnensegel zwischen zwei Pfosten über einem Sandkasten, daneben ein Baum."
SKY, GRASS, SAND, SAIL, WOOD, LEAVES = "#dceaf4", "#b9d3a4", "#ead9a8", "#f2c230", "#7a5a3a", "#5f8f4e"


def sketch() -> NewFile:
    """As a small JPEG, the same every time."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 640), fill=GRASS)
    draw.polygon(((230, 600), (330, 500), (700, 500), (800, 600)), fill=SAND, outline=WOOD, width=6)
    draw.polygon(((250, 180), (770, 140), (600, 300)), fill=SAIL, outline=WOOD, width=3)
    for top, foot in (((250, 170), (250, 560)), ((770, 130), (770, 560))):
        draw.line((top, foot), fill=WOOD, width=14)
    draw.rectangle((868, 330, 892, 540), fill=WOOD)
    draw.ellipse((800, 170, 960, 370), fill=LEAVES)
    draw.polygon(((470, 545), (530, 545), (520, 575), (480, 575)), fill="#c4512d")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return NewFile(IMAGE, "sonnensegel-skizze.jpg", "image/jpeg", out.getvalue(), *SIZE)
