"""The addresses of what is handed to finance and comes back."""

from django.urls import path

from . import finance_answers, handovers, layouts

urlpatterns = [
    path("handovers/", handovers.listed, name="office-handovers"),
    path("handovers/new/<slug:of>/", handovers.new, name="office-handover-new"),
    path("handovers/answers/", finance_answers.files, name="office-answers"),
    path("handovers/answers/<int:pk>/", finance_answers.file, name="office-answer-file"),
    path("handovers/<int:pk>/", handovers.handover, name="office-handover"),
    path("handovers/<int:pk>/link/", handovers.link, name="office-handover-link"),
    path("handovers/<int:pk>/folder/", handovers.again, name="office-handover-folder"),
    path("layouts/", layouts.listed, name="office-layouts"),
    path("layouts/new/<slug:of>/", layouts.new, name="office-layout-new"),
    path("layouts/<int:pk>/", layouts.layout, name="office-layout"),
]
