"""The door's question to the database: with which alliances has this visitor to do?

The function opens the walls for that one look and then to what it found, and says what that is. Whoever a row names
as the one it is about, or the one who is asked, has to do with its alliance; whoever only noted or decided something
held a post there.
"""

from django.db import migrations

NAMED = (
    ("people_post", "person_id"),
    ("people_link", "person_id"),
    ("people_signature", "person_id"),
    ("mail_message", "person_id"),
    ("privacy_datarequest", "person_id"),
    ("selection_application", "person_id"),
    ("selection_assessment", "assessor_id"),
    ("selection_panelmember", "person_id"),
    ("selection_reference", "referee_id"),
    ("register_designation", "person_id"),
    ("register_releasebudget", "person_id"),
    ("register_promise", "person_id"),
    ("register_assurance", "person_id"),
    ("register_training", "person_id"),
    ("register_contribution", "person_id"),
    ("groups_member", "person_id"),
    ("brokering_supportrequest", "contact_id"),
    ("brokering_conflict", "person_id"),
    ("brokering_enquiry", "asked_id"),
    ("deployment_deployment", "leader_id"),
    ("deployment_deployment", "supported_id"),
    ("deployment_consent", "person_id"),
    ("deployment_review", "asked_id"),
    ("deployment_reading", "reader_id"),
)
FUNCTION = """
CREATE FUNCTION open_walls_around(person bigint, links bigint[], already bigint[]) RETURNS bigint[] AS $$
DECLARE visitors bigint[]; found bigint[];
BEGIN
    PERFORM set_config('drystone.alliances', '*', true);
    SELECT array_agg(l.person_id) || person INTO visitors FROM people_link l WHERE l.id = ANY (links);
    SELECT coalesce(array_agg(DISTINCT alliance_id), '{}') INTO found FROM (
        SELECT unnest(already) AS alliance_id%s
    ) named WHERE alliance_id IS NOT NULL;
    PERFORM set_config('drystone.alliances', found::text, false);
    RETURN found;
END $$ LANGUAGE plpgsql
"""
LOOK = "\n        UNION SELECT alliance_id FROM {} WHERE {} = ANY (visitors)"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        looks = "".join(LOOK.format(*column) for column in NAMED)
        schema_editor.execute(FUNCTION % looks)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION open_walls_around(bigint, bigint[], bigint[])")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_walls"),
        ("mail", "0002_walls"),
        ("privacy", "0002_walls"),
        ("selection", "0002_walls"),
        ("register", "0003_walls"),
        ("groups", "0002_walls"),
        ("brokering", "0002_walls"),
        ("deployment", "0003_walls"),
    ]
    operations = [migrations.RunPython(make, drop)]
