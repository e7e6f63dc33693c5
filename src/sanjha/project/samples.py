"""The cases of the demonstration as data: whose, how old, how far."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One case: the household's number, how many days ago it came, yearly wages in rupees, and what was done since.

    Each deed is an action of the definition; OBJECT and REJECT come with the code given after a colon.
    """

    household: int
    days_ago: int
    wages: int
    deeds: tuple[str, ...] = ()
    assessed: int = 0


SAMPLES = (
    Sample(1, 0, 96000),
    Sample(2, 1, 140000),
    Sample(3, 7, 110000),
    Sample(4, 2, 84000, ("FORWARD",)),
    Sample(5, 9, 150000, ("FORWARD",)),
    Sample(6, 6, 120000, ("FORWARD", "REPORT")),
    Sample(7, 8, 60000, ("FORWARD", "REPORT"), assessed=180000),
    Sample(8, 5, 90000, ("FORWARD", "REPORT")),
    Sample(9, 4, 72000, ("OBJECT:IDENTITY_NOT_CLEAR",)),
    Sample(10, 12, 130000, ("FORWARD", "REPORT", "APPROVE")),
    Sample(11, 14, 88000, ("FORWARD", "REPORT", "APPROVE")),
    Sample(12, 13, 45000, ("FORWARD", "REPORT", "REJECT")),
)
