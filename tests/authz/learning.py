"""Learning together: the addresses of groups and their meetings, and who sees what stands there."""

from .rows import BOARD, EVERYBODY, GROUPED, LEADERS, OFFICE, PANEL, SIGNED_IN, Row, at

PAGES = {
    SIGNED_IN: "leader-training leader-groups leader-need leader-resources leader-resource-new",
    OFFICE: "office-groups office-group-start office-needs office-need-map office-projects office-project-new",
}
HEADS = frozenset({"home head", "receiving head", "helped head", "panel head", "other panel", "referee", "poacher"})
POSTS = LEADERS | BOARD | HEADS | PANEL | {"home finance", "commissioner"}
LISTS = {"leader-training": LEADERS, "leader-need": LEADERS | OFFICE | HEADS, "leader-resource-new": LEADERS | OFFICE}
# Farah, the other leader, belongs to the group; Tom runs it.
MEMBERS = frozenset({"other leader"})
ROWS: dict[str, list[Row]] = {
    "leader-group": [at("group", GROUPED, OFFICE)],
    **{f"leader-group-{page}": [at("group", "leader", OFFICE, known=MEMBERS)] for page in ("members", "description")},
    "leader-group-meetings": [at("group", "leader", OFFICE, known=MEMBERS)],
    "leader-group-member": [at("group", "leader", OFFICE, known=MEMBERS, member="member")],
    "meeting-sign-up": [at("open_meeting", EVERYBODY)],
    "leader-group-series": [at("group", "leader", OFFICE, known=MEMBERS)],
    **{
        f"leader-meeting-{page}": [at("meeting", "leader", OFFICE, known=MEMBERS)]
        for page in ("change", "guests", "papers", "cancellation", "register", "notes", "actions")
    },
    "leader-meeting-paper": [at("meeting", GROUPED, OFFICE, paper="paper")],
    "leader-meeting-paper-removal": [at("meeting", "leader", OFFICE, known=MEMBERS, paper="paper")],
    "leader-meeting-place": [at("meeting", "leader", OFFICE, known=MEMBERS, signed="guest")],
    "leader-meeting-correction": [at("held", "leader", OFFICE, known=MEMBERS)],
    "leader-meeting-feedback": [at("held", "leader", OFFICE, known=MEMBERS)],
    "leader-meeting-action": [at("meeting", "leader", OFFICE, known=MEMBERS, action="action")],
    **{f"leader-feedback{page}": [at("feedback", "other leader")] for page in ("", "-save", "-check")},
    "leader-feedback-section": [at("feedback", "other leader", section="=feedback")],
    "leader-meeting": [at("meeting", GROUPED, OFFICE)],
    "leader-meeting-apologies": [at("meeting", GROUPED, known=OFFICE)],
    "leader-meeting-booking": [at("session", LEADERS, known=OFFICE)],
    "leader-meeting-coming": [at("meeting", GROUPED, OFFICE)],
    "leader-meeting-calendar": [at("meeting", GROUPED, OFFICE)],
    "office-need": [at("need", OFFICE)],
    "office-need-move": [at("need", OFFICE, verb="=meet")],
    "office-project": [at("project", OFFICE)],
    "leader-resource-opening": [at("resource", POSTS)],
    "leader-resource-removal": [at("resource", "leader", OFFICE, known=POSTS)],
    "office-group-end": [at("group", OFFICE)],
}
