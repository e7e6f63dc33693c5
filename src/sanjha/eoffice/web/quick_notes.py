"""Stock phrases of noting, to be inserted with one key; the officer's own words come after."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QuickNote:
    """A phrase and its language."""

    language: str
    words: str


QUICK_NOTES = (
    QuickNote("pa", "ਪ੍ਰਵਾਨਗੀ ਲਈ ਪੇਸ਼ ਹੈ ਜੀ।"),
    QuickNote("pa", "ਪ੍ਰਵਾਨ।"),
    QuickNote("pa", "ਤਜਵੀਜ਼ ਅਨੁਸਾਰ ਪ੍ਰਵਾਨ।"),
    QuickNote("pa", "ਗੱਲ ਕੀਤੀ ਜਾਵੇ।"),
    QuickNote("pa", "ਸੂਚਨਾ ਹਿਤ।"),
    QuickNote("en", "Submitted for approval please."),
    QuickNote("en", "Approved."),
    QuickNote("en", "Approved as proposed."),
    QuickNote("en", "Please discuss."),
    QuickNote("en", "For information."),
    QuickNote("hi", "अनुमोदनार्थ प्रस्तुत।"),
    QuickNote("hi", "अनुमोदित।"),
    QuickNote("hi", "प्रस्तावानुसार अनुमोदित।"),
    QuickNote("hi", "कृपया चर्चा करें।"),
)
"""Phrases that offices use every day; each note states its language, so they are not translated with the page."""
