"""What a visitor takes along, and what a school says once for all visitors."""

from django.urls import reverse

from drystone.deployment import arrangements
from drystone.deployment.models import VisitorArrangements
from drystone.mail.models import Message
from tests.supporting_pages import account, opened, said

SAID = {
    "ask_for": "Mrs Dent at the office", "arrival": "The side gate", "parking": "On the green",
    "room_and_lunch": "The library; bring lunch",
    "safeguarding_lead": "Jo Bell", "safeguarding_contact": "01632 960 002",
}  # fmt: skip


def pack(client, visit) -> str:
    return said(client.get(reverse("school-visit-pack", args=[visit.pk])))


def test_once_everybody_has_agreed_the_school_is_asked_by_link_what_visitors_should_know(support):
    support.agreed()
    susan, page = opened(support.link(support.susan, "arrangements"))
    assert "You are asked once" in said(susan.get(page))
    susan.post(page, {})  # a bare press
    assert VisitorArrangements.objects.get().given_at is None
    for _ in range(2):
        susan.post(page, SAID)
    row = VisitorArrangements.objects.get()
    assert (row.ask_for, row.given_by_id) == ("Mrs Dent at the office", support.susan.pk)
    assert susan.get(page).context["form"]["parking"].value() == "On the green"
    support.agreed()
    assert Message.objects.filter(kind="deployment.arrangements_asked").count() == 1


def test_the_pack_says_what_is_known_and_whom_to_ask_for_the_rest(support):
    before = support.written_up()
    visit = support.planned(before.deployment, day=17)
    tom = account(support.tom.person)
    unknown = pack(tom, visit)
    assert "Not known yet: whom to ask for" in unknown
    assert "Ask Susan Iveson, headteacher, or the Alliance" in unknown
    arrangements.give(support.leyburn, support.alliance, SAID, **support.by(support.susan))
    whole = pack(tom, visit)
    for words in (*SAID.values(), "The team plans together", "Plan the next unit together", "photo identification"):
        assert words in whole
    assert "Not known yet" not in whole
    assert "2 days" in whole  # of three, a half held and a half planned
    paper = tom.get(reverse("school-visit-pack-paper", args=[visit.pk]))
    assert paper.getvalue()[:5] == b"%PDF-"


def test_every_page_of_the_write_up_names_who_is_told_of_a_worry_about_a_child_as_the_pack_does(support):
    visit = support.begun()
    tom = account(support.tom.person)
    parts = [("record", "facts"), ("record", "record"), ("evaluation", "evaluation")]
    pages = [reverse("leader-write-up", args=[visit.pk, *part]) for part in parts]
    pages += [reverse(name, args=[visit.pk]) for name in ("leader-write-up-check", "school-visit-pack")]
    never = "A worry about a child goes to that person at once, and never into a form."
    for page in pages:
        assert f"ask at its reception. {never}" in said(tom.get(page))
    arrangements.give(support.leyburn, support.alliance, SAID, **support.by(support.susan))
    for page in pages:
        assert f"safeguarding lead is Jo Bell, 01632 960 002. {never}" in said(tom.get(page))


def test_the_pack_is_for_who_goes_who_receives_and_the_office(support):
    visit = support.planned(day=17)
    arrangements.give(support.leyburn, support.alliance, SAID, **support.by(support.susan))
    susan, _ = opened(support.link(support.susan, "visit"))
    for client in (susan, account(support.margaret), account(support.tom.person)):
        assert "Mrs Dent" in pack(client, visit)
    for person in (support.ann, support.kate):
        for name in ("school-visit-pack", "school-visit-pack-paper", "school-visit-arrangements"):
            assert account(person).get(reverse(name, args=[visit.pk])).status_code in (403, 404)


def test_a_pack_costs_as_many_questions_with_many_visits_as_with_one(support, query_count):
    visit = support.planned(day=17)
    tom, counts = account(support.tom.person), []
    for day in (19, 24):
        tom.get(reverse("school-visit-pack", args=[visit.pk]))
        with query_count() as queries:
            pack(tom, visit)
        counts.append(len(queries))
        support.planned(visit.deployment, day=day)
    assert counts[0] == counts[1]
