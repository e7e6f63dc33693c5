"""python -m sanjha.project.reference: write the pages that differ."""

import importlib
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjha.project.settings")
django.setup()
for path in importlib.import_module("sanjha.project.reference.pages").write():
    sys.stdout.write(f"{path} written\n")
