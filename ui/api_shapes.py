"""What the API takes and gives, as its OpenAPI page describes it; answers have the shapes of the command line."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.answer import Check, Citation
from rag.filters import NO_FILTERS, Filters

_MOST_HITS = 100
_MOST_HISTORY = 50


class Given(BaseModel):
    """What is sent: a misspelt field is an error."""

    model_config = ConfigDict(extra="forbid")


class FiltersIn(Given):
    """Which articles are asked; what is empty filters nothing. An article that shows no date lies outside all dates."""

    languages: list[str] = Field([], max_length=50, description="codes of the passages' languages", examples=[["ur"]])
    since: str = Field("", description="published then or later: 2023, 2023-09 or 2023-09-20", examples=["2023-09"])
    until: str = Field("", description="published then or earlier", examples=["2025"])
    sources: list[str] = Field([], max_length=100, description="files, folders, or patterns with * and ?")


def chosen_filters(given: FiltersIn | None) -> Filters:
    """Raises InputError for what is no language or date."""
    if given is None:
        return NO_FILTERS
    return Filters(tuple(given.languages), given.since, given.until, tuple(given.sources))


class AskRequest(Given):
    question: str = Field(examples=["When was the S-300 announced?"])
    history: list[str] = Field([], max_length=_MOST_HISTORY, description="earlier questions, the oldest first")
    collection: str = Field("", description="empty: the one that the server was started with")
    filters: FiltersIn | None = None
    stream: bool = Field(False, description="as server-sent events, as the answer comes about")


class SearchRequest(Given):
    query: str = Field(examples=["S-300", '"these very words"'])
    k: int = Field(10, ge=1, le=_MOST_HITS)
    collection: str = ""
    filters: FiltersIn | None = None


class AnswerOut(BaseModel):
    """`answer` is text with [1] marks that refer to `citations`. Without an answer there is a `reason`, and what is
    `nearest`."""

    question: str
    lang: str
    answered: bool
    answer: str
    reason: str | None
    probability: float | None
    citations: list[Citation]
    checks: list[Check]
    nearest: list[Citation]
    llm: str | None
    timings_ms: dict[str, float]


class HitOut(BaseModel):
    rank: int
    source: str
    start: int
    end: int
    text: str
    lang: str
    score: float
    legs: dict[str, float | None]


class FoundOut(BaseModel):
    """`note` says which quoted words are in no article, so that the hits were found by meaning."""

    query: str
    lang: str
    hits: list[HitOut]
    note: str | None


class ArticleOut(BaseModel):
    """`chars` counts the characters of the text, `copies` other articles that tell the same story; `findings` are what
    looks suspicious in it, with how often."""

    source: str
    title: str
    lang: str
    kind: str
    published: str | None
    precision: str | None
    author: str | None
    url: str | None
    chars: int
    passages: int
    copies: int
    findings: dict[str, int]
    uploaded: bool


class ListedOut(BaseModel):
    """A page of the articles; `total` counts all that fit."""

    collection: str
    total: int
    articles: list[ArticleOut]


class TextOut(BaseModel):
    """Offsets of citations count the characters of `text`."""

    source: str
    title: str
    lang: str
    published: str | None
    text: str


class Problem(BaseModel):
    type: str
    message: str


class ErrorOut(BaseModel):
    """Every error looks like this."""

    error: Problem


class ChatMessage(BaseModel):
    """As OpenAI's clients send it; what else they send along is passed over."""

    role: str
    content: str | list[dict[str, Any]] | None = None

    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(str(part.get("text", "")) for part in self.content if part.get("type") == "text")
        return self.content or ""


class ChatRequest(BaseModel):
    """`model` is `sanad`, for the collection that the server was started with, or `sanad/NAME`. Clients send `filters`,
    which OpenAI's own API has not, as `extra_body`."""

    model: str = "sanad"
    messages: list[ChatMessage] = Field(min_length=1, max_length=200)
    filters: FiltersIn | None = None
    stream: bool = False
    stream_options: dict[str, Any] | None = None


Form = Literal["json", "text", "page", "original"]
