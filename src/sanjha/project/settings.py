"""Django's settings, from the configuration of the house. One file for all environments: SANJHA_* differ."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import logs, peers
from sanjha.kernel.conf import conf
from sanjha.project.secret import secret_key
from sanjha.project.services import SERVICES
from sanjha.project.store import database_settings

__all__ = ["SERVICES"]

SOURCE = Path(__file__).resolve().parents[1]

SECRET_KEY = secret_key(conf.home)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SANJHA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [conf.public_url] if conf.public_url.startswith("https://") else []

INSTALLED_APPS = [
    *(f"sanjha.{service}" for service in SERVICES),
    "sanjha.ui",
    "sanjha.kernel",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_prose_editor",
    "django_linear_migrations",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "sanjha.kernel.web.RequestMiddleware",
    "sanjha.kernel.contract_server.ContractMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "sanjha.project.forwarding.ForwardElsewhere",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sanjha.identity.middleware.ActorMiddleware",
    "sanjha.ui.errors.RefusalPages",
    "sanjha.project.served.OnlyChosenServices",
]

ROOT_URLCONF = (
    "sanjha.project.govstack_urls"
    if os.environ.get("SANJHA_PROFILE") == "govstack"
    else "sanjha.project.urls"
)
WSGI_APPLICATION = "sanjha.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / service / "web" / "templates" for service in SERVICES],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sanjha.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sanjha.ui.templatetags.sanjha",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": database_settings(conf.home)}
DATABASE_ROUTERS = ["sanjha.project.tables.OwnTables"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "identity.Account"
LOGIN_URL = "/login/"
LOGOUT_URL = "/logout/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# All units stand behind one address: each keeps its own sessions, and those of identity say who is signed in.
IDENTITY_COOKIE_NAME = "sanjha"
SESSION_COOKIE_NAME = (
    IDENTITY_COOKIE_NAME if peers.runs_here("identity") else f"{IDENTITY_COOKIE_NAME}_{conf.unit}"
)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = conf.production
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = conf.production
CSRF_FAILURE_VIEW = "sanjha.ui.views.csrf_failure"
SECURE_HSTS_SECONDS = 31536000 if conf.production else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if conf.production else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("pa", _("Punjabi")), ("en", _("English")), ("hi", _("Hindi"))]
LANGUAGE_COOKIE_NAME = "sanjha_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
LOCALE_PATHS = [SOURCE / "project" / "locale"]
FORMAT_MODULE_PATH = ["sanjha.ui.formats"]
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Kolkata"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = conf.home / "static"
STATICFILES_DIRS = [
    folder for service in SERVICES if (folder := SOURCE / service / "web" / "static").is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "sanjha.project.static.HashedFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

LOGGING_CONFIG = None
logs.configure(conf.log_level, json=not conf.demo or conf.production)
