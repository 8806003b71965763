"""History in sentences: reading visit records, and concerns."""

QUALITY = {
    "raised": "raised {it}",
    "escalate": "took {it} to the directors",
    "resolve": "closed {it}",
    "deployment.concern.reopen": "opened {it} again",
    "deployment.concern.sorted": "said what {it} is about",
    "noted_concern": "wrote a note to {it}",
    "struck_out": "removed all words from {it}, which was about a child",
    "deployment.draw.drawn": "drew visit records to be read",
    "deployment.draw.shared_out": "shared visit records out among readers",
    "deployment.draw.feedback_released": "released what readers wrote for the leaders",
    "deployment.reading.start": "began {it}",
    "deployment.reading.give": "gave the sheet of {it}",
    "stand_back": "left {it} to somebody else",
    "deployment.readerfeedback.answered_feedback": "answered {it}",
}
