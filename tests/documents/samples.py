"""One full example of every kind of document, with invented people."""

from datetime import UTC, date, datetime

from drystone.documents.content import Agreement, Assurance, Certificate, Form, Letter, Letterhead, Record, Statement
from tests.documents.sample_charge import charge
from tests.documents.sample_dossier import dossier
from tests.documents.sample_induction import induction

AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
SWALEDALE: Letterhead = {
    "name": "Swaledale Alliance",
    "colour": "#0b5563",
    "address": ["Reeth Community School", "Silver Street", "Reeth, North Yorkshire"],
    "contact": "office@swaledale.example",
}

LETTER: Letter = {
    "alliance": SWALEDALE,
    "to": ["Ms Ann Peel", "Head of mathematics", "Grinton High School", "Grinton"],
    "subject": "Your application to become a System Leader",
    "greeting": "Dear Ann",
    "paragraphs": [
        "Thank you for your application and for the time you gave to the interview on Tuesday 17 November. "
        "The panel was struck by what your department has achieved with pupils who arrive behind in number, and by "
        "how carefully you have brought newer colleagues along with you.",
        "I am delighted to tell you that the Alliance designates you a System Leader in mathematics, for the "
        "primary and secondary phases. The designation runs for four years.",
        "You will hear from us about the induction day in January. Until then there is nothing you need to do. "
        "Your headteacher, Mrs Joan Alder, has agreed that you may be away from school for up to nine days a year.",
    ],
    "facts": [
        ("Designated as", "System Leader"),
        ("Areas of expertise", ["Mathematics", "Transition from primary to secondary"]),
        ("From", date(2026, 12, 1)),
        ("To", date(2030, 11, 30)),
        ("Release agreed", "9 days"),
    ],
    "after": "If anything changes, please tell us early: we would rather move a date than lose you.",
    "closing": "With warm congratulations",
    "signatory": {"name": "Ruth Calvert", "role": "Alliance manager"},
}

CERTIFICATE: Certificate = {
    "alliance": SWALEDALE,
    "holder": "Ann Peel",
    "school": "Grinton High School",
    "designated_as": "a System Leader of the Swaledale Alliance",
    "areas": ["Mathematics", "Transition from primary to secondary"],
    "phases": ["Primary", "Secondary"],
    "starts": date(2026, 12, 1),
    "ends": date(2030, 11, 30),
    "signatory": {"name": "Ruth Calvert", "role": "Alliance manager"},
}

FORM: Form = {
    "alliance": SWALEDALE,
    "intro": "The answers as Mrs Alder gave and signed them. Nobody can change them now.",
    "facts": [
        ("Applicant", "Ann Peel, head of mathematics"),
        ("Referee", "Joan Alder, headteacher, Grinton High School"),
        ("Given", datetime(2026, 10, 9, 15, 42, tzinfo=UTC)),
    ],
    "sections": [
        {
            "title": "Her work",
            "questions": [
                {"question": "How long have you known the applicant?", "answer": "Six years, five as her head."},
                {
                    "question": "What has she achieved beyond her own classroom?",
                    "answer": "She rebuilt the scheme of work for Years 7 to 9 with two neighbouring schools.\n\n"
                    "Results at the end of Year 9 rose in all three; the largest gain was not in ours, which tells "
                    "you how she works.",
                    "note": "26 words of at most 300",
                },
                {"question": "Which areas do you support?", "answer": ["Mathematics", "Transition"]},
                {"question": "Anything else?", "answer": None},
            ],
        },
        {
            "title": "Against the criteria",
            "questions": [
                {
                    "question": "How strongly does she meet each criterion?",
                    "answer": {
                        "columns": ["Criterion", "Rating", "Evidence"],
                        "rows": [
                            ["Leads others with tact", "Very strong", "Coached three heads of department"],
                            ["Knows what outstanding looks like", "Very strong", "External review, May 2026"],
                            ["Can be released", "Strong", "Nine days a year agreed with governors"],
                        ],
                    },
                },
                {"question": "May she be away for up to nine days a year?", "answer": True},
            ],
        },
    ],
    "signatures": [
        {
            "name": "Joan Alder",
            "role": "headteacher, Grinton High School",
            "at": datetime(2026, 10, 9, 14, 42, tzinfo=UTC),
            "statement": "I support this application and I give this reference in my own words.",
            "digest": "9b74c9897bac770ffc029102a200c5de5d3c0a9d4e0f3b8c7f0a4b7d2c1e6f58",
            "through": "by a link sent to head@grinton.example",
        }
    ],
}

AGREEMENT: Agreement = {
    "alliance": SWALEDALE,
    "facts": [
        ("System Leader", "Ann Peel, Grinton High School"),
        ("Receiving school", "Muker Primary School"),
        ("Colleague supported", "The mathematics lead"),
        ("Time", "4½ days"),
        ("From", date(2027, 1, 11)),
        ("To", date(2027, 4, 2)),
        ("Version", "2"),
    ],
    "objectives": [
        {"text": "Every class teaches fractions from the same sequence", "success": "Books seen together in March"},
        {"text": "The mathematics lead runs a staff meeting herself", "success": "She has run two by Easter"},
    ],
    "cost": [
        ("Charged to", "Muker Primary School, purchase order MPS-0417"),
        ("A day", "£300"),
        ("In all", "£1,350"),
        ("Reimbursed to", "Grinton High School, £300 a day"),
        ("VAT", "Exempt: education between schools"),
    ],
    "terms": [
        (
            "Ending",
            "Either school may end it at any time by telling the Alliance, and need give no reason.",
        ),
        ("When a visit is called off", "With less than two working days' notice it is charged as half of it."),
        ("Safeguarding", "A worry about a child goes to the safeguarding lead at once, never into a visit record."),
    ],
    "parties": [
        {
            "party": "Home approver",
            "name": "Joan Alder",
            "role": "headteacher, Grinton High School",
            "at": datetime(2026, 12, 14, 8, 12, tzinfo=UTC),
            "statement": "I agree to exactly these terms.",
            "digest": "4f8d3c2b1a09f8e7d6c5b4a3928170615f4e3d2c1b0a99887766554433221100",
            "through": "by a link sent to head@grinton.example",
        },
        {
            "party": "System Leader",
            "name": "Ann Peel",
            "role": "Grinton High School",
            "at": datetime(2026, 12, 14, 17, 0, tzinfo=UTC),
            "statement": "I agree to exactly these terms.",
            "digest": "4f8d3c2b1a09f8e7d6c5b4a3928170615f4e3d2c1b0a99887766554433221100",
        },
        {
            "party": "Receiving head",
            "name": "Tom Raw",
            "role": "headteacher, Muker Primary School",
            "at": datetime(2026, 12, 15, 12, 0, tzinfo=UTC),
            "statement": "I agree to exactly these terms.",
            "digest": "4f8d3c2b1a09f8e7d6c5b4a3928170615f4e3d2c1b0a99887766554433221100",
            "note": "Recorded for him by Ruth Calvert: by phone, 15 December.",
        },
        {"party": "Alliance", "name": "Ruth Calvert", "role": "Alliance manager", "state": "asked, not yet answered"},
    ],
}

STATEMENT: Statement = {
    "alliance": SWALEDALE,
    "to": ["Finance office", "Grinton High School", "Grinton"],
    "facts": [
        ("Statement", "17"),
        ("For work in", "January 2027"),
        ("Claim by", date(2027, 2, 26)),
        ("Purchase order", "SA-2027-031"),
    ],
    "lines": [
        {
            "day": "12 Jan 2027",
            "work": "Ann Peel, visit to Muker Primary School",
            "time": "½ day",
            "rate": "£300",
            "amount": "£150",
        },
        {
            "day": "19 Jan 2027",
            "work": "Ann Peel, visit to Muker Primary School",
            "time": "1 day",
            "rate": "£300",
            "amount": "£300",
        },
        {
            "day": "21 Jan 2027",
            "work": "Joan Alder, facilitating the mathematics development group",
            "time": "1 day",
            "rate": "£400",
            "amount": "£400",
        },
        {
            "day": "12 Jan 2027",
            "work": "Credit: the visit of Tuesday 12 January was cut short",
            "time": "−½ day",
            "rate": "£300",
            "amount": "−£150",
        },
    ],
    "time": "2 days",
    "total": "£700",
    "claim": "Your school may claim £700 for 2 days. Please confirm, or tell us what is wrong.",
    "vat_note": "No VAT is charged on this supply. The Alliance gives no tax advice; please ask your own adviser.",
    "signatures": [
        {
            "name": "Sal Metcalfe",
            "role": "finance contact, Grinton High School",
            "at": datetime(2027, 2, 3, 10, 30, tzinfo=UTC),
            "statement": "I confirm that this statement is right.",
        }
    ],
}

RECORD: Record = {
    "alliance": SWALEDALE,
    "facts": [
        ("Visit", "2 of 5"),
        ("When", [date(2027, 1, 19), "9am to 3pm"]),
        ("Where", "Muker Primary School"),
        ("System Leader", "Ann Peel"),
        ("Colleague supported", "Kit Harker, mathematics lead"),
    ],
    "sections": [
        {"title": "What we did", "text": "Read six books from each class, then planned the next three weeks."},
        {
            "title": "What we saw",
            "text": "Years 3 and 4 use the same pictures for fractions; Year 5 does not yet.\n\n"
            "Kit already knows what to change and has a colleague who will try it first.",
        },
    ],
    "objectives": [
        {"text": "Every class teaches fractions from the same sequence", "progress": "Two of three classes"},
        {"text": "The mathematics lead runs a staff meeting herself", "progress": "Planned for Wednesday 3 February"},
    ],
    "actions": [
        {"what": "Draft the staff meeting and send it to Ann", "who": "Kit Harker", "by": date(2027, 1, 29)},
        {"what": "Lend the fraction walls", "who": "Ann Peel", "by": None},
    ],
    "signatures": [
        {"name": "Ann Peel", "role": "System Leader", "at": datetime(2027, 1, 20, 19, 4, tzinfo=UTC)},
        {
            "name": "Kit Harker",
            "role": "mathematics lead",
            "at": datetime(2027, 1, 21, 8, 15, tzinfo=UTC),
            "statement": "This is how it was.",
        },
    ],
    "addenda": [
        {"at": datetime(2027, 1, 25, 16, 0, tzinfo=UTC), "name": "Ann Peel", "text": "The fraction walls went today."}
    ],
}

ASSURANCE: Assurance = {
    "alliance": {**SWALEDALE, "name": "Grinton High School", "address": ["Grinton", "North Yorkshire"]},
    "to": ["The headteacher", "Muker Primary School", "Muker"],
    "subject": "Letter of assurance for Ann Peel",
    "paragraphs": "Ann Peel works for us and will visit you as a System Leader of the Swaledale Alliance. "
    "This school has made the checks that the law asks of an employer. "
    "You need not, and should not, ask to see her certificate.",
    "visitor": [
        ("Name", "Ann Peel"),
        ("Post", "Head of mathematics, Grinton High School"),
        ("First visit", date(2027, 1, 12)),
    ],
    "checks": [
        {"check": "Enhanced check with the children's barred list", "confirmed": True, "on": date(2026, 9, 3)},
        {"check": "Right to work in the United Kingdom", "confirmed": True, "on": date(2026, 9, 3)},
        {"check": "Qualifications", "confirmed": True},
    ],
    "valid_until": date(2027, 9, 2),
    "reminders": [
        "Please look at a photograph that proves who she is.",
        "Please tell her who your designated safeguarding lead is, and show her the fire exits.",
    ],
    "signatory": {"name": "Joan Alder", "role": "Headteacher, Grinton High School"},
}

SAMPLES = {
    "induction": ("Certificate of induction of Ann Peel", induction(SWALEDALE)),
    "letter": ("Decision letter", LETTER),
    "letters": ("Letters of Spring 2027, drafts", {"alliance": SWALEDALE, "draft": True, "letters": [LETTER] * 2}),
    "certificate": ("Certificate of designation", CERTIFICATE),
    "form": ("Headteacher's reference for Ann Peel", FORM),
    "dossier": ("Application of Ann Peel", dossier(SWALEDALE, FORM["sections"])),
    "agreement": ("Agreement for a deployment at Muker Primary School", AGREEMENT),
    "statement": ("Statement for January 2027", STATEMENT),
    "charge": ("Charge schedule 7: January 2027", charge(SWALEDALE)),
    "record": ("Visit record, Tuesday 19 January 2027", RECORD),
    "assurance": ("Letter of assurance", ASSURANCE),
}
