"""Every setting, in one file, read from `DRYSTONE_*` variables with a working default for one machine."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from environs import Env

from .logs import logging_settings

env = Env()
with env.prefixed("DRYSTONE_"):
    # Development relaxes what only makes sense behind https; demonstration mode is refused without it.
    DEVELOPMENT = env.bool("DEVELOPMENT", False)
    DEMO = env.bool("DEMO", False)
    DEBUG = env.bool("DEBUG", False)
    VAR = Path(env.str("VAR", str(Path(__file__).parents[2] / "var")))
    BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
    DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR / 'drystone.sqlite3'}")}
    SECRET_KEY = env.str("SECRET_KEY", "")
    EMAIL_URL = env.dj_email_url("EMAIL_URL", "file://")
    DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "Drystone <office@drystone.example>")
    TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
    SCAN_COMMAND = env.str("SCAN_COMMAND", "")
    # A server of map tiles in the British National Grid, with {z}, {x} and {y}; without one no page asks anybody.
    MAP_TILES = env.str("MAP_TILES", "")
    # Where files for finance are laid when an office chooses so: a folder, or s3://bucket/path with the four below.
    FINANCE_STORE = env.str("FINANCE_STORE", "")
    FINANCE_STORE_ENDPOINT = env.str("FINANCE_STORE_ENDPOINT", "")
    FINANCE_STORE_REGION = env.str("FINANCE_STORE_REGION", "")
    FINANCE_STORE_KEY_ID = env.str("FINANCE_STORE_KEY_ID", "")
    FINANCE_STORE_SECRET = env.str("FINANCE_STORE_SECRET", "")
    LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
    SEAL_DIRECTORY = Path(env.str("SEAL_DIRECTORY", str(VAR / "seal")))
    # An organisation's own sign-in (OpenID Connect), offered when all four are given.
    OIDC_NAME = env.str("OIDC_NAME", "")
    OIDC_SERVER = env.str("OIDC_SERVER", "")
    OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
    OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")


def own_secret_key(path: Path) -> str:
    """Makes a random key readable by this account alone on the first start, and keeps it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = SECRET_KEY or own_secret_key(VAR / "secret-key")

INSTALLED_APPS = [
    "drystone.web",
    "drystone.jobs",
    "drystone.privacy",
    "drystone.reports",
    "drystone.payments",
    "drystone.deployment",
    "drystone.brokering",
    "drystone.groups",
    "drystone.selection",
    "drystone.register",
    "drystone.people",
    "drystone.schools",
    "drystone.alliances",
    "drystone.questions",
    "drystone.documents",
    "drystone.mail",
    "drystone.history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # one account an address is a constraint of its own

MIDDLEWARE = [
    # What every answer carries stands before whatever may answer by itself: a file, a refusal, a fault.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "drystone.web.headers.OnEverything",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "drystone.web.uploads.NothingHuge",
    "drystone.web.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "drystone.web.doors.DoorMiddleware",
]
ROOT_URLCONF = "drystone.web.urls"
WSGI_APPLICATION = "drystone.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "drystone.web.context.frame",
            ],
        },
    },
]

# The alliances whose rows a new connection reaches (walls.py): all; but none in a web process, where the door opens
# those that a visitor has to do with. The web server's own entry, config/wsgi.py, says that it is one.
OPEN_AT_FIRST = "{}" if os.environ.get("DRYSTONE_PROCESS") == "web" else "*"
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # `select_for_update` is silently nothing on SQLite: the IMMEDIATE transaction is the lock.
    DATABASES["default"]["OPTIONS"] |= {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # What we ask is short; where PostgreSQL compiles it first (jit), that takes ten times as long as the answer.
    DATABASES["default"]["OPTIONS"] |= {
        "connect_timeout": 5,
        "options": "-c lock_timeout=5s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c jit=off"
        f" -c drystone.alliances={OPEN_AT_FIRST}",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_REDIRECT_URL = "/home/"
LOGIN_URL = "/account/login/"

# Signing in: web/account says how. The address stands on Person; allauth's own table of addresses stays empty.
ACCOUNT_ADAPTER = "drystone.web.account.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGIN_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "code": "20/m/ip,100/h/ip",
    "code_try": "30/m/ip",
    "ask_for_support": "60/h/ip",
    "check_designation": "60/h/ip",
    "link_again": "20/h/ip",
    "calendar_feed": "120/m/ip",
    "bring_changes": "240/m/user",
    "bring_pieces": "1200/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "drystone.web.account.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "drystone.web.account.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Drystone"
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT
SOCIALACCOUNT_ADAPTER = "drystone.web.account.adapters.OrganisationAdapter"
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER))] if OIDC_SERVER else []
TILE_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(MAP_TILES))] if MAP_TILES else []
OIDC = {"provider_id": "organisation", "name": OIDC_NAME, "client_id": OIDC_CLIENT_ID, "secret": OIDC_CLIENT_SECRET}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [OIDC | {"settings": {"server_url": OIDC_SERVER, "oauth_pkce_enabled": True}}] if OIDC_SERVER else [],
    }
}
# Limits are kept where every process sees them; the table would otherwise forget the oldest at 300 rows.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
# The day before the month: Django's own list, without translation, is the American one.
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
FORM_RENDERER = "drystone.web.components.renderer.GovukForms"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
# Named rather than imported: whoever signs by a service or a device of their own puts their function here, and
# the half second that the signing library takes to load is spent when the first document is issued, not at start.
DOCUMENT_SEAL = "drystone.documents.sealing.seal"
MAIL_DIRECTORY = VAR / "mail"
STORAGES = {
    # What is kept is confidential: files are for this account alone, and leave it only through a page.
    "default": {
        "BACKEND": "drystone.web.kept_files.KeptFiles",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "drystone.web.storage.StaticFiles"},
}
WHITENOISE_USE_FINDERS = False

CAPTURED = EMAIL_URL["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
EMAIL_BACKEND = "drystone.mail.capture.CaptureBackend" if CAPTURED else EMAIL_URL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_URL.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL_URL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = EMAIL_URL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL_URL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_URL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_URL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20

TASKS = {"default": {"BACKEND": "drystone.jobs.backend.LeaseBackend", "QUEUES": ["default", "slow"]}}

# What answers may be looked up in; the tool of questions itself knows no rooms.
QUESTION_SOURCES = {
    "school": "drystone.schools.answers.SchoolSource",
    "area": "drystone.register.answers.AreaSource",
}

LOGGING = logging_settings(LOG_LEVEL, development=DEVELOPMENT)

# What a browser may do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *TILE_ORIGIN],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGIN],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then post every form with `Origin: null`, which the check against forgery refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No cookie of their own for messages: two cookies are all that a browser keeps for us.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "drystone.web.errors.csrf_failed"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
USE_X_FORWARDED_HOST = False
if not DEVELOPMENT:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
