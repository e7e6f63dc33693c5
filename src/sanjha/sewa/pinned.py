"""The definition an application is pinned to, restored once a process; and the words of the catalogue."""

from functools import lru_cache

from sanjha.kernel.conf import conf
from sanjha.kernel.text import Text
from sanjha.sewa.definition.canonical import restore
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.vocabulary import Vocabulary, load_vocabulary
from sanjha.sewa.models import ServiceVersion

_restored: dict[str, ServiceDefinition] = {}


def definition_of(version: ServiceVersion) -> ServiceDefinition:
    """The definition as it was published; its content is read from the store at the first use only."""
    found = _restored.get(version.sha256)
    if found is None:
        found = _restored[version.sha256] = restore(version.content.encode())
    return found


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The names of departments, categories, designations and kinds of office."""
    return load_vocabulary(conf.catalogue)


def department_name(code: str) -> Text:
    """The department's name; the code itself when the vocabulary does not know it (any more)."""
    return vocabulary().departments.get(code) or Text(code)


def category_name(code: str) -> Text:
    return vocabulary().categories.get(code) or Text(code)
