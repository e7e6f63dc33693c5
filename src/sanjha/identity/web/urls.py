"""Addresses of identity."""

from django.urls import path

from sanjha.identity.web import views_account, views_accounts, views_citizen, views_demo, views_officer

app_name = "identity"
urlpatterns = [
    path("login/", views_officer.login, name="login"),
    path("login/code/", views_officer.login_code, name="login-code"),
    path("login/citizen/", views_citizen.login, name="citizen-login"),
    path("login/citizen/code/", views_citizen.login_code, name="citizen-code"),
    path("login/citizen/again/", views_citizen.send_again, name="citizen-again"),
    path("logout/", views_account.logout, name="logout"),
    path("account/", views_account.account, name="account"),
    path("account/password/", views_account.password, name="password"),
    path("account/recovery-codes/", views_account.recovery_codes, name="recovery-codes"),
    path("account/sign-ins/others/end/", views_account.end_other_sign_ins, name="end-others"),
    path("account/sign-ins/<uuid:sign_in_id>/end/", views_account.end_sign_in, name="end-sign-in"),
    path("account/act-for/", views_account.act_for, name="act-for"),
    path("accounts/", views_accounts.accounts, name="accounts"),
    path("accounts/<uuid:account_id>/", views_accounts.one_account, name="one-account"),
    path("accounts/<uuid:account_id>/administer/", views_accounts.administer, name="administer"),
    path("demo/", views_demo.demo, name="demo"),
    path("demo/sign-in/", views_demo.sign_in, name="demo-sign-in"),
    path("demo/phone/", views_demo.phone, name="phone"),
]
