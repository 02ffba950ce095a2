"""Content of a file → its articles, by kind. Runs in the child process but for plain text."""

from dataclasses import replace
from importlib import import_module

from index.documents.article import TWICE, Budget, Extracted, ReadLimits, Unread, UnusableContent, limit_reason
from index.documents.plain import read_markdown, read_text
from index.documents.tidy import one_line

# Suffix → kind.
KINDS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".eml": "eml",
    ".zip": "zip",
}
PLAIN_KINDS = {"txt": read_text, "md": read_markdown}
# Kind → module and function, loaded when the first file of that kind comes: some parsers take half a second.
_PARSERS = {
    "html": ("webpages", "read_html"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "epub": ("epub", "read_epub"),
    "csv": ("tables", "read_csv"),
    "jsonl": ("tables", "read_jsonl"),
    "eml": ("mail", "read_eml"),
}

Found = list[Extracted | Unread]
"""Articles and failures in the order in which the file holds them."""


def kind_of(name: str) -> str | None:
    """The kind that a file's name promises; None for one that cannot be read."""
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return KINDS.get(f".{suffix.lower()}") if stem and dot else None


def read_articles(content: bytes, name: str, limits: ReadLimits) -> Found:
    """Never raises for what the content is: a file that cannot be used is one `Unread` with an empty name."""
    budget = Budget(limits)
    try:
        found = _read(content, name, budget, 0)
    except UnusableContent as error:
        return [Unread("", kind_of(name) or "", one_line(str(error)))]
    return _with_own_names(found)


def _with_own_names(found: Found) -> Found:
    """Each article and each report under a name of its own.

    A member of the archive `a.zip` inside may be named like one of a folder `a.zip` beside it.
    """
    articles: set[str] = set()
    reports: set[str] = set()
    kept: Found = []
    for item in found:
        if isinstance(item, Extracted) and item.name in articles:
            item = Unread(item.name, item.kind, TWICE)
        names = reports if isinstance(item, Unread) else articles
        if item.name not in names:
            names.add(item.name)
            kept.append(item)
    return kept


def _read(content: bytes, name: str, budget: Budget, depth: int) -> Found:
    """Raises UnusableContent if nothing of the content can be used."""
    kind = kind_of(name)
    if not content:
        raise UnusableContent("is empty")
    try:
        if kind == "zip":
            found = _read_zip(content, budget, depth + 1)
        elif kind in PLAIN_KINDS:
            found = [PLAIN_KINDS[kind](content, budget.limits)]
        elif kind in _PARSERS:
            module, function = _PARSERS[kind]
            found = getattr(import_module(f"index.documents.{module}"), function)(content, budget.limits)
            found = found if isinstance(found, list) else [found]
        else:
            raise UnusableContent(f"is of no kind that can be read ({', '.join(sorted(KINDS))})")
    except RecursionError as error:
        raise UnusableContent("is nested too deep") from error
    if kind != "zip":
        budget.take_text(sum(len(item.text) for item in found if isinstance(item, Extracted)))
    return found


def unread_for(error: Exception, name: str) -> Unread:
    """What a parser made of `name` that it failed on."""
    return Unread("", kind_of(name) or "", one_line(f"cannot be read: {type(error).__name__}: {error}"))


def _read_zip(content: bytes, budget: Budget, depth: int) -> Found:
    """Members are named by their path. What is over a limit of the whole archive ends the reading of all of it."""
    from index.documents.archives import unpack_members

    if depth > budget.limits.max_depth:
        raise UnusableContent(limit_reason("lies in too many archives inside each other", "max_depth", budget.limits))
    found: Found = []
    for member in unpack_members(content, budget, kind_of):
        if isinstance(member, Unread):
            found.append(member)
            continue
        name, unpacked = member
        try:
            inner = _read(unpacked, name, budget, depth)
        except UnusableContent as error:
            if budget.spent:
                raise
            inner = [Unread("", kind_of(name) or "", one_line(str(error)))]
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a parser does wrong concerns this one member
            inner = [unread_for(error, name)]
        found.extend(replace(item, name=name + item.name) for item in inner)
    if not found:
        raise UnusableContent("holds no file of a kind that can be read")
    return found
