"""The tone in which a state is shown. The words always say it; colour only helps to find it again."""

STATES = {
    "rest": """
        draft planned noted replaced merged superseded transferred expired not_needed ended lapsed set_aside
    """,
    "wait": """
        asked seen started submitted scoping waiting offered proposed agreeing evaluation_due due sent question
        change_proposed assigned prepared pending to_come paused queried booked open on_a_statement queued notice
        appealed answered
    """,
    "now": """
        shortlisted interviewed read accepted agreed under_way active scored checked confirmed published chosen
        approved exported issued grouped planning running in_effect shown
    """,
    "good": """
        coming done given held met closed decided released designated paid locked yes in_order resolved upheld ready
        fetched laid
    """,
    "stop": """
        declined refused withdrawn cancelled missed not_met disputed stopped_early no not_now returned bounced
        escalated
        conflict conflict_declared wrong_person ineligible not_shortlisted closed_unmet dismissed dropped handed_over
        called_off stood_down stood_back not_chosen redirected unsuccessful removed resigned failed reversed stopped
        taken_back
    """,
}
TONES: dict[str, str] = {state: tone for tone, states in STATES.items() for state in states.split()}


def tone_of(state: str) -> str:
    return TONES.get(state, "rest")
