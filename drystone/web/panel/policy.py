"""Who may knock at the addresses of assessors and panel members."""

from ..policy import Door

ASK = ("GET", "POST")
PRESS = ("POST",)
PANEL = ("panel",)
READERS = ("panel", "office")

POLICY: dict[str, Door] = {
    "panel-home": Door(PANEL),
    "panel-names": Door(PANEL, ASK),
    "panel-answers": Door(PANEL),
    "panel-answer": Door(PANEL),
    "panel-pack": Door(PANEL),
    "panel-assessment": Door(PANEL),
    "panel-assessment-file": Door(PANEL),
    "panel-assessment-changed": Door(PANEL),
    "panel-assessment-years": Door(PANEL),
    "panel-assessment-letter": Door(PANEL),
    "panel-assessment-section": Door(PANEL, ASK),
    "panel-assessment-save": Door(PANEL, PRESS),
    "panel-assessment-lock": Door(PANEL, ASK),
    "panel-assessment-conflict": Door(PANEL, ASK),
    "panel-readings": Door(READERS),
    "panel-reading": Door(READERS),
    "panel-reading-begin": Door(READERS, PRESS),
    "panel-reading-section": Door(READERS, ASK),
    "panel-reading-save": Door(READERS, PRESS),
    "panel-reading-check": Door(READERS, ASK),
    "panel-reading-conflict": Door(READERS, ASK),
    "panel-interview": Door(PANEL),
    "panel-interview-section": Door(PANEL, ASK),
    "panel-interview-save": Door(PANEL, PRESS),
    "panel-interview-marks": Door(PANEL, ASK),
    "panel-interview-agreement": Door(PANEL, ASK),
    "panel-interview-conflict": Door(PANEL, ASK),
    "panel-interview-letter": Door(PANEL),
    "panel-interview-file": Door(PANEL),
}
