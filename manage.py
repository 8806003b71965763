#!/usr/bin/env python
"""The door for commands: `manage.py import_schools`, `daily`, `demo`, `benchmark` and Django's own."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drystone.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
