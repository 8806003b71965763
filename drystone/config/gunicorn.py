"""How gunicorn serves the product: `gunicorn -c python:drystone.config.gunicorn`. Listens on DRYSTONE_BIND."""

import os

wsgi_app = "drystone.config.wsgi"
bind = os.environ.get("DRYSTONE_BIND", "127.0.0.1:8000")
# SQLite has one writer, so one process with threads; on PostgreSQL two for each core are a good start.
workers = int(os.environ.get("DRYSTONE_WEB_PROCESSES", "1"))
worker_class = "gthread"
threads = 8
max_requests = 10_000
max_requests_jitter = 1_000
timeout = 60
graceful_timeout = 10
keepalive = 5
loglevel = "warning"
control_socket_disable = True
# The web server in front is believed only through the declared DRYSTONE_TRUSTED_PROXIES.
forwarded_allow_ips = ""
# Addresses may hold the key of an e-mailed link, so no access log is kept.
accesslog = None
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - heartbeats only
