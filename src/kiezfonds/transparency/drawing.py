"""From public boundaries (GeoJSON) to the small shapes of a map. Run by hand, once for each district.

Points are rounded to a grid before anything is left out, and the grid is the same for all areas: what was one
border of two neighbours stays one.
"""

import json
import math
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kiezfonds.ground.names import slug_of

WIDTH = 240
MARGIN = 2
ATTRIBUTION = (
    "Grenzen: Amt für Statistik Berlin-Brandenburg (CC BY 3.0 DE), LOR-Geodaten bis 2020 (CC BY 4.0), vereinfacht"
)
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.de"

Point = tuple[int, int]
Ring = Sequence[Sequence[float]]


def drawing_of(features: Iterable[dict[str, Any]], made_with: str) -> dict[str, Any]:
    """All features as paths in one drawing, north above, as wide as WIDTH."""
    named = {slug_of(f["properties"]["name"]): _rings(f["geometry"]) for f in features}
    every = [point for rings in named.values() for ring in rings for point in ring]
    west, east = min(p[0] for p in every), max(p[0] for p in every)
    south, north = min(p[1] for p in every), max(p[1] for p in every)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrow)

    def place(point: Sequence[float]) -> Point:
        return (
            round(MARGIN + (point[0] - west) * narrow * scale),
            round(MARGIN + (north - point[1]) * scale),
        )

    return {
        "attribution": ATTRIBUTION,
        "licence_url": LICENCE_URL,
        "made_with": made_with,
        "width": WIDTH,
        "height": round((north - south) * scale) + 2 * MARGIN,
        "areas": {
            slug: "".join(_path([place(p) for p in ring]) for ring in rings) for slug, rings in sorted(named.items())
        },
    }


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for part in parts for ring in part]


def _path(points: list[Point]) -> str:
    """Steps from corner to corner; points on a straight line and rings without an inside are left out."""
    corners: list[Point] = []
    for point in points:
        while len(corners) > 1 and _turn(corners[-2], corners[-1], point) == 0:
            corners.pop()
        if not corners or corners[-1] != point:
            corners.append(point)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:
        return ""
    steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(corners))
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _turn(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def main(source: str, prefix: str) -> None:
    """Write the drawing of all regions whose id begins with the prefix."""
    collection = json.loads(Path(source).read_text())
    features = [f for f in collection["features"] if str(f["properties"]["id"]).startswith(prefix)]
    made_with = f"python -m kiezfonds.transparency.drawing {Path(source).name} {prefix}"
    sys.stdout.write(json.dumps(drawing_of(features, made_with), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
