"""The map of a district's areas: simplified shapes that ship with the code, one path for each area.

A shape file is made once from the public boundaries, and says so itself:
`python -m kiezfonds.transparency.drawing bezirksregionen_bis_2020.geojson 11 > shapes/lichtenberg.json`
"""

from functools import cache
from pathlib import Path

import msgspec

SHAPES = Path(__file__).with_name("shapes")


class Shapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`areas` maps an area's slug to an SVG path in a drawing of this width and height."""

    attribution: str
    licence_url: str
    made_with: str
    width: int
    height: int
    areas: dict[str, str]


@cache
def shapes_of(district: str) -> Shapes | None:
    """The district's map by its slug; None where there is none."""
    path = SHAPES / f"{district}.json"
    known = {file.name for file in SHAPES.glob("*.json")}
    return msgspec.json.decode(path.read_bytes(), type=Shapes) if path.name in known else None
