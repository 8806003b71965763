"""Where allauth asks the house: what it says, whom it writes to, how its secrets are kept."""

import base64
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme

from drystone.people import emails
from drystone.people.models import Person

from .. import sessions
from ..code_form import WRONG

NOTICES = {
    "mfa/email/totp_activated": "An authenticator app was added to your account.",
    "mfa/email/totp_deactivated": "The authenticator app was removed from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was removed from your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made; the old ones no longer work.",
    "socialaccount/email/account_connected": "Your organisation's account was connected to your account with us.",
    "socialaccount/email/account_disconnected": "Your organisation's account was disconnected.",
}
SAID = {
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "The authenticator app was removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey was removed.",
    "account/messages/logged_out.txt": "You are signed out.",
    "socialaccount/messages/account_connected.txt": "Your organisation's account is connected.",
    "socialaccount/messages/account_connected_other.txt": "That account already belongs to somebody else here.",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": WRONG,
        "too_many_login_attempts": "There were too many tries. Wait five minutes and try again.",
        "rate_limited": "There were too many tries. Wait five minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account is made by proving an address, on our own pages only."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only pages of this installation, given without a host."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def login(self, request: Any, user: Any) -> None:
        self.is_first = user.last_login is None
        super().login(request, user)
        sessions.begin(request)

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        sessions.greet(request, response, user, first=self.is_first)
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """With a second factor, that; without one, a code by e-mail."""
        if not user.is_authenticated or get_reauthentication_flows(user):
            return super().get_reauthentication_methods(user)
        return [{"id": "code", "description": "Use a code by e-mail", "url": reverse("account_reauthenticate")}]

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        raise NotImplementedError(f"{template_prefix} is not a message of ours")

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict | None = None, email: str | None = None
    ) -> None:
        emails.signing_in_changed(user, NOTICES[template_prefix], at=self.request.now)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if said := message or SAID.get(message_template or ""):
            messages.add_message(request, level, said)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG}

    def encrypt(self, text: str) -> str:
        """What makes the codes of an authenticator app is not readable in the database or a backup of it."""
        return boxes().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return boxes().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the installation's own address, whatever a request says of its host."""
        if settings.DEVELOPMENT:
            return super().get_public_key_credential_rp_entity()
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": "Drystone"}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 allauth's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Passkey {number}"

    def get_public_key_credential_user_entity(self, user: Person) -> dict:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name}


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """An organisation's account opens only an account here to which its holder connected it while signed in.

    What an organisation says of somebody's e-mail address is not proof enough to make or to take over an account.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account")


def boxes() -> MultiFernet:
    """The newest key locks; earlier ones, kept while a key is being changed, still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(key))) for key in keys])


def derived(key: str | bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"drystone second factors").derive(force_bytes(key))
