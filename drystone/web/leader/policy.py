"""Who may knock at the addresses of System Leaders."""

from ..policy import Door

ASK = ("GET", "POST")
LEADER = ("leader",)

POLICY: dict[str, Door] = {
    "leader-profile": Door(LEADER, ASK),
    "leader-certificate": Door(LEADER),
    "leader-acceptance": Door(LEADER, ASK),
    "leader-declining": Door(LEADER, ASK),
    "leader-resignation": Door(LEADER, ASK),
    "leader-home": Door(LEADER),
    "leader-meeting": Door(("leader", "office"), ASK, purpose="meeting"),
    "leader-meeting-calendar": Door(("leader", "office"), purpose="meeting"),
    "leader-meeting-cancellation": Door(("leader", "office"), ASK, purpose="meeting"),
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
