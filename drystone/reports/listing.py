"""All reports. One more is one file and one line here; its page, its drawing and its CSV come by themselves."""

from . import deployed, year

REPORTS = {report.slug: report for report in (year.REPORT, deployed.REPORT)}
