"""The addresses of signing in. Of allauth's only the flows that we use are routed, under the names it knows."""

from allauth.account.views import account_inactive, logout
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from . import data, entrance, factors, mine, organisation, own_calendar, reauthentication

urlpatterns = [
    path("", mine.account, name="account"),
    path("login/", entrance.login, name="account_login"),
    path("new/", entrance.signup, name="account_signup"),
    path("code/", entrance.code, name="account_code"),
    path("code/again/", entrance.code_again, name="account_code_again"),
    path("name/", entrance.name, name="account_name"),
    path("logout/", logout, name="account_logout"),
    path("closed/", account_inactive, name="account_inactive"),
    path("confirm/", reauthentication.confirm, name="account_reauthenticate"),
    path("address/", mine.new_address, name="account_email"),
    path("address/code/", mine.new_address_code, name="account_email_code"),
    path("everywhere/logout/", mine.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("data/", data.mine, name="my-data"),
    path("data/<slug:kind>/", data.taken, name="my-data-file"),
    path("calendar/", own_calendar.addresses, name="my-calendar"),
    path("calendar/<str:key>.ics", own_calendar.feed, name="calendar-feed"),
    path("safety/", mfa.index, name="mfa_index"),
    path("second/", mfa.authenticate, name="mfa_authenticate"),
    path("second/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/add/", factors.activate_app, name="mfa_activate_totp"),
    path("app/remove/", factors.deactivate_app, name="mfa_deactivate_totp"),
    path("recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", factors.make_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", factors.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("organisation/failed/", organisation.failed, name="socialaccount_login_error"),
    path("organisation/left/", organisation.failed, name="socialaccount_login_cancelled"),
    path("organisation/disconnect/", mine.disconnect, name="account_disconnect"),
    path("organisation/<str:provider_id>/", organisation.login, name="openid_connect_login"),
    path("organisation/<str:provider_id>/back/", organisation.callback, name="openid_connect_callback"),
]
