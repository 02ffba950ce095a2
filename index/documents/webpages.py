"""Web pages: the article without what stands around it, and the facts that the page states about it."""

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Any

from lxml import etree, html

from index.documents.article import Extracted, ReadLimits, UnusableContent
from index.documents.encodings import decode_bytes
from index.documents.tidy import tidy_line, tidy_text


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|^<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I
)
_HEAD_BYTES = 4096
_NEVER_SHOWN = _names(
    "script style template noscript head title meta link iframe object embed svg math canvas audio video "
    "select option button input textarea datalist dialog map"
)
_AROUND = _names("nav header footer aside form menu")
_BREAKS = _names(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDING_CLASS = re.compile(r"\.([\w-]{1,60})\s*\{[^{}]{0,500}?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_DATE_NAMES = _names(
    "article:published_time og:published_time datepublished date dc.date dc.date.issued dcterms.date dcterms.created "
    "dcterms.issued pubdate publishdate publish-date publish_date publication_date parsely-pub-date sailthru.date "
    "citation_publication_date"
)
# Of a page that shows less than this, all is kept but what is plainly not the article: the extraction needs more.
_SMALL_PAGE_CHARS = 4000
_SMALL_PAGE_ELEMENTS = 5000
_SMALL_SHARE = 0.4
# The extraction takes time that grows with the square of the elements. A page of more, a whole book or a list, is not
# the news page it is made for, and is kept as a small one is.
_LARGE_PAGE_ELEMENTS = 20_000
# The parser takes time that grows with the square of an element's attributes; no page has half as many.
_MOST_ATTRIBUTES = 200
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
# Comments and code hold no elements, whatever it looks like.
_TAG = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<code>script|style)(?=[\s/>]).*?(?:</(?P=code)|\Z)"
    rf"|(?P<kept><[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{_MOST_ATTRIBUTES}}}+)(?P<more>(?:{_ATTRIBUTE})*+)",
    re.IGNORECASE | re.DOTALL,
)
_AROUND_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|header|sidebar|related|share|social|comments?|breadcrumbs?|cookies?)"
    r"(?:$|[\s_-])",
    re.I,
)
_LINKED_SHARE = 0.6
# Teasers are shorter than the article that they stand under, and most of them are links.
_OTHER_SHARE, _COMPARED_ARTICLES = 0.5, 20
# Hieroglyphs: a page that has all of them is none of news.
_JOINERS, _STAND_INS = "\u200c\u200d", range(0x13000, 0x13430)
_DATED = re.compile(r"(?:^|[\s_-])(?:date|datetime|time|timestamp|published|pubdate|posted)(?:$|[\s_-])", re.I)
_LONGEST_DATE = 60
_TABLE_ROW = re.compile(r"^\| ?(.*?) ?\|$", re.MULTILINE)


def read_html(content: bytes, limits: ReadLimits, declared: str | None = None, whole: bool = False) -> Extracted:
    """`whole`: all that the page shows is the article, as in mail."""
    match = _DECLARED.search(content[:_HEAD_BYTES])
    decoded = decode_bytes(content, declared or (match and (match[1] or match[2]).decode()) or None)
    tree = parse_page(decoded.text)
    facts = _facts(tree)
    _remove_hidden(tree)
    text = visible_text(tree) if whole else _main_text(tree)
    if not text.strip():
        raise UnusableContent("shows no text")
    notes = (decoded.note,) if decoded.note else ()
    return Extracted("", "html", text, notes=notes, **facts)  # type: ignore[arg-type]


def parse_page(text: str) -> html.HtmlElement:
    text = _TAG.sub(lambda tag: tag["kept"] if tag["more"] else tag[0], text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnusableContent(f"is not a web page: {error}") from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnusableContent("is nested too deep, or has parts too large, for a web page")
    return tree


def visible_text(tree: html.HtmlElement) -> str:
    """All text that the page shows, a line a block."""
    return tidy_text(re.sub(r" *\n[ \n]*", "\n", re.sub(r"[ \t\xa0]+", " ", "".join(_pieces(tree)))))


def _pieces(tree: html.HtmlElement) -> Iterator[str]:
    inside_hidden, preformatted = 0, 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        inside_hidden += step * (tag in _NEVER_SHOWN)
        preformatted += step * (tag == "pre")
        if not inside_hidden and tag in _BREAKS:
            yield "\n"
        if not inside_hidden and tag in ("td", "th") and event == "end":
            yield " "
        text = element.text if event == "start" else element.tail
        if text and not inside_hidden:
            yield text if preformatted else re.sub(r"\s+", " ", text)


def _remove_hidden(tree: html.HtmlElement) -> None:
    classes = {name for style in tree.iter("style") for name in _HIDING_CLASS.findall((style.text or "")[:100_000])}
    hidden = [
        element
        for element in tree.iter(etree.Element)
        if element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDING.search(element.get("style") or "")
        or (classes and not classes.isdisjoint((element.get("class") or "").split()))
    ]
    for element in hidden:
        if element.getparent() is not None and element.tag not in ("html", "body"):
            _drop(element)


def _drop(element: html.HtmlElement) -> None:
    """Nothing of it is left but its place: to join what stands before and after it, again and again, takes long."""
    element.clear(keep_tail=True)
    element.tag = "span"


def _main_text(tree: html.HtmlElement) -> str:
    if _has_elements(tree, _LARGE_PAGE_ELEMENTS):
        return _without_surroundings(tree)
    # Half a second, which a folder without web pages need not wait for.
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    small = _small_text(tree)  # before the extraction, which takes the tree apart
    joiners = _stand_in(tree)
    document: Any = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    extracted = (document.text or "") if document is not None else ""
    text = tidy_text(extracted.translate({ord(mark): joiner for joiner, mark in joiners.items()}))
    text = _TABLE_ROW.sub(lambda row: row[1].replace(" | ", "\t"), text)
    if small is None:
        return text
    kept = _SMALL_SHARE * len(small) < len(text) <= len(small) and ("\n" in text or "\n" not in small)
    return text if kept else small


def _stand_in(tree: html.HtmlElement) -> dict[str, str]:
    """Puts other characters in the place of the joiners and non-joiners of the page, which the extraction would remove
    though Persian and Hindi are spelt with them; returns which: letters that the page itself has not."""
    shown = tree.text_content()
    unused = (chr(code) for code in _STAND_INS if chr(code) not in shown)
    joiners = {joiner: mark for joiner in _JOINERS if joiner in shown and (mark := next(unused, ""))}
    table = str.maketrans(joiners)
    for element in tree.iter(etree.Element) if joiners else ():
        element.text, element.tail = (text and text.translate(table) for text in (element.text, element.tail))
    return joiners


def _has_elements(tree: html.HtmlElement, count: int) -> bool:
    """Whether there are at least so many."""
    return sum(1 for _ in islice(tree.iter(), count)) == count


def _small_text(tree: html.HtmlElement) -> str | None:
    """What a small page shows without its menus and the like; None for a large page."""
    if _has_elements(tree, _SMALL_PAGE_ELEMENTS):
        return None
    text = _without_surroundings(deepcopy(tree))
    return text if len(text) < _SMALL_PAGE_CHARS else None


def _without_surroundings(page: html.HtmlElement) -> str:
    """What the page shows but for what is plainly not the article; takes the page apart."""
    scope = _scope(page)
    for element in list(scope.iter(etree.Element)):
        if element is not scope and element.getparent() is not None and _stands_around(element):
            _drop(element)
    return visible_text(scope) or visible_text(page)


def _scope(page: html.HtmlElement) -> html.HtmlElement:
    """The element of the article, or of all of them where a page holds several, as one that follows an event."""
    articles = [
        each for each in page.iter("article") if not any(above.tag == "article" for above in each.iterancestors())
    ]
    told = [_unlinked(each) for each in islice(articles, _COMPARED_ARTICLES)]
    if sum(length > _OTHER_SHARE * told[0] for length in told[1:]):
        articles = []
    scopes = [*articles, *page.iter("main"), page]
    return scopes[0] if scopes[0].text_content().strip() else page


def _unlinked(element: html.HtmlElement) -> int:
    """How many of its characters are no link."""
    return len(element.text_content().strip()) - sum(len(link.text_content().strip()) for link in element.iter("a"))


def _stands_around(element: html.HtmlElement) -> bool:
    if element.tag in _AROUND or element.tag in _NEVER_SHOWN:
        return True
    if element.tag not in ("div", "section", "ul", "ol", "p", "table", "td"):
        return False
    if _AROUND_NAME.search(f"{element.get('id', '')} {element.get('class', '')}"):
        return True
    links = element.findall(".//a")
    linked = sum(len(link.text_content().strip()) for link in links)
    return len(links) > 1 and linked > _LINKED_SHARE * len(element.text_content().strip())


def _facts(tree: html.HtmlElement) -> dict[str, str | None]:
    from trafilatura import extract_metadata

    # As with the extraction: of a large page, what its head states.
    head = tree.find("head") if _has_elements(tree, _LARGE_PAGE_ELEMENTS) else None
    found = extract_metadata(tree if head is None else _page_of(head), extensive=False)
    stated = found.as_dict() if found is not None else {}
    return {
        "title": tidy_line(stated.get("title") or tree.findtext(".//title")),
        "author": _person(tidy_line(stated.get("author")), tree),
        "url": tidy_line(stated.get("url")),
        "published": tidy_line(_published(tree) or stated.get("date")),
    }


def _person(author: str | None, tree: html.HtmlElement) -> str | None:
    """`author` unless it is the place before who reports, which the extraction keeps alone: "البصرة - كريم الساعدي"."""
    if not author or " " in author:
        return author
    return None if re.search(rf"(?m)^{re.escape(author)} [–—ـ-] ", visible_text(tree)) else author


def _page_of(head: html.HtmlElement) -> html.HtmlElement:
    page = html.document_fromstring("<html><body></body></html>")
    page.insert(0, deepcopy(head))
    return page


def _published(tree: html.HtmlElement) -> str | None:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name.lower() in _DATE_NAMES and meta.get("content"):
            return str(meta.get("content"))
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and (
            date := _find_key(_parse_json(script.text), "datePublished")
        ):
            return date
    for time in tree.iter("time"):
        if time.get("datetime") and (time.get("pubdate") is not None or time.get("itemprop") == "datePublished"):
            return str(time.get("datetime"))
    times = (str(time.get("datetime")) for time in tree.iter("time") if time.get("datetime"))
    return next(times, None) or _shown_date(tree)


def _shown_date(tree: html.HtmlElement) -> str | None:
    """What the article shows in an element named after dates; of a page that sets no article apart, the only one: at
    the head of many stands the day on which they were looked at."""
    for scope in (*islice(tree.iter("article"), 1), *islice(tree.iter("main"), 1), tree):
        # In their order, and found at once though a page has thousands.
        named = dict.fromkeys(each for each in scope.iter(etree.Element) if _is_named_date(each, scope))
        outer = [each for each in named if named.keys().isdisjoint(each.iterancestors())]
        if len(outer) == 1 or (outer and scope is not tree):
            return " ".join(outer[0].text_content().split())
    return None


def _is_named_date(element: html.HtmlElement, scope: html.HtmlElement) -> bool:
    if not _DATED.search(f"{element.get('id', '')} {element.get('class', '')}"):
        return False
    text = element.text_content().strip()
    # An article may have a head of its own.
    around = _AROUND if scope.tag == "html" else _AROUND - {"header"}
    is_around = any(above.tag in around for above in element.iterancestors())
    return not is_around and len(text) <= _LONGEST_DATE and any(map(str.isdecimal, text))


def _parse_json(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except (ValueError, RecursionError):
        return None


def _find_key(value: Any, key: str) -> str | None:
    """The first text under this key, near the top before deep inside."""
    level = [value]
    for _ in range(5):
        for item in level:
            if isinstance(item, dict) and isinstance(item.get(key), str):
                return str(item[key])
        level = [
            inner
            for item in level
            for inner in (item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        ]
    return None
