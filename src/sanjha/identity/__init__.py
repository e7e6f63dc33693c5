"""Accounts and log-in of officers and citizens: who somebody is, and that it is really they."""
