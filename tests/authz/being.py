"""Being a System Leader: the addresses of the register and of groups, and who sees what stands there."""

from .rows import MANAGER, OFFICE, Row, at

ASSURING = ("training", "learning-statement", "four-years", "assurance", "assurance-request", "assurance-letter")
ROWS: dict[str, list[Row]] = {
    # The register
    "office-leader": [at("designation", OFFICE), at("paused", OFFICE)],
    "office-leader-part": [
        at("designation", OFFICE, section=f"={part}") for part in ("days", "work", "learning", "years", "past")
    ],
    "office-leader-induction": [at("designation", OFFICE, item="induction")],
    **{
        f"office-leader-{page}": [at("designation", OFFICE)]
        for page in (*ASSURING, "days", "days-request", "contributions", "certificate")
    },
    **{f"office-leader-{page}": [at("designation", MANAGER)] for page in ("pause", "acceptance")},
    **{f"office-leader-{page}": [at("paused", MANAGER)] for page in ("return", "longer")},
    **{f"office-leader-{page}": [at("designation", OFFICE)] for page in ("days-change", "rules", "closed", "opening")},
    "office-removal-notice": [at("designation", MANAGER)],
    "office-removal": [at("removal", MANAGER)],
    "office-removal-act": [at("removal", MANAGER, verb="=drop")],
    "leader-removal": [at("removal", "other leader", known=MANAGER)],
    "leader-renewal": [at("renewal", "renewing", known=OFFICE)],
    "leader-renewal-beginning": [at("renewal", "renewing", known=OFFICE)],
    "leader-renewal-wish": [at("renewal", "renewing", known=OFFICE)],
    "office-renewal-wish": [at("renewal", MANAGER, known=OFFICE | {"renewing"})],
    "office-leader-condition": [at("designation", MANAGER, condition="condition", verb="=meet")],
    "leader-learning-note": [at("noted", "leader")],
    "office-leader-induction-certificate": [at("inducted", OFFICE)],
    "office-induction-step": [at("step", MANAGER)],
    "office-induction-removal": [at("step", MANAGER)],
    **{f"leader-induction{page}": [at("shown_item", "leader")] for page in ("", "-save", "-check")},
    "leader-induction-signing": [at("shown_item", OFFICE, "director", known=frozenset({"leader"}))],
    "leader-induction-file": [at("shown_item", OFFICE, "director", "leader", attachment="shown_file")],
    "office-leader-change": [at("designation", MANAGER)],
    "office-leader-change-act": [at("designation", MANAGER, act="=dismissal")],
    **{
        f"school-{page}": [at("designation", "home head", OFFICE, known=frozenset({"leader"}))]
        for page in ("thanks", "term-thanks")
    },
    "school-new-head": [at("new_head", "home head", OFFICE)],
    "school-assurance": [at("designation", "home head", known=OFFICE | {"leader"})],
    "office-leader-move": [at("designation", MANAGER, verb="=withdraw")],
    "office-area": [at("own_area", MANAGER)],
    "office-area-act": [at("own_area", MANAGER, act="=retirement")],
    **{
        f"school-{more}": [at("designation", "home head", known=OFFICE | {"leader"})]
        for more in (
            "release",
            "release-change",
            "release-new-head",
            "release-rules",
            "release-inspection",
            "release-closed",
            "release-opening",
            "leaders-of",
        )
    },
}
