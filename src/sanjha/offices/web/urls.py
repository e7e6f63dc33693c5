"""Addresses of the register of offices; all are under /offices/."""

app_name = "offices"
urlpatterns: list[object] = []
