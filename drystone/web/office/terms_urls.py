"""The addresses of plans of a term, and of what is pinned before they are made."""

from django.urls import path

from . import pins, term_plans

urlpatterns = [
    path("term-plans/", term_plans.listed, name="office-term-plans"),
    path("term-plans/<int:pk>/", term_plans.plan, name="office-term-plan"),
    path("term-plans/<int:pk>/unmet/", term_plans.unmet, name="office-term-plan-unmet"),
    path("term-plans/<int:pk>/cancellation/", term_plans.cancel, name="office-term-plan-cancel"),
    path("term-plans/<int:pk>/successor/", term_plans.again, name="office-term-plan-again"),
    path("term-plans/<int:pk>/acceptance/", term_plans.accept_left, name="office-term-plan-accept"),
    path("term-plan-lines/<int:pk>/<slug:verb>/", term_plans.line, name="office-term-plan-line"),
    path("requests/<int:pk>/pin/", pins.pin, name="office-pin"),
    path("requests/<int:pk>/pin/removal/", pins.unpin, name="office-pin-removal"),
]
