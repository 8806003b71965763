"""The addresses of System Leaders."""

from django.urls import URLPattern, URLResolver, path

from . import deployments, groups, meetings, papers, profile, series, sign_ups, writing_up

urlpatterns: list[URLPattern | URLResolver] = [
    path("", deployments.home, name="leader-home"),
    path("profile/", profile.profile, name="leader-profile"),
    path("profile/certificate/", profile.certificate, name="leader-certificate"),
    path("profile/assurance/", profile.assurance_letter, name="leader-assurance"),
    path("profile/acceptance/", profile.accept, name="leader-acceptance"),
    path("profile/declining/", profile.decline, name="leader-declining"),
    path("profile/resignation/", profile.resign, name="leader-resignation"),
    path("groups/", groups.listed, name="leader-groups"),
    path("groups/<int:pk>/", groups.group, name="leader-group"),
    path("groups/<int:pk>/members/", groups.join, name="leader-group-members"),
    path("groups/<int:pk>/members/<int:member>/", groups.leave, name="leader-group-member"),
    path("groups/<int:pk>/description/", groups.describe, name="leader-group-description"),
    path("groups/<int:pk>/meetings/", groups.plan, name="leader-group-meetings"),
    path("groups/<int:pk>/series/", series.plan, name="leader-group-series"),
    path("meetings/<int:pk>/change/", meetings.change, name="leader-meeting-change"),
    path("meetings/<int:pk>/guests/", sign_ups.invite, name="leader-meeting-guests"),
    path("meetings/<int:pk>/places/<int:signed>/", sign_ups.withdraw, name="leader-meeting-place"),
    path("meetings/<int:pk>/papers/", papers.add, name="leader-meeting-papers"),
    path("meetings/<int:pk>/papers/<int:paper>/", papers.paper, name="leader-meeting-paper"),
    path("meetings/<int:pk>/papers/<int:paper>/removal/", papers.remove, name="leader-meeting-paper-removal"),
    path("meetings/<int:pk>/", meetings.meeting, name="leader-meeting"),
    path("meetings/<int:pk>/calendar/", meetings.calendar, name="leader-meeting-calendar"),
    path("meetings/<int:pk>/cancellation/", meetings.cancel, name="leader-meeting-cancellation"),
    path("deployments/<int:pk>/", deployments.deployment, name="leader-deployment"),
    path("deployments/<int:pk>/visits/", deployments.plan, name="leader-visit-plan"),
    path("visits/<int:pk>/", writing_up.visit, name="leader-visit"),
    path("visits/<int:pk>/date/", deployments.move, name="leader-visit-move"),
    path("visits/<int:pk>/cancellation/", deployments.cancel, name="leader-visit-cancel"),
    path("visits/<int:pk>/write-up/", writing_up.begin, name="leader-write-up-begin"),
    path("visits/<int:pk>/write-up/check/", writing_up.check, name="leader-write-up-check"),
    path("visits/<int:pk>/write-up/<slug:document>/answers/", writing_up.save, name="leader-write-up-save"),
    path("visits/<int:pk>/write-up/<slug:document>/<slug:section>/", writing_up.section, name="leader-write-up"),
    path("visits/<int:pk>/addendum/", writing_up.addendum, name="leader-addendum"),
]
