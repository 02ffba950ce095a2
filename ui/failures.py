"""What went wrong, as it is raised, in the language of the reader.

The packages below speak English, to the terminal and to logs. An error is known here by its class, and by how its
message begins where a class has several.
"""

import re
from dataclasses import dataclass

from index.errors import DiskFull, InputError, NoCollection, SanadError, SettingsError, StoreBusy
from rag.rendering import render_number
from ui.strings import DEFAULT_LANG, Strings, read_strings
from ui.turns import Busy


@dataclass(frozen=True)
class FailureWords:
    too_long: str
    not_text: str
    busy: str
    no_collection: str
    store_busy: str
    disk_full: str
    name_taken: str
    bad_name: str
    file_gone: str
    no_folder: str
    other: str


FAILURE_WORDS = read_strings(FailureWords, "failures")

# The first that fits.
_KNOWN: list[tuple[str, type[SanadError], str]] = [
    ("too_long", InputError, r"the (?:earlier )?question has (?P<n>[\d,]+) characters, the most is (?P<most>[\d,]+)"),
    ("not_text", InputError, r"the (earlier )?question holds bytes"),
    ("name_taken", InputError, r"there is a collection "),
    ("file_gone", InputError, r".* is not in the collection any more"),
    ("no_folder", InputError, r"it is not recorded which folder"),
    ("bad_name", SettingsError, r".* cannot name a collection"),
    ("busy", Busy, ""),
    ("no_collection", NoCollection, ""),
    ("store_busy", StoreBusy, ""),
    ("disk_full", DiskFull, ""),
]


def tell_failure(error: SanadError, labels: Strings) -> str:
    """What is not known stays in English, beside words that say so much."""
    english, words = str(error), FAILURE_WORDS[labels.lang]
    for name, kind, pattern in _KNOWN:
        if isinstance(error, kind) and (found := re.match(pattern, english, re.DOTALL)):
            numbers = {key: value.replace(",", "") for key, value in found.groupdict().items()}
            shown = {key: render_number(number, labels.lang) for key, number in numbers.items()}
            return str(getattr(words, name)).format(**shown)
    # Isolated, so that it reads from the left.
    return english if labels.lang == DEFAULT_LANG else f"{words.other} \u2066{english}\u2069"
