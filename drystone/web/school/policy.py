"""Who may knock at the addresses of schools."""

from ..policy import Door

ASK = ("GET", "POST")

POLICY: dict[str, Door] = {
    "school-reference": Door(("referee",), purpose="reference"),
    "school-reference-application": Door(("referee",), purpose="reference"),
    "school-reference-section": Door(("referee",), ASK, purpose="reference"),
    "school-reference-save": Door(("referee",), ("POST",), purpose="reference"),
    "school-reference-refusal": Door(("referee",), ASK, purpose="reference"),
    "school-reference-wrong-person": Door(("referee",), ASK, purpose="reference"),
    "school-reference-copy": Door(("referee",), purpose="reference-copy"),
    "school-reference-paper": Door(("referee",), purpose="reference-copy"),
    "school-thanks": Door(("home approver", "office"), purpose="release"),
    "school-term-thanks": Door(("home approver", "office"), purpose="thanks"),
    "school-assurance": Door(("home approver",), ASK, purpose="assurance"),
    "school-new-head": Door(("home approver", "office"), ASK, purpose="new-head"),
    "school-leaders": Door(("home approver",), ASK),
    "school-leaders-of": Door(("home approver",), ASK, purpose="release"),
    "school-release": Door(("home approver",), ASK, purpose="release"),
    "school-release-change": Door(("home approver",), ASK, purpose="release"),
    "school-release-new-head": Door(("home approver",), ASK, purpose="release"),
    "school-release-rules": Door(("home approver",), ASK, purpose="release"),
    "school-release-closed": Door(("home approver",), ASK, purpose="release"),
    "school-release-opening": Door(("home approver",), ("POST",), purpose="release"),
    "school-statement": Door(("home finance", "office"), ASK, purpose="statement"),
    "school-statement-paper": Door(("home finance", "office"), purpose="statement"),
    "school-evaluation": Door(("receiving head", "asker"), purpose="deployment-evaluation"),
    "school-evaluation-check": Door(("receiving head", "asker"), ASK, purpose="deployment-evaluation"),
    "school-evaluation-given": Door(("office", "receiving head", "home approver")),
    "school-evaluation-save": Door(("receiving head", "asker"), ("POST",), purpose="deployment-evaluation"),
    "school-evaluation-section": Door(("receiving head", "asker"), ASK, purpose="deployment-evaluation"),
    "school-agreement": Door(("party", "office"), ASK, purpose="consent"),
    "school-agreement-copy": Door(("party", "office"), purpose="agreement"),
    "school-visit": Door(("leader", "receiving head", "supported person", "office"), purpose="visit"),
    "school-visit-assurance": Door(("leader", "receiving head", "supported person", "office"), purpose="visit"),
    "school-visit-calendar": Door(("leader", "receiving head", "supported person", "office"), purpose="visit"),
    "school-visit-cancellation": Door(("leader", "receiving head", "office"), ("POST",), purpose="visit"),
    "school-visit-record": Door(
        ("supported person", "receiving head", "leader", "office"), ASK, purpose="visit-record"
    ),
    "school-visit-evaluation": Door(("receiving head", "leader", "office"), purpose="visit-evaluation"),
    "school-enquiry": Door(("home approver", "leader", "office"), ASK, purpose="enquiry"),
    "school-request": Door(("asker", "receiving head", "office"), purpose="request"),
    "school-request-withdrawal": Door(("asker", "receiving head", "office"), ("POST",), purpose="request"),
    "school-choice": Door(("receiving head", "asker"), ASK, purpose="choice"),
}
