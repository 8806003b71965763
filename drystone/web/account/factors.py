"""Passkeys, authenticator app, recovery codes: allauth's pages, opened only to somebody who is surely herself."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpResponse

from ..fresh_sign_in import fresh


class ActivateApp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        """She typed a code of the new app: that is a second factor given."""
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        return response


class AddPasskey(AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict:
        """Every passkey must stay on its device and ask for finger, face or PIN: then it signs in by itself."""
        context = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": auth.begin_registration(self.request.user, True)}}

    def form_valid(self, form: Any) -> HttpResponse:
        """She used the new passkey: that is a second factor given."""
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn", reauthenticated=True)
        return response


activate_app = fresh(ActivateApp.as_view())
deactivate_app = fresh(DeactivateTOTPView.as_view())
add_passkey = fresh(AddPasskey.as_view())
remove_passkey = fresh(RemoveWebAuthnView.as_view())
make_recovery_codes = fresh(GenerateRecoveryCodesView.as_view())
download_recovery_codes = fresh(DownloadRecoveryCodesView.as_view())
