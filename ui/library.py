"""The view of the library: its collections, their articles, and pictures of them.

`assets/library.js` collects what the reader does and sends it as events of one component; what arrives is the browser's
word only.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from index.errors import InputError, NoCollection, SanadError
from index.library import Brought, bring_files, create_collection, delete_collection, index_again, remove_files
from index.listing import ORDERS, Filter, count_values, list_articles
from index.projection import place_articles
from index.sync import Changes, Stopped, Watch
from rag.rendering import render_date
from ui.assets import read_asset
from ui.charts import colour_languages, legend_html, map_svg, timeline_svg
from ui.desk import Desk
from ui.failures import tell_failure
from ui.jobs import Job, Jobs, Progress
from ui.library_html import fill, filters_html, progress_html, report_html, table_html, told_html, tools_html
from ui.library_words import LIBRARY_WORDS
from ui.reasons import reason_html
from ui.render import frame_html, notice_html
from ui.strings import Strings

_PAGE = 50
# More than any collection has.
_MOST_PAGES = 10**9
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

_log = logging.getLogger(__name__)


def add_library(app: gr.Blocks, labels: Strings, desk: Desk, chosen: gr.BrowserState) -> Callable[..., Any]:
    """`chosen` is the name of the collection. What is returned is the event at which another one is chosen here, or at
    which there is one more or one less."""
    view = Library(labels, desk)
    tools = gr.HTML(elem_id="library-tools", apply_default_css=False, js_on_load=view.script)
    work = gr.HTML(elem_id="library-work", apply_default_css=False, js_on_load='element.setAttribute("role", "status")')
    filters = gr.HTML(elem_id="library-filters", apply_default_css=False)
    articles = gr.HTML(elem_id="articles", apply_default_css=False)
    pictures = gr.HTML(elem_id="pictures", apply_default_css=False)

    # The script asks for the rest when the view is looked at, since it may take a while.
    app.load(view.show_tools, chosen, tools, **_QUIET)
    tools.expand(view.show_all, chosen, [tools, filters, articles, pictures], trigger_mode="always_last", **_QUIET)
    tools.select(view.show_list, chosen, articles, trigger_mode="always_last", **_QUIET)
    tools.upload(view.bring, chosen, work, **_QUIET)
    tools.retry(view.reindex, chosen, work, **_QUIET)
    tools.stop(view.stop, None, None, **_QUIET)
    tools.delete(view.remove, chosen, work, **_QUIET)
    edited = tools.edit(view.change_collections, chosen, [chosen, work], **_QUIET)
    edited.then(view.show_tools, chosen, tools, **_QUIET)
    # The script knows what was chosen before.
    moved: Callable[..., Any] = tools.input
    return moved


class Library:
    """What the events of one page are answered with."""

    def __init__(self, labels: Strings, desk: Desk) -> None:
        self._labels, self._desk = labels, desk
        self._words = LIBRARY_WORDS[labels.lang]
        self._jobs = Jobs()
        self.script = read_asset("library.js")

    def show_tools(self, name: str) -> str:
        limits = self._desk.settings.ui
        name = name if isinstance(name, str) else self._desk.default
        try:
            count = sum(count_values(self._desk.collection(name).catalog, "lang").values())
        except NoCollection:
            count = 0
        files, size = limits.max_upload_files, limits.max_upload_bytes
        return tools_html(self._labels, self._desk.names(), name, count, files, size)

    def show_all(self, name: str) -> tuple[str, str, str, str]:
        """The tools, the filters, the first articles and the pictures."""
        tools = self.show_tools(name)
        try:
            catalog = self._desk.collection(name).catalog
            filters = filters_html(self._labels, count_values(catalog, "lang"), count_values(catalog, "kind"))
            return tools, filters, self._list(name, Filter(), ORDERS[0], 0), self._pictures(name)
        except SanadError as error:
            # It may be deleted while it is looked through.
            if not isinstance(error, NoCollection) and name in self._desk.names():
                raise
            return tools, "", notice_html(self._words.empty, "empty"), ""

    def show_list(self, name: str, event: gr.EventData) -> str:
        texts = {key: _text(event, key) for key in ("words", "lang", "kind", "origin")}
        wanted = Filter(**texts, suspicious=getattr(event, "suspicious", None) is True)
        order, page = _text(event, "order"), getattr(event, "page", 0)
        page = min(max(0, page), _MOST_PAGES) if isinstance(page, int) else 0
        try:
            return self._list(name, wanted, order if order in ORDERS else ORDERS[0], page)
        except SanadError as error:
            return told_html(self._labels, tell_failure(error, self._labels))

    def bring(self, name: str, event: gr.EventData) -> Iterator[str]:
        try:
            settings, files = self._desk.index_settings(name), self._received(event)
        except SanadError as error:
            yield told_html(self._labels, tell_failure(error, self._labels))
            return

        def work(watch: Watch) -> Brought:
            try:
                return bring_files(files, settings, lambda: self._desk.encoder, watch)
            finally:
                for path, _ in files:
                    path.unlink(missing_ok=True)

        def told(brought: Brought) -> tuple[list[str], list[tuple[str, str]]]:
            lines = [self._words.stopped] if brought.stopped else []
            lines.append(fill(self._words.added, self._labels, n=str(len(brought.added))))
            refused = [(each, self._refusal(error.code, error.detail)) for each, error in brought.refused.items()]
            unsent = [(each, self._refusal(code, "")) for each, code in _pairs(event)]
            return lines, [*unsent, *refused, *self._reasons(brought.skipped)]

        yield from self._follow(work, told)

    def reindex(self, name: str) -> Iterator[str]:
        def work(watch: Watch) -> Changes:
            return index_again(self._desk.index_settings(name), lambda: self._desk.encoder, watch)

        def told(changes: Changes) -> tuple[list[str], list[tuple[str, str]]]:
            counts = {
                self._words.added: len(changes.added) + len(changes.renamed),
                self._words.changed: len(changes.changed),
                self._words.removed: len(changes.removed),
                self._words.unchanged: len(changes.unchanged),
            }
            lines = [fill(words, self._labels, n=str(n)) for words, n in counts.items()]
            return lines, self._reasons(changes.skipped)

        yield from self._follow(work, told)

    def stop(self, event: gr.EventData) -> None:
        self._jobs.stop(getattr(event, "job", None))

    def remove(self, name: str, event: gr.EventData) -> str:
        file = _text(event, "file")

        def remove() -> str:
            remove_files([file], self._desk.index_settings(name))
            return fill(self._words.deleted, self._labels, file=file)

        return self._try(remove)

    def change_collections(self, name: str, event: gr.EventData) -> tuple[str, str]:
        """The collection that is chosen from now on, and what is to be said."""
        action, meant = _text(event, "action"), _text(event, "name")
        chosen = [name]

        def change() -> str:
            if action == "choose" and meant in self._desk.names():
                chosen[0] = meant
                return ""
            if action == "create":
                create_collection(self._desk.index_settings(meant), self._desk.encoder)
                chosen[0] = meant
                return fill(self._words.created, self._labels, name=meant)
            if action == "delete" and meant in self._desk.names():
                self._desk.close_collection(meant)
                delete_collection(self._desk.index_settings(meant))
                left = self._desk.names()
                chosen[0] = self._desk.default if self._desk.default in left or not left else left[0]
                return fill(self._words.collection_deleted, self._labels, name=meant)
            raise NoCollection(f"there is no collection {meant[:80]!r} any more")

        told = self._try(change)
        return chosen[0], told

    def _list(self, name: str, wanted: Filter, order: str, page: int) -> str:
        catalog = self._desk.collection(name).catalog
        total, found = list_articles(catalog, wanted, order, _PAGE, page * _PAGE)
        pages = -(-total // _PAGE)
        return table_html(self._labels, name, total, found, page, pages, wanted != Filter())

    def _pictures(self, name: str) -> str:
        words, spoken = self._words, self._labels.language_name
        catalog = self._desk.collection(name).catalog
        placed, langs = place_articles(catalog), count_values(catalog, "lang")
        if not placed:
            return ""
        colours = colour_languages(langs)
        dates = catalog.rows("SELECT published, lang FROM article WHERE live AND published IS NOT NULL")
        total = sum(langs.values())
        timeline = (
            timeline_svg(dates, colours, words.timeline, spoken, self._date)
            if dates
            else notice_html(words.no_dates, "empty")
        )
        undated = fill(words.undated_count, self._labels, n=str(total - len(dates)))
        part = fill(words.map_part, self._labels, n=str(len(placed)), total=str(total))
        return frame_html(
            self._labels,
            f"<section><h2>{words.map}</h2><p>{words.map_note}{f' {part}' if len(placed) < total else ''}</p>"
            f"{map_svg(placed, name, colours, words.map, spoken)}{legend_html(colours, spoken)}</section>"
            f"<section><h2>{words.timeline}</h2>{timeline}"
            f"{f'<p>{undated}</p>' if dates and len(dates) < total else ''}</section>",
        )

    def _date(self, iso: str) -> str:
        return render_date(iso, self._labels.lang)

    def _follow(
        self, work: Callable[[Watch], Any], told: Callable[[Any], tuple[list[str], list[tuple[str, str]]]]
    ) -> Iterator[str]:
        job: Job[Any] = self._jobs.begin(work)
        show = partial(progress_html, self._labels, job.id)
        try:
            yield show(Progress(), False)
            for progress in job.follow():
                yield show(progress, job.stopping)
            yield self._try(lambda: told(job.result()))
        finally:
            self._jobs.forget(job)

    def _try(self, act: Callable[[], str | tuple[list[str], list[tuple[str, str]]]]) -> str:
        """What is to be said of it, and where something was done, a sign to show the list anew."""
        try:
            said = act()
            lines, reasons = said if isinstance(said, tuple) else ([said] if said else [], [])
            return report_html(self._labels, lines, reasons, str(time.time_ns()))
        except Stopped:
            return report_html(self._labels, [self._words.stopped], [], str(time.time_ns()))
        except SanadError as error:
            _log.warning("the library refused: %s", error)
            return told_html(self._labels, tell_failure(error, self._labels))
        except Exception:  # noqa: BLE001 - the interface's border: logged here, told to the reader
            _log.exception("the library failed")
            return told_html(self._labels, self._words.failed)

    def _refusal(self, code: str, detail: str) -> str:
        said = getattr(self._words, f"refused_{code}", "") if code in ("kind", "same", "name", "size", "count") else ""
        return f"<span>{fill(str(said), self._labels, file=detail)}</span>"

    def _reasons(self, skipped: Mapping[str, str]) -> list[tuple[str, str]]:
        return [(name, reason_html(name, told, self._labels)) for name, told in skipped.items()]

    def _received(self, event: gr.EventData) -> list[tuple[Path, str]]:
        """The uploaded files with their names. Raises InputError for what did not come by an upload."""
        given, limits = getattr(event, "files", None), self._desk.settings.ui
        if not isinstance(given, list) or len(given) > limits.max_upload_files:
            raise InputError(f"no list of at most {limits.max_upload_files:,} files was sent")
        folder, files = Path(get_upload_folder()).resolve(), list[tuple[Path, str]]()
        for item in given:
            path, name = (item.get("path"), item.get("name")) if isinstance(item, dict) else (None, None)
            if not isinstance(path, str) or not isinstance(name, str):
                raise InputError("a file was sent without its path or its name")
            place = Path(path).resolve()
            if not place.is_relative_to(folder) or not place.is_file():
                raise InputError(f"{path[:200]!r} was not uploaded")
            files.append((place, name))
        return files


def _text(event: gr.EventData, key: str) -> str:
    value = getattr(event, key, "")
    # Half a character, which JSON can hold and the catalog cannot.
    return value[:1_000].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _pairs(event: gr.EventData) -> list[tuple[str, str]]:
    """The files that the browser did not send, with the code of the reason."""
    given = getattr(event, "refused", None)
    pairs = given if isinstance(given, list) else []
    return [
        (item[0], item[1]) for item in pairs if isinstance(item, list) and [type(part) for part in item] == [str] * 2
    ]
