"""Who is to see what, written by hand from the table of the design: which record stands at an address, and for whom.

An address that names a record and has no line here fails the matrix. People are named by the part they play in an
alliance; what they may see of another alliance is what they are there, mostly nothing.
"""

from tests.authz import (
    applying,
    assuring,
    being,
    confiding,
    drafting,
    funding,
    learning,
    lending,
    matching,
    naming,
    owing,
    planning,
    referring,
    requesting,
    reviewing,
    showing,
    transferring,
    triaging,
    visiting,
    working,
    writing_up,
)

from .rows import BOARD, EVERYBODY, FINANCE, LEADERS, MANAGER, OFFICE, PANEL, SIGNED_IN, Row, at

# Addresses that name no record, by whom they are for.
PAGES: dict[frozenset[str], str] = {
    EVERYBODY: "public-home public-directory public-interest interest-leaving help privacy accessibility brand"
    " school-suggestions"
    " leader-offline leader-offline-worker ask-for-support asked-for-support check-designation check-document"
    " account_login account_signup account_code account_code_again account_name account_logout account_inactive"
    " mfa_authenticate mfa_login_webauthn",
    SIGNED_IN: "home account account_email account_email_code account_reauthenticate account_disconnect"
    " account_sign_out_everywhere my-data my-data-file api:directory api:openapi-json api:schools api:tasks"
    " my-calendar"
    " mfa_index mfa_activate_totp mfa_add_webauthn mfa_list_webauthn mfa_generate_recovery_codes mfa_reauthenticate"
    " mfa_reauthenticate_webauthn leader-home leader-profile leader-certificate leader-assurance leader-resignation"
    " leader-learning leader-learning-statement leader-induction-certificate leader-acceptance leader-declining"
    " leader-change leader-new-head leader-offline-key school-leaders leader-four-years leader-four-years-paper",
    OFFICE: "office-home office-rounds office-leaders office-requests office-map office-deployments office-statements"
    " office-charges"
    " office-coherence office-people office-person-new office-mail office-history"
    " office-data-requests office-interests office-interview-questions office-forms office-form office-areas"
    " office-transfers office-lendings",
    FINANCE: "office-handovers office-rates office-statements-prepare office-charges-prepare"
    " office-checks"
    " office-answers office-batches office-reconciliation office-layouts office-handover-new office-layout-new",
    MANAGER: "office-retention office-round-new office-letters office-letter office-letter-example office-policies"
    " office-policy office-cancellation office-standard-terms office-areas-grouping office-induction"
    " office-induction-own office-arrival-new " + " ".join(drafting.PAGES),
    BOARD: "office-reports office-report",
    PANEL: "panel-home",
}
WORLDS = (
    assuring, being, confiding, funding, learning, lending, matching, naming, owing, planning, referring,
    requesting, reviewing, showing, transferring, triaging, visiting, working, writing_up,
)  # fmt: skip
for who, names in (page for part in WORLDS for page in getattr(part, "PAGES", {}).items()):
    PAGES[who] = f"{PAGES.get(who, '')} {names}"
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

DECISION_PAGES = ("check", "letter", "release", "dropping", "holding", "letting-go")
OBJECTS: dict[str, list[Row]] = {
    # Everybody's
    "round-page": [at("round", EVERYBODY), at("draft_round", OFFICE)],
    "round-dates": [at("round", EVERYBODY), at("draft_round", OFFICE)],
    **applying.ROWS,
    # A System Leader's own
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
    "school-statement": [at("statement", "home head", "home finance", OFFICE)],
    "school-statement-paper": [at("statement", "home head", "home finance", OFFICE)],
    "school-agreement": [
        at("asked_consent", "receiving head", OFFICE),
        at("question", "home head", OFFICE),
        at("refused", "home head", OFFICE),
        at("refused_other", "receiving head", OFFICE),
    ],
    "school-agreement-signed": [
        at("asked_consent", "receiving head", OFFICE),
        at("question", "home head", OFFICE),
        at("refused", "home head", OFFICE),
        at("refused_other", "receiving head", OFFICE),
    ],
    "school-agreement-copy": [at("agreement", "receiving head", "home head", "leader", OFFICE)],
    "school-enquiry": [
        at("asked_enquiry", "home head", OFFICE),
        at("refused_enquiry", "home head", OFFICE),
        at("acted_on", "home head", OFFICE),
    ],
    "school-choice": [at("offered", "receiving head", OFFICE)],
    **{name: rows for part in WORLDS for name, rows in part.ROWS.items()},
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
    "office-statement": [at("statement", OFFICE)],
    "office-statement-act": [at("statement", FINANCE, verb="=approve")],
    "office-statement-note": [at("statement", FINANCE, verb="=mark_returned")],
    "office-check": [at("check", FINANCE)],
    "office-check-in-order": [at("check", FINANCE)],
    "office-check-finding": [at("check", FINANCE)],
    "office-check-taking-back": [at("check", FINANCE)],
    "office-check-file": [at("check_file", FINANCE)],
    "office-check-draw": [at("check_draw", FINANCE)],
    "office-statement-check": [at("statement", FINANCE)],
    "school-check": [at("check", "home head", "home finance", FINANCE)],
    "school-check-file-new": [at("check", "home head", "home finance", FINANCE)],
    "school-check-file": [at("check", "home head", "home finance", FINANCE, piece="check_file")],
    "school-check-file-removal": [at("check", "home head", "home finance", FINANCE, piece="check_file")],
    "office-batch": [at("batch", FINANCE)],
    "office-batch-stop": [at("batch", FINANCE)],
    "office-charge": [at("charge", OFFICE)],
    "office-charge-act": [at("charge", FINANCE, verb="=mark_paid")],
    "office-charge-return": [at("charge", FINANCE)],
    "school-charge": [at("charge", "receiving head", OFFICE)],
    "school-charge-table": [at("charge", "receiving head", OFFICE, kind="=csv")],
    "school-statement-table": [at("statement", "home head", "home finance", OFFICE, kind="=xlsx")],
    "school-charge-paper": [at("charge", "receiving head", OFFICE)],
    "office-due-line-correct": [at("due_line", FINANCE)],
    "office-due-line-credit": [at("due_line", FINANCE)],
    "school-handover": [at("handover", FINANCE)],
    **{f"office-handover{more}": [at("handover", FINANCE)] for more in ("", "-link", "-folder")},
    "office-layout": [at("layout", FINANCE)],
    "office-answer-file": [at("answer_file", FINANCE)],
    "office-data-request": [at("data_request", OFFICE)],
    "office-message": [at("message", OFFICE)],
    "office-message-act": [at("message", OFFICE, name="=hold")],
}

# Addresses with a part that names no record of an alliance: what stands in it, for whoever the policy lets in.
PLAIN: dict[str, dict[str, str]] = {
    "calendar-feed": {"key": "no-key-that-was-ever-made"},
    "interest-leaving": {"key": "no-key-that-was-ever-made"},
    "brand": {"digits": "0b5563"},
    "dev-mail-message": {"name": "none"},
    **{name: {"pk": "1"} for name in ("demo-sign-in", "mfa_remove_webauthn", "link-code", "link-not-me")},
    "openid_connect_login": {"provider_id": "organisation"},
    "openid_connect_callback": {"provider_id": "organisation"},
    "open-link": {"token": "no-token-that-was-ever-made"},
    "link-again": {"token": "no-token-that-was-ever-made"},
    "office-report": {"slug": "the-year-so-far"},
    "office-form": drafting.FORM,
    **drafting.PAGES,
    "office-policy": {"part": "selection"},
    **{f"office-letter{more}": {"outcome": "designate"} for more in ("", "-example")},
    "my-data-file": {"kind": "json"},
    **{name: {"of": "statements"} for name in ("office-handover-new", "office-layout-new")},
}

# Not asked here, with the reason; the tests of that room ask it.
ELSEWHERE: dict[str, str] = {
    "open-link": "test_links.py opens every kind of link",
    "link-again": "tests/people/test_renewing_a_link.py",
    "link-code": "test_links.py",
    "link-not-me": "test_links.py",
    "calendar-feed": "opens by its secret alone; tests/people/test_own_calendar.py",
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
