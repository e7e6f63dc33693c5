"""Applications and exceptions as tests need them."""

from datetime import timedelta

from sanjha.architecture.operations.ask_exception import ask_exception
from sanjha.architecture.operations.enter_application import enter_application
from sanjha.architecture.rules import ApplicationData
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM


def data(**changed):
    values = {
        "code": "EPOS-RATION",
        "name_en": "Ration shops",
        "name_pa": "ਰਾਸ਼ਨ ਦੀਆਂ ਦੁਕਾਨਾਂ",
        "department_en": "Food and Civil Supplies",
        "department_pa": "ਖ਼ੁਰਾਕ ਅਤੇ ਸਿਵਲ ਸਪਲਾਈ",
        "life_cycle": "LIVE",
        "hosting": "STATE_CENTRE",
        "criticality": "HIGH",
    }
    return ApplicationData(**values | changed)


def make_application(**changed):
    return enter_application(data=data(**changed), actor=SYSTEM)


def ask(actor, **changed):
    values = {
        "rule": "1.1",
        "application": "sewa",
        "reason": "The old system cannot",
        "measure": "Checked by hand",
        "until_date": clock.today() + timedelta(days=60),
    }
    return ask_exception(**values | changed, actor=actor)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())
