"""E-books: the text of the spine, in its order, as one article."""

import posixpath
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from index.documents.article import Budget, Extracted, ReadLimits, UnusableContent
from index.documents.packages import open_zip, parse_xml, read_part
from index.documents.tidy import tidy_line, tidy_text
from index.documents.webpages import parse_page, visible_text

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read_epub(content: bytes, limits: ReadLimits) -> Extracted:
    archive, budget = open_zip(content, "an epub file"), Budget(limits)
    path = _package_path(archive, budget)
    package = parse_xml(_required(archive, path, budget))
    locked = _locked(archive, budget)
    texts = []
    for name in _spine(package, posixpath.dirname(path)):
        if name in locked:
            raise UnusableContent("is encrypted (protected against copying)")
        page = read_part(archive, name, budget)
        if page:
            texts.append(visible_text(parse_page(page.decode("utf-8-sig", "replace"))))
    text = tidy_text("\n\n".join(part for part in texts if part))
    if not text.strip():
        raise UnusableContent("holds no text")
    title, author, published = (
        tidy_line(package.findtext(f"{_OPF}metadata/{_DC}{key}")) for key in ("title", "creator", "date")
    )
    return Extracted("", "epub", text, title=title, author=author, published=published)


def _package_path(archive: ZipFile, budget: Budget) -> str:
    container = parse_xml(_required(archive, "META-INF/container.xml", budget))
    for element in container.iter("{*}rootfile"):
        if path := element.get("full-path"):
            return str(path)
    raise UnusableContent("is not an epub file: its container names no package")


def _required(archive: ZipFile, name: str, budget: Budget) -> bytes:
    content = read_part(archive, name, budget)
    if content is None:
        raise UnusableContent(f"is not an epub file: it holds no {name[:80]}")
    return content


def _spine(package: etree._Element, folder: str) -> list[str]:
    files = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in package.iter(f"{_OPF}item")
        if item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split()
    }
    order = [item.get("idref") for item in package.iter(f"{_OPF}itemref")]
    return list(dict.fromkeys(files[id_] for id_ in order if id_ in files))


def _locked(archive: ZipFile, budget: Budget) -> set[str]:
    """Files under copy protection; fonts often are, which does not matter."""
    content = read_part(archive, "META-INF/encryption.xml", budget)
    if content is None:
        return set()
    return {unquote(element.get("URI", "")) for element in parse_xml(content).iter("{*}CipherReference")}
