"""What looks like a pupil's name: twenty sentences that name one, twenty that do not, and nobody's list of names."""

import pytest

from drystone.deployment.pupils import likely
from drystone.jobs.demonstration.filling import PARAGRAPHS

GROWN_UPS = ("Tom Raine", "Kate Lister", "Susan Iveson", "Leyburn Primary School", "Reeth Primary School")
NAMED = {
    "Jack in Year 4 has begun to write in sentences.": "Jack",
    "We talked about Amira (Y6), who joined in September.": "Amira",
    "In Year 5, Jack found the fractions hard.": "Jack",
    "A boy called Oliver could not sit still.": "Oliver",
    "Ella's mum came to the gate and asked for help.": "Ella",
    "Noah's handwriting is better than in spring.": "Noah",
    "JB in Year 4 needs a new seat.": "JB",
    "The pupil A.K. had no book.": "A.K.",
    "We sat with Freya reading and took notes.": "Freya",
    "The parents of Harrison want a meeting.": "Harrison",
    "Poppy struggled to hold the pencil.": "Poppy",
    "The EHCP for Mohammed is due in May.": "Mohammed",
    "Children such as Isla need more talk.": "Isla",
    "Year 3 pupil Rosie read two pages.": "Rosie",
    "We watched Leo read with his partner.": "Leo",
    "Zara is autistic and wants warning of changes.": "Zara",
    "Two girls, Mia and Lucy, finished early.": "Mia",
    "Aisha’s behaviour was discussed.": "Aisha",
    "Ethan Brown (Year 6) was excluded in June.": "Ethan Brown",
    "Finlay, in Reception, knows all his sounds.": "Finlay",
}
NOT_NAMED = [
    "Maths in Year 4 is planned well.",
    "Planning in Year 5 begins from last week's books.",
    "Mrs Metcalfe in Year 3 has tried the new scheme.",
    "Kate's progress is plain, and Tom watched one lesson.",
    "PE in Year 6 was not seen today.",
    "Jane, the class teacher in Year 2, led the meeting.",
    "Pupils in Year 4 used White Rose Maths.",
    "The children at Leyburn Primary School talk about their books.",
    "Pupil Premium money pays for it.",
    "Teachers struggled with the new tracker.",
    "On Tuesday the Year 5 English books were open on the table.",
    "Year 6 SATs practice begins in March.",
    "Ofsted's report on reading was read together.",
    "Children learn about the Romans and the Vikings.",
    "Read Write Inc in Reception is taught every day.",
    "Susan Iveson heard three pupils read.",
    "The team in Key Stage 2 agreed to plan together.",
    "Staff from Reeth came to Leyburn's staff meeting.",
    "The SENCO has six plans to write by Friday.",
    "Some pupils in Year 1 are still learning their sounds.",
]


@pytest.mark.parametrize(("text", "name"), NAMED.items())
def test_a_pupil_who_is_named_is_noticed(text: str, name: str):
    assert likely(text, GROWN_UPS)[:1] == [name]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_grown_ups_subjects_and_schemes_are_no_pupils(text: str):
    assert likely(text, GROWN_UPS) == []


def test_the_texts_of_the_demonstration_give_no_false_alarm():
    assert [found for text in PARAGRAPHS if (found := likely(text))] == []


@pytest.mark.parametrize("name", ["Emily", "Florence", "Felicity", "O'Neil", "Zoë", "Łukasz", "Mary-Ann", "McKenzie"])
def test_a_name_that_ends_or_is_written_like_another_word_is_noticed(name: str):
    assert likely(f"A girl called {name} led the group.") == [name]


def test_who_is_known_to_be_grown_up_is_not_warned_of_by_any_part_of_the_name():
    assert likely("Amira in Year 4 leads the group.") == ["Amira"]
    assert likely("Amira in Year 4 leads the group.", ["Amira Khan"]) == []


def test_a_long_text_is_looked_through_in_no_time():
    text = "A boy called Oliver left." + "In Year 4 the children called " * 20000
    assert likely(text) == ["Oliver"]
