"""Walls between alliances. Our own forms are everybody's; one is written down when it is first asked."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_sealed")]
    operations = [
        walls.around("questions_formversion", shared="SELECT INSERT"),
        walls.around("questions_answersheet"),
        walls.behind("questions_answersheet", "sheet_id", "questions_answer", "questions_attachment"),
    ]
