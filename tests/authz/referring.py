"""Who is to see a reference by its addresses: the referee who was asked, and nobody else."""

from .rows import Row, at

ROWS: dict[str, list[Row]] = {
    "school-reference": [at("asked_reference", "referee")],
    "school-reference-application": [at("asked_reference", "referee")],
    "school-reference-section": [at("asked_reference", "referee", key="=support")],
    "school-reference-save": [at("asked_reference", "referee")],
    "school-reference-refusal": [at("asked_reference", "referee")],
    "school-reference-wrong-person": [at("asked_reference", "referee")],
    "school-reference-copy": [at("reference", "referee")],
    "school-reference-paper": [at("reference", "referee")],
}
