"""The settings of answering."""

from dataclasses import dataclass, field

from index.errors import SettingsError

NO_LLM = "none"
NO_RERANKER = "none"


@dataclass(frozen=True)
class RagSettings:
    """`llm` is "none" or what `rag.llm.models` knows; `llm_model` and `llm_key` are for an endpoint given by its URL;
    `llm_threads` is 0 for all processors."""

    llm: str = NO_LLM
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    llm_connect_s: int = 5
    llm_first_token_s: int = 60
    llm_total_s: int = 120
    llm_max_tokens: int = 400
    llm_context_tokens: int = 4096
    llm_threads: int = 0
    # Passages that a language model writes from, at the most.
    llm_passages: int = 3
    # A cross-encoder that orders the first passages of a search, in the place of the reader: a folder, or a name.
    reranker: str = NO_RERANKER
    # Passages whose sentences are weighed as evidence.
    evidence_passages: int = 5
    # The same where it is asked who somebody is: many passages have the name, few say it.
    introducing_passages: int = 20
    # Of those, the ones that the reader reads.
    read_passages: int = 3
    # The characters of these that are read in all, around the best sentence of each: it costs as much as encoding the
    # question for every few hundred, and in longer windows of news the reader goes astray.
    read_chars: int = 1_200
    # Sentences that are quoted for a question at the most, each from another story; what other stories state beside
    # the first comes on top.
    max_citations: int = 2
    # A further sentence is quoted only if its score is at most this much below the best.
    citation_margin: float = 0.02
    # An answer less likely than this is not given: the nearest passages are shown instead.
    least_probability: float = 0.28
    # Passages that are shown where there is no answer.
    nearest: int = 3
    max_question_chars: int = 2_000

    def __post_init__(self) -> None:
        if self.least_probability > 1:
            raise SettingsError(f"least_probability is {self.least_probability}; a probability is from 0 to 1")
