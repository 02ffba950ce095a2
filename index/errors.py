"""The errors that Sanad raises on purpose.

    SanadError
    ├── SettingsError        a setting is unknown or has an unusable value
    ├── InputError           a path, file or question that cannot be used
    ├── EncoderError         the embedding model is missing, damaged or cannot be loaded
    ├── LlmError             the language model is missing, does not answer, or answers nonsense
    └── StoreError           the stored collection cannot be read or written
        ├── NoCollection     nothing has been indexed yet
        ├── StoreMismatch    the collection was built with other settings
        ├── StoreBusy        another process is writing to the collection
        └── DiskFull         no room to write

A message is one line: what happened, the value seen, what to do next.
"""


class SanadError(Exception):
    """Base of every error whose message is meant for the user."""


class SettingsError(SanadError):
    """A setting is unknown or has an unusable value."""


class InputError(SanadError):
    """A path, file or question that cannot be used."""


class EncoderError(SanadError):
    """The embedding model is missing, damaged or cannot be loaded."""


class LlmError(SanadError):
    """The language model is missing, does not answer, or answers nonsense."""


class StoreError(SanadError):
    """The stored collection cannot be read or written."""


class NoCollection(StoreError):
    """Nothing has been indexed under this name yet."""


class StoreMismatch(StoreError):
    """The collection was built with other settings than those in force."""


class StoreBusy(StoreError):
    """Another process is writing to the collection."""


class DiskFull(StoreError):
    """There is no room to write."""


def first_line(error: BaseException) -> str:
    """What an error of another library, or of the system, says."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return (str(error).strip() or type(error).__name__).splitlines()[0]
