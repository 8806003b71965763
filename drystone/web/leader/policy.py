"""Who may knock at the addresses of System Leaders."""

from ..policy import Door

ASK = ("GET", "POST")
LEADER = ("leader",)
GROUP = ("leader", "office")

POLICY: dict[str, Door] = {
    "leader-profile": Door(LEADER, ASK),
    "leader-certificate": Door(LEADER),
    "leader-assurance": Door(LEADER),
    "leader-change": Door(LEADER, ASK),
    "leader-acceptance": Door(LEADER, ASK),
    "leader-declining": Door(LEADER, ASK),
    "leader-resignation": Door(LEADER, ASK),
    "leader-learning": Door(LEADER, ASK),
    "leader-learning-statement": Door(LEADER),
    "leader-learning-note": Door(LEADER, ("POST",)),
    "leader-induction-certificate": Door(LEADER),
    "leader-induction": Door(LEADER, ASK),
    "leader-induction-save": Door(LEADER, ("POST",)),
    "leader-induction-check": Door(LEADER, ASK),
    "leader-induction-signing": Door(("signer", "office"), ASK),
    "leader-induction-file": Door(("leader", "signer", "office")),
    "leader-removal": Door(LEADER, ASK),
    "leader-home": Door(LEADER),
    "leader-resources": Door(GROUP),
    "leader-resource-new": Door(GROUP, ASK),
    "leader-resource-opening": Door(GROUP, ("POST",)),
    "leader-resource-removal": Door(GROUP, ("POST",)),
    "leader-need": Door(GROUP, ASK),
    "leader-groups": Door(LEADER),
    "leader-group": Door(GROUP, purpose="group"),
    "leader-group-members": Door(GROUP, ASK),
    "leader-group-member": Door(GROUP, ("POST",)),
    "leader-group-description": Door(GROUP, ASK),
    "leader-group-meetings": Door(GROUP, ASK),
    "leader-group-series": Door(GROUP, ASK),
    "leader-meeting-change": Door(GROUP, ASK, purpose="meeting"),
    "leader-meeting-guests": Door(GROUP, ASK, purpose="meeting"),
    "leader-meeting-place": Door(GROUP, ("POST",), purpose="meeting"),
    "leader-meeting-papers": Door(GROUP, ASK, purpose="meeting"),
    "leader-meeting-paper": Door(GROUP, purpose="meeting"),
    "leader-meeting-paper-removal": Door(GROUP, ("POST",), purpose="meeting"),
    "leader-meeting": Door(GROUP, purpose="meeting"),
    **{
        f"leader-meeting-{page}": Door(GROUP, ASK, purpose="meeting")
        for page in ("register", "correction", "notes", "actions")
    },
    "leader-meeting-action": Door(GROUP, ("POST",), purpose="meeting"),
    "leader-meeting-feedback": Door(GROUP, ("POST",), purpose="meeting"),
    "leader-feedback": Door(LEADER, purpose="feedback"),
    "leader-feedback-section": Door(LEADER, ASK, purpose="feedback"),
    "leader-feedback-save": Door(LEADER, ("POST",), purpose="feedback"),
    "leader-feedback-check": Door(LEADER, ASK, purpose="feedback"),
    "leader-meeting-calendar": Door(GROUP, purpose="meeting"),
    "leader-meeting-cancellation": Door(GROUP, ASK, purpose="meeting"),
    "leader-deployment": Door(LEADER),
    "leader-visit-plan": Door(LEADER, ASK),
    "leader-visit": Door(LEADER),
    "leader-visit-move": Door(LEADER, ASK),
    "leader-visit-cancel": Door(LEADER, ASK),
    "leader-write-up-begin": Door(LEADER, ("POST",)),
    "leader-write-up-check": Door(LEADER, ASK),
    "leader-write-up-save": Door(LEADER, ("POST",)),
    "leader-write-up": Door(LEADER, ASK),
    "leader-addendum": Door(LEADER, ASK),
}
