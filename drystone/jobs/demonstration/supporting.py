"""Requests and deployments of the demonstration, in every state, each brought there by the people concerned."""

from datetime import datetime, timedelta

from drystone.brokering import requests
from drystone.deployment import consents, deployments, reviews
from drystone.deployment.models import Consent, Deployment

from . import agreeing, ending, funding, resting, reviewing, showing, visiting
from .cast import Company
from .filling import fill
from .helping import MANAGER, Story, asked

# How the leader rates the two objectives at each visit.
IMPROVES = (("red", "amber"), ("amber", "amber"), ("amber", "green"), ("green", "green"))


def support(company: Company, *, at: datetime) -> None:
    """A year of calls for help."""

    def story(school: str, area: str, days_ago: int) -> Story:
        return Story(company, school, area, days_ago, now=at)

    told = finished(story("askrigg", "english", 300), "Tom Raine")
    showing.library(told, company, at=told.state_since + timedelta(days=20))
    reviewing.follow_up(company, told)
    reviewing.follow_up(
        company, finished(story("gunnerside", "small-schools", 260), "Joan Calvert", funding.READING), answers=False
    )
    evaluating(story("hunton", "maths", 170), "Farah Siddiqui")
    leyburn = story("leyburn", "english", 60)
    reviewing.half_way(under_way(leyburn, "Tom Raine"), at=leyburn.at(57))
    melsonby = story("melsonby", "early-years", 70)
    reviewing.half_way(under_way(melsonby, "Hannah Alderson", disputes=True), at=melsonby.at(57), company=company)
    ending.stop(story("spennithorne", "attendance", 95), "Mark Brennand")
    ending.hand_over(story("hipswell", "english", 80), "David Cleasby", to="Tom Raine")
    agreed(story("ravensworth", "send", 25), "Grace Oyelaran")
    colburn = story("colburn", "attendance", 14)
    agreeing.propose(colburn.agree("Owen Pratt", but=(Consent.Party.RECEIVING,)), company, at=colburn.at(9, 10))
    resting.rest(story("bainbridge", "maths", 45).agree("Farah Siddiqui"), by=company.acting(MANAGER, at), at=at)
    refused(story("middleham", "writing", 21), "David Cleasby")
    story("spennithorne", "phonics", 9).offer("Hannah Alderson")
    story("michael-syddall", "behaviour", 6).home_says(
        "Owen Pratt", "not_now", "Two colleagues are on leave until Easter."
    )
    story("barton", "english", 3).ask_home("Tom Raine")
    story("hipswell", "maths", 2).accept()
    story("bainbridge", "phonics", 1).call()
    for school, area in (("middleham", "english"), ("hunton", "phonics"), ("ravensworth", "maths")):
        story(school, area, 4).accept()
    put_off(company, story("askrigg", "curriculum", 12), at=at)
    turn_away(company, story("melsonby", "behaviour", 90))


def put_off(company: Company, story: Story, *, at: datetime) -> None:
    waiting, waiting_at = story.call(), story.at(1)
    requests.wait(
        waiting, until=(at + timedelta(days=40)).date(), note="Nobody with this expertise is free before next term.",
        by=company.acting(MANAGER, waiting_at), at=waiting_at,
    )  # fmt: skip


def turn_away(company: Company, story: Story) -> None:
    declined, declined_at = story.call(), story.at(2)
    requests.decline(
        declined, reason="not_our_work",
        note="This is for the local authority's specialist team; we have spoken to them.",
        by=company.acting(MANAGER, declined_at), at=declined_at,
    )  # fmt: skip


def finished(story: Story, leader: str, fund: str = funding.IMPROVEMENT) -> Deployment:
    deployment = evaluating(story, leader, fund)
    review, at = deployment.reviews.get(kind="deployment"), deployment.state_since + timedelta(days=18)
    reviewing.look_back(story.company, deployment, at=at - timedelta(days=6))
    signed = {"name": review.asked.name, "role": "Headteacher", "agreed": True}
    fill(review.sheet, at, signature=signed, quote=showing.QUOTE, quotable="school")
    head = story.company.acting(review.asked.name, at)
    reviews.give(review, by=head, at=at)
    showing.show(deployment, by=head, at=at)
    return deployment


def evaluating(story: Story, leader: str, fund: str = funding.IMPROVEMENT) -> Deployment:
    """All six half-days delivered, written up and confirmed; the school is asked what changed."""
    deployment = story.agree(leader)
    funding.carry(story.company, deployment, fund)
    planned = [story.plan(deployment, days, half_days) for days, half_days in ((15, 1), (29, 2), (50, 2), (70, 1))]
    for visit, stands in zip(planned, IMPROVES, strict=True):
        story.write_up(visit, stands=stands)
    deployment.refresh_from_db()
    # In holidays the last visit waits for the new term, and so does the end.
    at = planned[-1].starts_at + timedelta(days=3)
    return deployments.finish(deployment, by=story.office(at), at=at)


def under_way(story: Story, leader: str, *, disputes: bool = False) -> Deployment:
    """Two visits written up, one held and not written up yet, one to come that the school has moved."""
    deployment = story.agree(leader)
    funding.carry(story.company, deployment, funding.IMPROVEMENT)
    first, second, _, coming = (story.plan(deployment, *visit) for visit in ((15, 1), (30, 2), (52, 1), (66, 1)))
    visiting.received(story, deployment)
    visiting.added_to(story, story.write_up(first, stands=("red", "amber")))
    story.write_up(second, stands=("amber", "green"), confirm=False)
    if disputes:
        visiting.disputed(story, second)
    visiting.moved(story, coming)
    story.say_before(coming)
    return deployment


def agreed(story: Story, leader: str) -> Deployment:
    deployment = story.agree(leader)
    story.plan(deployment, 30, 1)
    return deployment


def refused(story: Story, leader: str) -> Deployment:
    """The home head refuses: the receiving school learns only that another leader is being sought."""
    deployment = story.draw_up(leader)
    consent, at = asked(deployment).get(party=Consent.Party.HOME), story.at(8, 17)
    who = story.company.acting(consent.person.name, at)
    consents.refuse(consent, reason="We cannot spare our colleague before the inspection.", by=who, at=at)
    return deployment
