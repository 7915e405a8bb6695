"""Rules on a scanned page: dark lines, level or upright, longer than any stroke of a headline."""

from __future__ import annotations

from typing import Any

_DARK = 160  # of 255
_SHORTEST = 0.055  # of the page's width
_SEED = 0.02  # of the page's width: what must be dark without a gap; a turned line is cut into steps
_SLANT = 0.02  # how far a line may rise over its length
_THICK = 9  # pixels


def strokes(pixels: Any) -> list[tuple[float, float, float, float]]:
    """The rules of an image (an array of rows of pixels) as left, top, right, bottom in pixels."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    dark = (grey < _DARK).astype("uint8")
    least, seed = int(_SHORTEST * grey.shape[1]), max(12, int(_SEED * grey.shape[1]))
    found: list[tuple[float, float, float, float]] = []
    for level in (True, False):
        kernel = (seed, 1) if level else (1, seed)
        joint = (7, 3) if level else (3, 7)
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
        lines = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, joint))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for x, y, width, height, _ in boxes[1:].tolist():
            long, thin = (width, height) if level else (height, width)
            if long >= least and thin <= _THICK + _SLANT * long:
                found.append((float(x), float(y), float(x + width), float(y + height)))
    return found
