"""The first tables of a room are made at once, so that a new installation starts in seconds."""

from typing import Any

from django.db.migrations import CreateModel, Migration


class FirstTables(Migration):
    """A migration that makes the tables of a room; what they only get later, its other steps add.

    Django draws a picture of all tables of all rooms anew for each table that it makes: with some 170 of them a
    minute of the processor, for a database with nothing in it. Here it draws one picture, when all tables are known.
    """

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        project_state.__dict__.pop("apps", None)
        tables = [step for step in self.operations if isinstance(step, CreateModel)]
        for table in tables:
            table.state_forwards(self.app_label, project_state)
        for table in tables:
            table.database_forwards(self.app_label, schema_editor, project_state, project_state)
        rest = {"operations": [step for step in self.operations if step not in tables]}
        later: Migration = type("Later", (Migration,), rest)(self.name, self.app_label)
        return later.apply(project_state, schema_editor, collect_sql)
