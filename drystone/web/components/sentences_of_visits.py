"""History in sentences, of visits and the days on which they may be: planned, moved, called off, missed."""

VISITS: dict[str, str] = {
    "ruled_release": "said on which days the leader may be away",
    "closed_dates": "closed dates on which nobody goes",
    "opened_dates": "opened dates again that were closed",
    "deployment.visit.moved": "moved {it}, asked for by {party}",
    "deployment.visit.objected": "said that the new day of {it} does not suit",
    "deployment.visit.kept_day": "let the new day of {it} stand",
    "deployment.visit.miss": "said that {it} was missed",
    "deployment.visit.take_back_miss": "said that {it} was not missed after all",
    "deployment.visitorarrangements.gave_arrangements": "said what visitors to the school should know",
    "register.schooldates.told_dates": "said on which days a school is closed, or inspected",
    "register.schooldates.took_back_dates": "said that a school is open on days that were closed",
    "register.schooldates.called": "said that a school has been called by Ofsted, and moved its visits",
}
