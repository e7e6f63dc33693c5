"""Reads of the service counter; every list authorises inside the SQL."""
