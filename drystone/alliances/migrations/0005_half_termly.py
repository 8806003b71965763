from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0004_money_days'),
    ]

    operations = [
        migrations.AddField(
            model_name='alliance',
            name='half_termly',
            field=models.BooleanField(default=False, help_text='Statements and charge schedules; else by month.'),
        ),
    ]
