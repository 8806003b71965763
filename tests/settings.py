"""The product's own settings; only what costs time without proving anything is made quicker."""

import tests.environment

# isort: split
from drystone.config.settings import *  # noqa: F403
from drystone.config.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file, not memory: two connections then block each other as they do in the product.
    DATABASES["default"]["TEST"] = {"NAME": f"{tests.environment.VAR}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
