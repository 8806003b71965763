"""Who may knock at the office's addresses about quality: the manager and the quality lead."""

from ..policy import Door

QUALITY = ("quality",)
ASK = ("GET", "POST")

POLICY: dict[str, Door] = {
    "office-quality": Door(QUALITY),
    "office-draw-new": Door(QUALITY, ASK),
    "office-quality-results": Door(QUALITY),
    "office-draw": Door(QUALITY),
    "office-draw-readers": Door(QUALITY, ASK),
    "office-draw-feedback": Door(QUALITY, ASK),
    "office-reading": Door(QUALITY),
    "office-reading-back": Door(QUALITY, ASK),
}
