"""History in sentences, of those who move: to another alliance, to another school, in or out of a headship."""

MOVES: dict[str, str] = {
    "reported_head": "said that there is a new headteacher",
    "confirmed_head": "confirmed the new headteacher",
    "dismissed_head": "laid aside what was said about a new headteacher",
    "call_off": "called {it} off",
    "complete": "saw {it} happen",
    "transfer_started": "asked whether the leader would go over to another alliance",
    "transfer_proposed": "brought the proposal of another alliance",
    "selection.departure.agree": "recorded that the leader agrees to the transfer",
    "selection.departure.refuse": "recorded that the leader would rather stay",
    "selection.departure.accept": "recorded that the other alliance accepts",
    "selection.departure.decline": "recorded that the other alliance declines",
    "selection.departure.call_off": "called the transfer off",
    "selection.departure.complete": "saw the transfer happen",
    "selection.arrival.prepare": "prepared the transfer",
    "selection.arrival.confirm": "looked at the transfer as the second person, and accepted",
    "selection.arrival.decline": "declined the transfer",
    "selection.arrival.withdraw": "was told that the transfer was called off",
    "selection.arrival.complete": "saw the transfer happen",
}
