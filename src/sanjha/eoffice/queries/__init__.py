"""The reads of the paperless office; each list authorises inside its SQL."""
