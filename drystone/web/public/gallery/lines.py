"""The line that makes each part, by group; the page renders exactly these."""

GROUPS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "Where things stand",
        [
            (
                "Whom a record waits for",
                '{% waiting "Ann Peel" at="Reeth Primary" since=asked then="A reminder goes on Friday."'
                ' instead="Record an answer for them" url="#record" %}',
            ),
            (
                "A state",
                '{% tag "Active" "now" %} {% tag "Waiting" "wait" %} {% tag "Given" "good" %}'
                ' {% tag "Declined" "stop" %} {% tag "Draft" %}',
            ),
            ("A deadline", '{% deadline closes "Applications close" %}'),
            ("Days used", '{% days_meter "Release budget, this term" 3 10 %}'),
            ("Used and promised", '{% days_meter "Release budget, this term" 5 10 2 %}'),
            ("Too many days used", '{% days_meter "Release budget, last term" 7 6 %}'),
            ("Every party and their answer", "{% parties people %}"),
            ("What happened", "{% timeline events %}"),
        ],
    ),
    (
        "Things to do",
        [
            ("Buttons of a record", "{% actions buttons %}"),
            ("One button", '{% govuk "button" text="Start now" isStartButton=True href="#start" %}'),
            ("Tasks", "{% task_list tasks %}"),
            ("A link to pass on", '{% copyable "https://drystone.example/l/7Hq2" "Link to this round" %}'),
        ],
    ),
    (
        "Lists and facts",
        [
            ("A table that can be sorted", "{% table leaders %}"),
            ("A table with nothing in it", "{% table nobody %}"),
            ("More of a list", "{% pager middle %}"),
            ("Names and values", "{% summary facts %}"),
            (
                "Where a list would stand",
                '{% empty "Nothing waits for you" "New requests appear here." "All requests" "#all" %}',
            ),
        ],
    ),
    ("Figures", [("Bars with their table", "{% bar_chart chart %}")]),
    (
        "Notices",
        [
            (
                "Who will read it",
                '{% readers "Ann Peel, your headteacher" "The office" never="the school that asked" %}',
            ),
            ("An aside", '{% govuk "inset-text" text="Days are counted in halves; six hours are a day." %}'),
            (
                "A warning",
                '{% govuk "warning-text" text="You cannot change this after you sign." iconFallbackText="Warning" %}',
            ),
            (
                "Something was done",
                '{% govuk "notification-banner" type="success" titleId="done" disableAutoFocus=True text="Sent." %}',
            ),
            (
                "More, if wanted",
                '{% govuk "details" summaryText="What happens next?" text="The office reads it in two days." %}',
            ),
            (
                "The end of a journey",
                '{% govuk "panel" titleText="Application sent" text="We wrote to your headteacher." headingLevel=3 %}',
            ),
        ],
    ),
    (
        "Words for dates, money and days",
        [
            ("A day", "{{ closes|day }}"),
            ("A moment", "{{ closes|moment }}"),
            ("Since, and until", "since {{ asked|since }}; {{ closes|countdown }}"),
            ("Money, from pence", "{{ 45000|pounds }} and {{ 123456|pounds }}"),
            ("Days, from half-days", "{{ 1|days }}, {{ 2|days }}, {{ 3|days }}"),
            ("Distance, from metres", "{{ 19312|miles }}"),
            ("Numbers with their noun", '{{ 1|counted:"visit" }}, {{ 2|counted:"child,children" }}'),
        ],
    ),
    (
        "Forms",
        [
            ("Every kind of field", "{% form_fields calm %}"),
            ("What came back wrong", "{% error_summary wrong focus=False %}{% form_fields wrong %}"),
        ],
    ),
]
