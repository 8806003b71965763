"""How a process knows that its picture of the leaders still holds: the database counts every change of it.

Triggers write a row for whatever ranking is made of, in the transaction that changes it, so that no verb can forget
to. Rows are added and never changed: writers do not wait for each other, and one that commits late is counted all the
same. Two pictures with the same count and the same sum of tokens are of the same rows.
"""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, Sum

from .models import Tick

Stamp = tuple[tuple[int, int], ...]

# Of which part of the picture each table is.
TABLES = {
    "register_designation": "held",
    "register_designatedarea": "held",
    "register_condition": "held",
    "register_pause": "held",
    "register_releasebudget": "days",
    "register_promise": "days",
    "alliances_term": "days",
    "register_assurance": "assured",
    "brokering_offer": "helped",
}
# Schools are everybody's; of them counts where they are, how large, whose.
SCHOOLS, OF_SCHOOLS = (
    "schools_organisation",
    ("easting", "northing", "pupils", "phase_code", "fsm_per_cent", "trust_name"),
)
PARTS = ("held", "days", "assured", "helped")
OF_ALL = {"held": ("schools",), "helped": ("schools",)}

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} AFTER {act} ON {table}{when} BEGIN
INSERT INTO brokering_tick (alliance_id, part, token) VALUES ({whose}, '{part}', abs(random()) % 1000000007); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN
INSERT INTO brokering_tick (alliance_id, part, token) VALUES ({whose}, '{part}', floor(random() * 1000000007)::bigint);
RETURN NULL; END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS {name} ON {table};
CREATE TRIGGER {name} AFTER {act} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {name}()
"""


def stamps(alliance_id: int) -> dict[str, Stamp]:
    """By what each part of the picture of an alliance is known; one query."""
    rows = Tick.objects.filter(Q(alliance_id=alliance_id) | Q(alliance_id__isnull=True)).order_by()
    counted = rows.values_list("part").annotate(Count("pk"), Sum("token"))
    found = {part: (count, total) for part, count, total in counted}
    return {part: tuple(found.get(each, (0, 0)) for each in (part, *OF_ALL.get(part, ()))) for part in PARTS}


def forget(*, at: datetime) -> int:
    """Of each alliance and part the last row is enough; pictures are taken anew after that. Returns how many went."""
    last = Tick.objects.order_by().values("alliance_id", "part").annotate(last=Max("pk"))
    return Tick.objects.exclude(pk__in=list(last.values_list("last", flat=True))).delete()[0]


def triggers(vendor: str) -> list[dict[str, str]]:
    """What is told to the database: name, table, act, when, whose."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in OF_SCHOOLS)
    acts = [
        {
            "name": f"tick_{table}_{act}".lower(),
            "table": table,
            "act": act,
            "when": "",
            "whose": f"{'OLD' if act == 'DELETE' else 'NEW'}.alliance_id",
            "part": part,
        }
        for table, part in TABLES.items()
        for act in ("INSERT", "UPDATE", "DELETE")
    ]
    schools = {"name": "tick_schools", "table": SCHOOLS, "act": "UPDATE", "whose": "NULL", "part": "schools"}
    return [*acts, {**schools, "when": f" WHEN ({changed})"}]


def watch(apps: Any, schema_editor: Any) -> None:
    """For a migration; also for a later one, where SQLite makes one of the tables anew and forgets its triggers."""
    vendor = schema_editor.connection.vendor
    for each in triggers(vendor):
        schema_editor.execute((POSTGRES if vendor == "postgresql" else SQLITE).format(**each), params=None)


def watch_no_more(apps: Any, schema_editor: Any) -> None:
    for each in triggers(schema_editor.connection.vendor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()".format(**each))
        else:
            schema_editor.execute("DROP TRIGGER {name}".format(**each))
