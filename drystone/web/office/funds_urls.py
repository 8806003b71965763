"""The addresses of funds."""

from django.urls import path

from . import fund_reports, fund_shares, funds

urlpatterns = [
    path("funds/", funds.listed, name="office-funds"),
    path("funds/new/", funds.new, name="office-fund-new"),
    path("funds/<int:pk>/", funds.fund, name="office-fund"),
    path("funds/<int:pk>/change/", funds.change, name="office-fund-change"),
    path("funds/<int:pk>/closing/", funds.close, name="office-fund-closing"),
    path("funds/<int:pk>/next/", funds.roll, name="office-fund-next"),
    path("funds/<int:pk>/report.<slug:kind>", fund_reports.file, name="office-fund-file"),
    path("fund-reports/<int:pk>/", fund_reports.report, name="office-fund-report"),
    path("deployments/<int:pk>/funds/", fund_shares.shares, name="office-deployment-funds"),
]
