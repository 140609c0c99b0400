"""The site's settings. What an operator may change is an environment variable, listed in docs/reference/settings.md."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

HOME = Path(os.environ.get("PADAN_HOME", "out/situs")).resolve()
"""Where the site keeps what it must not lose: the embedded database, the files handed in, the papers."""

DEMO = os.environ.get("PADAN_DEMO", "") == "1"
"""Whether the synthetic city is shown: sign-ins are printed, and no address but the loopback is served."""

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


def _secret() -> str:
    """The key of the environment, else one that is made once and kept beside the data."""
    if given := os.environ.get("PADAN_SECRET_KEY"):
        return given
    HOME.mkdir(parents=True, exist_ok=True)
    path = HOME / "kunci-rahasia"
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = LOOPBACK if DEMO else [h for h in os.environ.get("PADAN_HOSTS", "").split(",") if h] or LOOPBACK
HTTPS = os.environ.get("PADAN_HTTPS", "") == "1"
"""Whether a proxy serves the site over TLS: cookies are then sent over TLS alone."""

DATABASES = {"default": dj_database_url.parse(os.environ.get("PADAN_DATABASE", f"sqlite:///{HOME / 'padan.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_htmx",
    "axes",
    "csp",
    "padan.web",
    "padan.web.audit",
    "padan.web.regions",
    "padan.web.accounts",
    "padan.web.periods",
    "padan.web.lists",
    "padan.web.runs",
    "padan.web.review",
    "padan.web.law",
    "padan.web.protection",
    "padan.web.cover",
    "padan.web.funds",
    "padan.web.selection",
    "padan.web.official",
    "padan.web.monitoring",
    "padan.web.evaluation",
    "padan.web.followup",
    "padan.web.reports",
    "padan.web.opendata",
]

MIDDLEWARE = [
    "padan.web.head_requests.HeadMiddleware",
    "padan.web.asked_once.AskedOnceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "padan.web.audit.origin.OriginMiddleware",
    "padan.web.accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "padan.web.accounts.middleware.ActingMiddleware",
    "padan.web.middleware.RefusalMiddleware",
    "padan.web.middleware.RightsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "padan.web.urls"
WSGI_APPLICATION = "padan.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "padan.web.context.site",
            ],
            "builtins": ["padan.web.templatetags.indonesian"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "periods:home"
OTP_TOTP_ISSUER = "Padan"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = int(os.environ.get("PADAN_SESSION_HOURS", "10")) * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
CSRF_FAILURE_VIEW = "padan.web.views.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

PROXIES = int(os.environ.get("PADAN_PROXIES", "0"))
"""How many proxies of our own stand before the site: so many entries at the right of X-Forwarded-For are believed."""

# Tries are counted for a username from one address together. By address alone, one clerk who mistypes would shut out a
# whole kelurahan office behind one NAT; by username alone, anybody anywhere who knows a username could keep its owner
# out. Together, a stranger shuts out only himself. Guessing one username from many addresses is left to the length of
# passwords and to the second factor, which every role that sees more than one kelurahan must have; codes have a
# slow-down of their own (django-otp's throttle).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "padan.web.accounts.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "padan.web.addresses.lockout_address"
AXES_VERBOSE = False

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(__file__).parent / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes of one file handed in; the reader's own limit for a workbook."""
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "padan.web.uploading.LimitedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_BACKEND = os.environ.get("PADAN_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("PADAN_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PADAN_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PADAN_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PADAN_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PADAN_EMAIL_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("PADAN_EMAIL_FROM", "padan@localhost")
SITE_ADDRESS = os.environ.get("PADAN_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
"""How the site is reached from outside: the address in invitations, reminders and the QR of a paper."""

CERTIFICATES = Path(os.environ.get("PADAN_CERTIFICATES", HOME / "sertifikat"))
"""Folder with the certificates of offices, `<office id>.p12`: papers that they signed bear a PAdES signature."""
CERTIFICATE_PASSWORD = os.environ.get("PADAN_CERTIFICATE_PASSWORD", "")
"""Password of those files; without it each stands in `<office id>.sandi` beside its file, mode 0600."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
