"""All reports. One more is one file and one line here; its page, its drawing and its CSV come by themselves."""

from importlib import import_module

from .table import Report

FILES = (
    "year",
    "deployed",
    "covered",
    "ending",
    "given_and_got",
    "unmet",
    "what_schools_said",
)

REPORTS: dict[str, Report] = {
    report.slug: report for report in (import_module(f"{__package__}.{name}").REPORT for name in FILES)
}
