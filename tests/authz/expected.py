"""Who is to see what, written by hand from the table of the design: which record stands at an address, and for whom.

An address that names a record and has no line here fails the matrix. People are named by the part they play in an
alliance; what they may see of another alliance is what they are there, mostly nothing.
"""

from tests.authz import being, drafting, learning, lending, matching, planning, requesting, transferring, triaging

from .rows import BOARD, EVERYBODY, FINANCE, LEADERS, MANAGER, OFFICE, PANEL, QUALITY, SIGNED_IN, Row, at

# Addresses that name no record, by whom they are for.
PAGES: dict[frozenset[str], str] = {
    EVERYBODY: "public-home public-directory public-interest interest-leaving help privacy accessibility brand"
    " school-suggestions"
    " ask-for-support asked-for-support check-designation check-document"
    " account_login account_signup account_code account_code_again account_name account_logout account_inactive"
    " mfa_authenticate mfa_login_webauthn",
    SIGNED_IN: "home account account_email account_email_code account_reauthenticate account_disconnect"
    " account_sign_out_everywhere my-data my-data-file api:directory api:openapi-json api:schools api:tasks"
    " mfa_index mfa_activate_totp mfa_add_webauthn mfa_list_webauthn mfa_generate_recovery_codes mfa_reauthenticate"
    " mfa_reauthenticate_webauthn leader-home leader-profile leader-certificate leader-assurance leader-resignation"
    " leader-learning leader-learning-statement leader-induction-certificate leader-acceptance leader-declining"
    " leader-change leader-new-head school-leaders leader-four-years leader-four-years-paper",
    OFFICE: "office-home office-rounds office-leaders office-requests office-map office-deployments office-statements"
    " office-people office-person-new office-mail office-history"
    " office-data-requests office-interests office-interview-questions office-forms office-form office-areas"
    " office-transfers office-lendings",
    FINANCE: "office-handovers office-rates office-statements-prepare",
    MANAGER: "office-retention office-round-new office-letters office-letter office-letter-example office-policies"
    " office-policy office-areas-grouping office-induction office-induction-own office-arrival-new "
    + " ".join(drafting.PAGES),
    BOARD: "office-reports office-report",
    PANEL: "panel-home",
}
for who, names in (
    *learning.PAGES.items(),
    *matching.PAGES.items(),
    *planning.PAGES.items(),
    *requesting.PAGES.items(),
):
    PAGES[who] += f" {names}"
OWN = [
    "leader-resignation",
    "leader-acceptance",
    "leader-declining",
    "leader-change",
    "leader-new-head",
    "leader-conflicts",
    "leader-learning",
    "leader-learning-statement",
    "leader-four-years",
    "leader-four-years-paper",
]
# And where not everybody whom the policy lets in finds something of hers.
LISTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("leader-certificate", "leader-assurance"), frozenset({"leader"})),
    **learning.LISTS,
    "leader-induction-certificate": frozenset({"other leader"}),
    **dict.fromkeys(OWN, LEADERS),
}

SECTION = {"key": "=about_you"}
DECISION_PAGES = ("check", "letter", "release", "dropping", "holding", "letting-go")
GOING = ("leader", "helped head", "home head", OFFICE)
OBJECTS: dict[str, list[Row]] = {
    # Everybody's
    "round-page": [at("round", EVERYBODY), at("draft_round", OFFICE)],
    "round-dates": [at("round", EVERYBODY), at("draft_round", OFFICE)],
    "apply-eligibility": [at("round", EVERYBODY), at("draft_round", OFFICE)],
    "apply-start": [at("round", SIGNED_IN), at("draft_round", OFFICE)],
    # The applicant's own
    "apply-application": [at("application", "applicant"), at("told", "appellant"), at("draft", "drafter")],
    "apply-section": [at("draft", "drafter", **SECTION)],
    "apply-save": [at("draft", "drafter")],
    "apply-file": [at("told", "appellant", attachment="file")],
    "apply-check": [at("draft", "drafter")],
    "apply-reopening": [at("asked_application", "referred")],
    "apply-withdrawal": [at("asked_application", "referred")],
    "apply-evidence": [at("renewal_draft", "renewing")],
    "apply-evidence-removal": [at("renewal_draft", "renewing", piece="piece")],
    "apply-paper": [at("told", "appellant", paper="letter")],
    "apply-interview": [at("application", "applicant")],
    "apply-interview-rearrangement": [at("application", "applicant")],
    "apply-interview-wish": [at("application", "applicant")],
    "apply-interview-needs": [at("application", "applicant")],
    "apply-interview-file": [at("application", "applicant")],
    "apply-equality": [at("application", "applicant")],
    "apply-appeal": [at("told", "appellant")],
    "apply-reference-nudge": [at("asked_reference", "referred")],
    "apply-reference": [at("open_reference", "open applicant")],
    "apply-reference-referee": [at("declined_reference", "declined")],
    # A System Leader's own
    "leader-deployment": [at("deployment", "leader"), at("refused_deployment", "leader")],
    "leader-visit-plan": [at("going", "leader")],
    "leader-visit": [at("going_visit", "leader")],
    "leader-visit-move": [at("planned", "leader")],
    "leader-visit-cancel": [at("planned", "leader")],
    "leader-write-up-begin": [at("begun", "leader")],
    "leader-write-up-check": [at("begun", "leader")],
    "leader-write-up-save": [at("begun", "leader", document="=record")],
    "leader-write-up": [at("begun", "leader", document="=record", section="=visit")],
    "leader-addendum": [at("visit", "leader")],
    # The panel's
    "panel-names": [at("blind_round", PANEL)],
    "panel-answers": [at("round", "panel", "assessor"), at("blind_round", "panel")],
    "panel-answer": [at("blind_round", "panel", key="=expertise")],
    "panel-pack": [at("blind_round", "panel")],
    "panel-assessment": [at("scores_panel", "panel"), at("scored", "panel"), at("conflict")],
    "panel-assessment-file": [at("told_scores", "panel", attachment="file")],
    "panel-assessment-changed": [at("renewal_reading", "panel")],
    "panel-assessment-years": [at("renewal_reading", "panel")],
    "panel-assessment-letter": [at("told_scores", "panel", attachment="paper_file")],
    "panel-assessment-section": [at("scored", "panel", key="=scores")],
    "panel-assessment-save": [at("scored", "panel")],
    "panel-assessment-lock": [at("scored", "panel")],
    "panel-assessment-conflict": [at("scored", "panel")],
    "panel-interview": [at("interview", "panel", "panel head")],
    "panel-interview-section": [at("interview", "panel", "panel head", key="=answers")],
    "panel-interview-save": [at("interview", "panel", "panel head")],
    "panel-interview-marks": [at("interview", "panel", "panel head")],
    "panel-interview-agreement": [at("interview", "panel head")],
    "panel-interview-conflict": [at("interview", "panel", "panel head")],
    "panel-interview-letter": [at("interview", "panel", "panel head", attachment="second_file")],
    "panel-interview-file": [at("interview", "panel", "panel head")],
    # Schools and whoever acts by link
    "school-reference": [at("asked_reference", "referee")],
    "school-reference-application": [at("asked_reference", "referee")],
    "school-reference-section": [at("asked_reference", "referee", key="=support")],
    "school-reference-save": [at("asked_reference", "referee")],
    "school-reference-refusal": [at("asked_reference", "referee")],
    "school-reference-wrong-person": [at("asked_reference", "referee")],
    "school-reference-copy": [at("reference", "referee")],
    "school-reference-paper": [at("reference", "referee")],
    "school-statement": [at("statement", "home head", "home finance", OFFICE)],
    "school-statement-paper": [at("statement", "home head", "home finance", OFFICE)],
    "school-evaluation": [at("due", "receiving head"), at("review", "receiving head")],
    "school-evaluation-check": [at("due", "receiving head")],
    "school-evaluation-save": [at("due", "receiving head")],
    "school-evaluation-section": [at("due", "receiving head", section="=objectives")],
    "school-evaluation-given": [at("review", "receiving head", "home head", OFFICE)],
    "school-agreement": [
        at("asked_consent", "receiving head", OFFICE),
        at("question", "home head", OFFICE),
        at("refused", "home head", OFFICE),
        at("refused_other", "receiving head", OFFICE),
    ],
    "school-agreement-copy": [at("agreement", "receiving head", "home head", "leader", OFFICE)],
    "school-visit": [at("planned", *GOING)],
    "school-visit-calendar": [at("planned", *GOING)],
    "school-visit-assurance": [at("planned", "leader", "helped head", OFFICE, known=frozenset({"home head"}))],
    "school-visit-cancellation": [at("planned", *GOING)],
    "school-visit-record": [
        at("record", "helped", "receiving head", "leader", OFFICE),
        at("going_record", "helped head", "leader", OFFICE),
    ],
    "school-visit-evaluation": [
        at("evaluation", "receiving head", "leader", OFFICE),
        at("going_evaluation", "leader", OFFICE),
    ],
    "school-enquiry": [
        at("asked_enquiry", "home head", OFFICE),
        at("refused_enquiry", "home head", OFFICE),
        at("acted_on", "home head", OFFICE),
    ],
    "school-choice": [at("offered", "receiving head", OFFICE)],
    **requesting.ROWS,
    **being.ROWS,
    **learning.ROWS,
    **lending.ROWS,
    **matching.ROWS,
    **planning.ROWS,
    **transferring.ROWS,
    **triaging.ROWS,
    # The office's
    "office-round": [at("round", OFFICE), at("draft_round", OFFICE)],
    **{f"office-round-{on}": [at("round", MANAGER)] for on in ("edit", "questions")},
    "office-round-areas": [at("round", OFFICE)],
    "office-round-publication": [at("draft_round", MANAGER)],
    **{f"office-round-release{more}": [at("round", OFFICE)] for more in ("", "-time", "-withdrawal")},
    "office-round-letters": [at("round", OFFICE)],
    "office-sharing-out": [at("round", OFFICE)],
    "office-pack": [at("blind_round", OFFICE, person="blind_reader")],
    "office-scores": [at("round", OFFICE)],
    "office-line": [at("round", OFFICE)],
    "office-weights": [at("round", MANAGER)],
    "office-together": [at("round", OFFICE)],
    "office-circular": [at("round", OFFICE)],
    "office-round-list": [
        at("round", OFFICE, what=f"={what}", kind=f"={kind}")
        for what in ("applications", "references", "assessments", "answers")
        for kind in ("csv", "xlsx")
    ],
    "office-slots": [at("round", OFFICE)],
    "office-extension": [at("round", MANAGER)],
    "office-interest-removal": [at("interest", OFFICE)],
    "office-slot-removal": [at("slot", OFFICE)],
    "office-application": [at("application", OFFICE), at("draft", OFFICE)],
    "office-application-dossier": [at("application", OFFICE), at("told", OFFICE), at("asked_application", OFFICE)],
    "office-application-school": [at("declined_application", OFFICE)],
    "office-assessors": [at("application", OFFICE)],
    "office-moderation": [at("application", OFFICE)],
    "office-decision": [at("application", OFFICE)],
    "office-application-move": [at("read", OFFICE, noun="=ineligibility")],
    "office-application-press": [at("read", OFFICE, noun="=shortlisting")],
    "office-application-changed": [at("renewal_sent", OFFICE)],
    "office-application-file": [at("told", OFFICE, attachment="file")],
    "office-application-paper": [at("told", OFFICE, paper="letter")],
    "office-reference": [at("reference", OFFICE)],
    "office-reference-request": [at("asked_reference", OFFICE)],
    "office-reference-address": [at("asked_reference", OFFICE)],
    "office-reference-record": [at("asked_reference", OFFICE)],
    "office-reference-referee": [at("asked_reference", OFFICE)],
    "office-reference-refusal": [at("declined_reference", OFFICE)],
    "office-reference-file": [at("paper_reference", OFFICE, attachment="paper_file")],
    "office-panel": [at("interview", OFFICE)],
    **{f"office-interview-{on}": [at("interview", OFFICE)] for on in ("time", "rearrangement", "record", "absence")},
    "office-marks": [at("interview", OFFICE)],
    **{f"office-decision-{on}": [at("decision", OFFICE)] for on in DECISION_PAGES},
    "office-correction-new": [at("told", OFFICE)],
    **{f"office-correction{more}": [at("correction", OFFICE)] for more in ("", "-letter")},
    "office-correction-act": [at("correction", OFFICE, verb="=check")],
    **{f"office-appeal{more}": [at("appeal", MANAGER)] for more in ("", "-hearing")},
    "office-request": [at("request", OFFICE), at("submitted", OFFICE)],
    "office-request-accept": [at("submitted", OFFICE)],
    "office-candidates": [at("accepted", OFFICE)],
    "office-enquiries": [at("accepted", OFFICE)],
    "office-shortlist": [at("accepted", OFFICE)],
    "office-request-deployment": [at("chosen", OFFICE)],
    "office-request-move": [at("submitted", OFFICE, verb="=decline")],
    "office-enquiry-leader": [at("home_yes", OFFICE)],
    "office-enquiry-answer": [at("asked_enquiry", OFFICE)],
    "office-enquiry-reason": [at("refused_enquiry", OFFICE)],
    "office-enquiry-again": [at("refused_enquiry", OFFICE)],
    "office-enquiry-thanks": [at("asked_enquiry", OFFICE)],
    "office-late-answer": [at("late_answer", OFFICE)],
    "office-offer-off": [at("offer", OFFICE)],
    "office-choice-back": [at("choice", OFFICE)],
    "office-post": [at("post", OFFICE)],
    "office-deployment": [at("deployment", OFFICE), at("refused_deployment", OFFICE), at("open_deployment", OFFICE)],
    "office-agreement": [at("going", OFFICE)],
    "office-deployment-colleague": [at("going", OFFICE)],
    "office-deployment-finish": [at("going", OFFICE)],
    "office-deployment-end": [at("going", OFFICE, verb="=stop")],
    "office-visit-plan": [at("going", OFFICE)],
    **{f"office-visit-{verb}": [at("planned", OFFICE)] for verb in ("move", "cancel")},
    "office-consent": [at("asked_consent", OFFICE)],
    "office-consent-answer": [at("question", OFFICE)],
    "office-consent-reason": [at("refused", OFFICE)],
    "office-record-settle": [at("disputed", OFFICE)],
    "office-review-waive": [at("due", OFFICE)],
    "office-concern": [at("concern", QUALITY)],
    "office-concern-move": [at("concern", QUALITY, verb="=resolve")],
    "office-statement": [at("statement", OFFICE)],
    "office-statement-act": [at("statement", FINANCE, verb="=mark_paid")],
    "office-statement-note": [at("statement", FINANCE, verb="=mark_returned")],
    "office-due-line-credit": [at("due_line", FINANCE)],
    "office-handover": [at("handover", FINANCE)],
    "office-data-request": [at("data_request", OFFICE)],
    "office-message": [at("message", OFFICE)],
    "office-message-act": [at("message", OFFICE, name="=hold")],
}

# Addresses with a part that names no record of an alliance: what stands in it, for whoever the policy lets in.
PLAIN: dict[str, dict[str, str]] = {
    "interest-leaving": {"key": "no-key-that-was-ever-made"},
    "brand": {"digits": "0b5563"},
    "dev-mail-message": {"name": "none"},
    **{name: {"pk": "1"} for name in ("demo-sign-in", "mfa_remove_webauthn", "link-code", "link-not-me")},
    "openid_connect_login": {"provider_id": "organisation"},
    "openid_connect_callback": {"provider_id": "organisation"},
    "open-link": {"token": "no-token-that-was-ever-made"},
    "office-report": {"slug": "the-year-so-far"},
    "office-form": drafting.FORM,
    **drafting.PAGES,
    "office-policy": {"part": "selection"},
    **{f"office-letter{more}": {"outcome": "designate"} for more in ("", "-example")},
    "my-data-file": {"kind": "json"},
}

# Not asked here, with the reason; the tests of that room ask it.
ELSEWHERE: dict[str, str] = {
    "open-link": "test_links.py opens every kind of link",
    "link-code": "test_links.py",
    "link-not-me": "test_links.py",
    "openid_connect_login": "goes to another organisation's server; tests/people/test_organisation.py",
    "openid_connect_callback": "as above",
    "dev-mail": "the demonstration's; refused outside it",
    "dev-mail-message": "as above",
    "demo-people": "as above; tests/people/test_demonstration.py",
    "demo-sign-in": "as above",
    "components": "as above; tests/web/test_gallery.py",
    "api:api-root": "has no page for anybody",
    "healthz": "says no while no worker runs, as here; tests/jobs/test_health.py",
    "socialaccount_login_error": "refuses everybody: it says that signing in failed",
    "socialaccount_login_cancelled": "as above",
    "mfa_deactivate_totp": "needs an app of her own; tests/people/test_second_factor.py",
    "mfa_download_recovery_codes": "as above",
    "mfa_view_recovery_codes": "as above",
    "mfa_remove_webauthn": "needs a passkey of her own; tests/people/test_passkey.py",
}
