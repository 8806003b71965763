"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_initial")]
    operations = [
        walls.around(
            "groups_group",
            "groups_member",
            "groups_meeting",
            "groups_attendance",
            "groups_project",
            "groups_resource",
            "groups_meetingpaper",
            "groups_signup",
            "groups_feedback",
            "groups_meetingaction",
            "groups_apology",
        ),
    ]
