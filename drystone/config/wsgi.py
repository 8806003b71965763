"""The door for the web server: `gunicorn drystone.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

# Before the settings are read: the connections of a web process start with every wall closed (drystone/walls.py).
os.environ["DRYSTONE_PROCESS"] = "web"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drystone.config.settings")
application = get_wsgi_application()
