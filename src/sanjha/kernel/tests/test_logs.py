"""The log: one JSON object a line, with the request's id, and nothing that points at a person."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

import sanjha
from sanjha.kernel.logs import mask_persons

SOURCE = Path(sanjha.__file__).parents[1]

SCRIPT = """
import logging, structlog
from sanjha.kernel import context, logs
logs.configure({level!r}, json={json})
{body}
"""


def logged(body, *, level="INFO", as_json=True):
    """What a process of its own writes to standard error."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(level=level, json=as_json, body=body)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(SOURCE), "PATH": "/usr/bin:/bin"},
        check=True,
    )
    assert done.stdout == ""
    return done.stderr


def test_a_line_is_one_json_object_with_the_requests_id():
    lines = logged(
        "with context.request_scope('0190f5f2-1234-7000-8000-123456789012'):\n"
        "    structlog.get_logger('sanjha.http').info('request', route='/login/', status=200)\n"
        "structlog.get_logger('sanjha.kernel').warning('outside')\n"
    ).splitlines()
    inside, outside = (json.loads(line) for line in lines)
    assert inside | {"timestamp": ""} == {
        "event": "request",
        "route": "/login/",
        "status": 200,
        "request": "0190f5f2-1234-7000-8000-123456789012",
        "level": "info",
        "logger": "sanjha.http",
        "timestamp": "",
    }
    assert outside["level"] == "warning"
    assert "request" not in outside


def test_what_libraries_log_takes_the_same_way():
    (line,) = logged(
        "with context.request_scope('request-5'):\n    logging.getLogger('django.request').error('Not Found: %s', '/x/')"
    ).splitlines()
    entry = json.loads(line)
    assert (entry["event"], entry["request"], entry["logger"]) == (
        "Not Found: /x/",
        "request-5",
        "django.request",
    )


def test_an_error_is_one_line_with_its_traceback_and_without_the_values_of_a_row():
    (line,) = logged(
        "log = structlog.get_logger()\n"
        "def look_up(name):\n"
        "    raise ValueError('duplicate key\\nDETAIL:  Key (mobile, name)=(9876543210, Gurpreet Kaur) already exists.')\n"
        "try:\n    look_up('Harjit Singh')\nexcept ValueError:\n    log.exception('not saved')\n"
    ).splitlines()
    entry = json.loads(line)
    assert "Traceback" in entry["exception"]
    assert "look_up" in entry["exception"]
    assert not [
        word
        for word in ("9876543210", "Gurpreet", "Harjit")
        if word in line.replace("look_up('Harjit Singh')", "")
    ]


def test_less_severe_lines_are_left_out():
    assert (
        logged(
            "structlog.get_logger().info('chatter'); logging.getLogger('x').info('chatter')", level="WARNING"
        )
        == ""
    )


def test_a_person_at_a_terminal_gets_plain_lines():
    shown = logged("structlog.get_logger().warning('store away', seconds=3)", as_json=False)
    assert "store away" in shown
    assert "seconds=3" in shown


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("sent to 9876543210", "sent to [number]"),
        ("sent to +91 9876543210.", "sent to [number]."),
        ("sent to +91-9876543210", "sent to [number]"),
        ("aadhaar 1234 5678 9012 given", "aadhaar [number] given"),
        ("aadhaar=123456789012", "aadhaar=[number]"),
        ("account 123456789012345", "account [number]"),
        ("CITIZEN:01903456-1234-7000-8000-123456789012", "CITIZEN:01903456-1234-7000-8000-123456789012"),
        ("PB/BNL/REV-INCOME/2026/0000001-K took 125 ms", "PB/BNL/REV-INCOME/2026/0000001-K took 125 ms"),
        ("on 2026-11-23 at 10:00", "on 2026-11-23 at 10:00"),
    ],
)
def test_numbers_that_point_at_a_person_are_masked_and_ids_are_not(line, masked):
    assert mask_persons(logging, "info", {"event": line})["event"] == masked


def test_the_requests_id_is_never_masked():
    assert mask_persons(logging, "info", {"request": "9876543210", "status": 200}) == {
        "request": "9876543210",
        "status": 200,
    }
