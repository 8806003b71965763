"""The policies of an alliance in plain words: the parts in which the office reads them, and what follows from each."""

from dataclasses import dataclass

YES = [("yes", "Yes"), ("no", "No")]


@dataclass(frozen=True)
class Said:
    """What follows from a policy."""

    follows: str = ""
    is_choice: bool = False


@dataclass(frozen=True)
class Part:
    name: str
    policies: dict[str, Said]


PARTS = {
    "office": Part(
        "The office",
        {
            "legal_body": Said("Stands on the privacy page as who decides about personal data, and below every page."),
            "contact_name": Said("Signs letters and certificates from now on, and stands on the public pages."),
            "contact_email": Said("Answers to our e-mails arrive here. It stands on public pages and in letters."),
            "contact_phone": Said("Stands on the public pages and wherever somebody may want to ring."),
            "colour": Said("# and six digits, such as #0b5563. It is darkened where it could not be read."),
        },
    ),
    "selection": Part(
        "Becoming a System Leader",
        {
            "designation_years": Said(
                "How long a designation lasts that is made from now on. Those there are keep their last day."
            ),
            "acceptance_working_days": Said(
                "By when whoever is designated from now on is asked to accept. A day that somebody was told stays."
            ),
            "appeal_working_days": Said(
                "For decisions released from now on. Where a letter has gone, what it says stays."
            ),
            "pause_stops_clock": Said(
                "Yes: the days of a pause that is set from now on are added to the designation. No: it runs on.",
                is_choice=True,
            ),
            "assurance_months": Said("For letters of assurance recorded from now on. Those there are keep their end."),
        },
    ),
    "support": Part(
        "Finding support",
        {
            "enquiry_working_days": Said(
                "Who may release a leader, and the leader, have so long to answer; 6pm of the last day. Those asked "
                "already keep their day."
            ),
            "offers_without_names": Said(
                "Yes: a school chooses by area, phase, distance and your sentence, and reads name and home school "
                "when it has chosen. No: it reads them at once. What has been offered stays as it was.",
                is_choice=True,
            ),
            "first_answer_working_days": Said(
                "Promised on the public pages and in the message to whoever asks. Requests sent before keep their day."
            ),
            "match_working_days": Said(
                "From the day a request is accepted until the school has somebody to choose. Nothing is sent when the "
                "day passes; your list of requests says so before."
            ),
            "contact_days": Said("From the school's choice until the leader has been in touch, holidays included."),
            "members_first": Said(
                "Yes: a request from a member of the Alliance counts for more. No: members and others count alike.",
                is_choice=True,
            ),
            "reach_miles": Said("Leaders who are further away from the school than this are not proposed."),
            "concurrent_deployments": Said("Whoever has this many under way is not proposed for another one."),
            "lends": Said(
                "Yes: other alliances on this installation may ask whom you could lend for one of their requests. "
                "They see none of your System Leaders but whom you propose.",
                is_choice=True,
            ),
            "lends_to": Said("Tick those that may ask. None ticked: all of them."),
            "same_trust_is_conflict": Said(
                "Yes: nobody reads an application from their own trust or is proposed to a school of it.",
                is_choice=True,
            ),
            "former_post_years": Said(
                "Whoever worked at a school is not proposed to it for so many years. 0: as soon as they have left."
            ),
        },
    ),
    "matching": Part(
        "What counts in a match",
        {
            "fit_counts": Said("How deep the expertise is, and whether the leader knows the phase."),
            "distance_counts": Said("The nearer, the better, within the miles that a leader is sent."),
            "fairness_counts": Said("Whoever has given most of their days already is proposed later."),
            "continuity_counts": Said("Whoever has helped the school before is proposed sooner."),
            "variety_counts": Said("A kind of school that is new to the leader; and who was not deployed lately."),
            "likeness_counts": Said("Two schools of one size, and with as many free meals, are alike."),
        },
    ),
    "groups": Part(
        "Learning together",
        {
            "attendance_per_cent": Said(
                "Whoever came less often this school year is marked on the page of the group, for those who lead it. "
                "Nothing else follows. 0: nobody is marked."
            ),
        },
    ),
    "visits": Part(
        "Visits and payment",
        {
            "visit_record_working_days": Said("After these the leader is reminded, of visits before today too."),
            "dispute_working_days": Said(
                "A visit whose record nobody disputes within these becomes due for payment, also where the record was "
                "sent before."
            ),
            "money_days": Said(
                "Money that a home school waits for longer is shown as late, the latest first, under Days until "
                "money. Nothing is sent."
            ),
            "half_termly": Said(
                "Yes: a statement, or a charge schedule, is of one of the six half-terms of the school year, as your "
                "terms say. No: of a month. Those there are stay; what is on none yet goes onto the next.",
                is_choice=True,
            ),
            "default_flow": Said(
                "Filled in when an agreement is drawn up, where you may choose otherwise. Agreements there are keep "
                "theirs."
            ),
            "payee_waiting_days": Said(
                "A change of who is paid waits for so many whole working days after a second person confirmed it, "
                "while whoever was paid until then can stop it. Changes that wait already keep their day."
            ),
            "home_heads_told_of_visits": Said(
                "Yes: whoever may release a leader gets the date of each visit, too, and hears when it moves. No: "
                "they see the days on their own page.",
                is_choice=True,
            ),
            "home_heads_read_records_since": Said(
                "Yes: headteachers of leaders read the records sent from now on, and leaders see so while they write. "
                "No: they read none, not even those sent before.",
                is_choice=True,
            ),
            "home_heads_read_evaluations_since": Said(
                "Yes: headteachers of leaders read the evaluations given from now on. No: they read none.",
                is_choice=True,
            ),
        },
    ),
    "quality": Part(
        "Quality",
        {
            "sample_per_cent": Said(
                "So many visit records of a term are proposed to be read, drawn by chance, from the next draw on. You "
                "may choose another number at each draw. 0: none by chance."
            ),
            "sample_late_days": Said(
                "A record that was sent more working days after its last day than this is read in any case, as is one "
                "that is disputed, where an objective is red, or whose leader recommends to pause or to finish."
            ),
            "concern_note_days": Said(
                "Those who read an open concern are reminded when nobody has noted anything to it for so long, and "
                "after as many days again. 0: nobody is reminded."
            ),
        },
    ),
    "reviews": Part(
        "Reviews and evaluation",
        {
            "midpoint_from_half_days": Said(
                "School and leader are asked half-way whether it is working, where so many half-days or more were "
                "agreed. 0: nobody is asked."
            ),
            "home_heads_get_evaluations": Said(
                "Yes: the headteacher of the leader is sent the evaluation at the end, and schools see so while they "
                "write it. What was given before stays with whom it was given to.",
                is_choice=True,
            ),
            "follow_up_months": Said(
                "So long after the last visit the school is asked what has lasted: five questions. None ticked: never."
            ),
        },
    ),
}
