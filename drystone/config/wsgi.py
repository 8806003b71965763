"""The door for the web server: `gunicorn drystone.config.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

# Before the settings are read: the connections of a web process start with every wall closed (drystone/walls.py).
os.environ["DRYSTONE_PROCESS"] = "web"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drystone.config.settings")
application = get_wsgi_application()
# Every page is loaded before the first is asked for, and what was loaded stays for good. Set aside, it is not gone
# through whenever the process looks for what it can forget: 100 ms in the middle of somebody's page.
get_resolver().url_patterns  # noqa: B018 - loads them
gc.collect()
gc.freeze()
