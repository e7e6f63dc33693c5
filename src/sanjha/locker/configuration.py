"""Who issues and which kinds of documents there are: catalogue/_shared/issuer.yaml. DRAFT values say so there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from sanjha.kernel.conf import conf


@dataclass(frozen=True)
class Issuer:
    """`issuer_id` and `doctypes` are DigiLocker's; `state_code` begins every number; `draft` names what is not allotted yet."""

    issuer_id: str
    state_code: str
    doctypes: Mapping[str, str]
    draft: tuple[str, ...]


def issuer() -> Issuer:
    """The issuer of this installation. Raises ValueError or KeyError for a file that is missing a part."""
    path = conf.catalogue / "_shared" / "issuer.yaml"
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> Issuer:
    text = yaml.safe_load(path.read_text())
    drafts = [name for name, entry in text["doctypes"].items() if entry["status"] == "DRAFT"]
    if text["issuer_id"]["status"] == "DRAFT":
        drafts.insert(0, "issuer_id")
    if "-" in text["issuer_id"]["value"]:
        raise ValueError(f"{path}: an issuer id has no hyphen, it separates the parts of a URI")
    return Issuer(
        issuer_id=text["issuer_id"]["value"],
        state_code=text["state_code"],
        doctypes={code: entry["name"] for code, entry in text["doctypes"].items()},
        draft=tuple(drafts),
    )
