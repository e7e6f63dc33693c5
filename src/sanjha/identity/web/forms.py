"""Forms of signing in and of accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjha.ui import forms as ui_forms


class OfficerSignIn(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AuthenticatorCode(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from the authenticator on your phone, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class FirstAuthenticatorCode(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits that the authenticator shows now."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class CitizenMobile(forms.Form):
    mobile = forms.CharField(
        label=_("Mobile number"),
        max_length=40,
        help_text=_("Ten digits. We send a code to this phone; no password is needed."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"}),
    )


class CitizenCode(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from the message. It is valid for 10 minutes."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class NewPassword(forms.Form):
    old_password = forms.CharField(
        label=_("Present password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        max_length=1000,
        strip=False,
        help_text=_("At least 12 characters, not like your name. Four or five words in a row are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("New password again"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> None:
        given = self.cleaned_data
        if "new_password" in given and "repeated" in given and given["new_password"] != given["repeated"]:
            self.add_error(
                "repeated", forms.ValidationError(_("The two new passwords differ."), code="differ")
            )


class Reason(forms.Form):
    reason = ui_forms.TextField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stays on record, for example “phone lost, identity seen”."),
    )
