"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_sent_stays")]
    operations = [
        walls.around(
            "payments_rate",
            "payments_fund",
            "payments_fundshare",
            "payments_payee",
            "payments_statement",
            "payments_dueline",
            "payments_query",
            "payments_handover",
            "payments_fundspend",
            "payments_fundreport",
            "payments_chargeschedule",
            "payments_batch",
            "payments_answerfile",
            "payments_answer",
        ),
    ]
