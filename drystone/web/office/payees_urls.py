"""The addresses of who is paid, and of self-billing."""

from django.urls import path

from . import payees, self_billing

urlpatterns = [
    path("payees/", payees.listed, name="office-payees"),
    path("payees/new/", payees.new, name="office-payee-new"),
    path("payees/<int:pk>/", payees.change, name="office-payee"),
    path("payees/<int:pk>/stop/", payees.stop, name="office-payee-stop"),
    path("payees/<int:pk>/<slug:verb>/", payees.act, name="office-payee-act"),
    path("self-billing/", self_billing.listed, name="office-self-billings"),
    path("self-billing/new/", self_billing.new, name="office-self-billing-new"),
    path("self-billing/asking/", self_billing.ask, name="office-self-billing-asking"),
    path("self-billing/<int:pk>/", self_billing.agreement, name="office-self-billing"),
    path("self-billing/<int:pk>/end/", self_billing.end, name="office-self-billing-end"),
]
