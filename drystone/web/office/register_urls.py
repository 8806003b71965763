"""The office's addresses about System Leaders, reports, the post and history."""

from django.urls import path

from . import areas, conditions, groups, history, leader, leader_days, leader_moves, leaders, mail, reports

urlpatterns = [
    path("leaders/", leaders.listed, name="office-leaders"),
    path("leaders/<int:pk>/", leader.leader, name="office-leader"),
    path("leaders/<int:pk>/about/<slug:section>/", leader.leader, name="office-leader-part"),
    path("leaders/<int:pk>/induction/<int:item>/", leader_moves.sign_off, name="office-leader-induction"),
    path("leaders/<int:pk>/assurance/", leader_moves.assure, name="office-leader-assurance"),
    path("leaders/<int:pk>/days/", leader_moves.record_release, name="office-leader-days"),
    path("leaders/<int:pk>/days/rules/", leader_days.record_rules, name="office-leader-rules"),
    path("leaders/<int:pk>/days/closed/", leader_days.close, name="office-leader-closed"),
    path("leaders/<int:pk>/days/closed/opening/", leader_days.open_again, name="office-leader-opening"),
    path("leaders/<int:pk>/days/request/", leader_moves.ask_release, name="office-leader-days-request"),
    path("leaders/<int:pk>/contributions/", leader_moves.contributed, name="office-leader-contributions"),
    path("leaders/<int:pk>/certificate/", leader_moves.certificate, name="office-leader-certificate"),
    path("leaders/<int:pk>/return/", leader_moves.return_, name="office-leader-return"),
    path("leaders/<int:pk>/acceptance/", leader_moves.accept, name="office-leader-acceptance"),
    path("leaders/<int:pk>/conditions/<int:condition>/<slug:verb>/", conditions.act, name="office-leader-condition"),
    path("leaders/<int:pk>/<slug:verb>/", leader_moves.move, name="office-leader-move"),
    path("areas/", areas.listed, name="office-areas"),
    path("areas/grouping/", areas.group_by, name="office-areas-grouping"),
    path("areas/<int:pk>/", areas.rename, name="office-area"),
    path("areas/<int:pk>/<slug:act>/", areas.act, name="office-area-act"),
    path("groups/", groups.listed, name="office-groups"),
    path("groups/new/", groups.start, name="office-group-start"),
    path("groups/<int:pk>/end/", groups.end, name="office-group-end"),
    path("reports/", reports.listed, name="office-reports"),
    path("reports/<slug:slug>/", reports.report, name="office-report"),
    path("mail/", mail.listed, name="office-mail"),
    path("mail/<int:pk>/", mail.message, name="office-message"),
    path("mail/<int:pk>/<slug:name>/", mail.act, name="office-message-act"),
    path("history/", history.searched, name="office-history"),
]
