"""The addresses of the life of a deployment: it rests, goes on, ends; and what does not fit together."""

from django.urls import path

from . import coherence, doing_without, ending, pausing

urlpatterns = [
    path("coherence/", coherence.shown, name="office-coherence"),
    path("visits/<int:pk>/evaluation/waiver/", doing_without.waive, name="office-visit-evaluation-waive"),
    path("visits/<int:pk>/evaluation/request/", doing_without.ask, name="office-visit-evaluation-ask"),
    path("deployments/<int:pk>/pause/", pausing.pause, name="office-deployment-pause"),
    path("deployments/<int:pk>/pause/end/", pausing.change_end, name="office-deployment-pause-end"),
    path("deployments/<int:pk>/resumption/", pausing.resume, name="office-deployment-resume"),
    path("deployments/<int:pk>/undoing/", ending.take_back, name="office-deployment-undo"),
    path("deployments/<int:pk>/<slug:verb>/", ending.end, name="office-deployment-end"),
]
