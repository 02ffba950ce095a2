"""The measures: a good system scores well, a broken one as badly as it should."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.abstention import auroc, reliability, risk_coverage
from eval.citations import has_values, supported_sentences
from eval.questions import SEEDS, EvalQuestion, check_evidence, load_questions
from eval.ranking import QUESTION_SET, score_rankings
from eval.reading import contains_answer, exact_match, f1
from eval.results import check_floors
from eval.run import Row, run_questions
from eval.statistics import confidence_interval, interval_by_question, mean, paired_difference
from eval.summary import summarise
from eval.values import states_value
from index.collection import Collection, Hit, open_collection
from index.encoder import Encoder, Vectors
from index.errors import InputError
from index.folding import fold_text
from index.settings import IndexSettings
from index.sync import index_paths
from rag.answer import Answer, Citation
from rag.parts import Parts
from rag.question import Question
from rag.retrieve import retrieve_passages
from rag.settings import RagSettings
from tests.conftest import CACHE
from tests.conftest import SEEDS as ARTICLES

QUESTIONS = load_questions(SEEDS)


def test_the_seeds_question_set_is_verbatim() -> None:
    def read(source: str) -> str | None:
        path = ARTICLES / source
        return path.read_text(encoding="utf-8") if path.exists() else None

    assert [problem for question in QUESTIONS for problem in check_evidence(question, read)] == []
    assert {source for question in QUESTIONS for source in question.sources} == {p.name for p in ARTICLES.glob("*.txt")}


def test_the_seeds_question_set_is_as_broad_as_its_users() -> None:
    languages = Counter(question.lang for question in QUESTIONS)
    wanted = {"en": 50, "ur": 30, "ar": 25, "fa": 15, "ru": 15, "hi": 10, "ur-Latn": 5}
    assert all(languages[lang] >= count for lang, count in wanted.items())
    kinds = Counter(kind for question in QUESTIONS for kind in (question.tag or "").split("+"))
    assert kinds["follow-up"] >= 15
    assert all(question.history for question in QUESTIONS if "follow-up" in (question.tag or ""))
    assert kinds["false-premise"] >= 6
    assert kinds["mistake"] >= 3
    assert sum(len(question.sources) > 1 for question in QUESTIONS) >= 10
    assert sum(not question.answerable for question in QUESTIONS) >= 35
    assert kinds["near-miss"] >= 25


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_evidence_itself_carries_the_values(question: EvalQuestion) -> None:
    said = fold_text(" ".join(question.evidence))
    assert all(any(states_value(said, each) for each in value.split("|")) for value in question.values)


def test_evidence_that_is_not_verbatim_is_found() -> None:
    question = EvalQuestion("x", "en", "Q?", True, ["a", "missing"], ["here", "not here"])
    assert len(check_evidence(question, {"a": "it is here"}.get)) == 2


def _scores(run: dict[str, float], relevant: frozenset[str] = frozenset({"good"})) -> dict[str, float]:
    return score_rankings({"q": relevant}, {"q": run}, QUESTION_SET)["q"]


def test_ranking_measures_reward_the_right_order_only() -> None:
    assert _scores({"good": 2.0, "a": 1.0}) == {"hit@1": 1, "hit@5": 1, "mrr": 1, "ndcg@10": 1}
    assert _scores({"good": 1.0, "a": 2.0})["mrr"] == 0.5
    assert _scores({f"a{i}": 9.0 - i for i in range(6)} | {"good": 0.0})["hit@5"] == 0
    assert score_rankings({"q": {"good"}}, {}, QUESTION_SET)["q"]["mrr"] == 0
    assert score_rankings({"q": set()}, {"q": {"a": 1.0}}, QUESTION_SET)["q"]["ndcg@10"] == 0


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)), st.frozensets(st.sampled_from("abcdefgh")))
def test_a_tie_never_flatters(run: dict[str, int], relevant: frozenset[str]) -> None:
    tied = _scores({id_: float(score) for id_, score in run.items()}, relevant)
    for sign in (-1, 1):
        # However a tie is broken, the measures of the broken one are no worse.
        broken = {id_: score + sign * rank / 100 for rank, (id_, score) in enumerate(sorted(run.items()))}
        assert all(tied[name] <= value + 1e-9 for name, value in _scores(broken, relevant).items())


def _answer(text: str, answered: bool = True) -> Answer:
    cited = [Citation(n, "a", 0, 1, "x", "ur", None) for n in (1, 2)]
    return Answer("Q", "en", answered, text, None, None, cited, None, [], None, {})


def test_a_sentence_is_supported_by_what_it_cites_itself() -> None:
    assert supported_sentences(_answer("one [1]\ntwo [2]\nthree"), [True, False]) == [True, False, False]
    assert supported_sentences(_answer("one [1]", answered=False), [True, True]) == []
    assert supported_sentences(_answer("“as [1] has it [1]” [2]\none [2][1] "), [True, False]) == [False, True]


def _row(answerable: bool, answered: bool, citations: list[bool], sentences: list[bool]) -> Row:
    question = EvalQuestion("q", "en", "Q?", answerable)
    ranking = dict.fromkeys(QUESTION_SET, 0.0)
    return Row(question, "en>ur", _answer("", answered), [], [], ranking, citations, sentences, True, 0.0)


def test_what_is_cited_where_the_articles_do_not_answer_counts_against_the_citations() -> None:
    rows = [
        _row(True, True, [True, True], [True]),
        _row(True, False, [], []),
        _row(False, True, [False, False], [False, False]),
        _row(False, False, [], []),
    ]
    found = summarise(rows)["answer"]
    assert found["citation_precision"] == 0.5
    # Of the sentences that were said, and of the one that should have been.
    assert found["citation_recall"] == 0.25


def test_what_only_the_passage_around_a_quotation_holds_is_not_quoted() -> None:
    question = EvalQuestion("q", "en", "Q?", True, ["a"], ["of schools"])
    right, beside, elsewhere = (
        replace(_answer(""), citations=[Citation(1, source, 0, 1, quote, "en", None)])
        for source, quote in (("a", "11,000 of schools."), ("a", "A headline."), ("b", "Of schools, of schools."))
    )
    rows = [
        replace(_row(True, True, [True], []), question=question, answer=each) for each in (right, beside, elsewhere)
    ]
    assert [row.to_dict()["scores"]["quoted"] for row in rows] == [True, False, False]
    assert all(row.to_dict()["scores"]["evidence"] for row in rows)
    refused = replace(rows[0], answer=replace(right, answered=False))
    found = summarise([*rows, refused])["answer"]
    assert (found["quoted"], found["evidence"]) == (0.25, 0.75)


def test_the_time_of_an_answer_is_in_its_row() -> None:
    assert replace(_row(True, True, [], []), wall_ms=12.346).to_dict()["wall_ms"] == 12.35


def test_citations_of_one_question_are_no_questions_of_their_own() -> None:
    one_each, ten_each = ([[float(at % 2)] * count for at in range(20)] for count in (1, 10))
    assert interval_by_question(ten_each) == interval_by_question(one_each) == confidence_interval([0.0, 1.0] * 10)
    assert interval_by_question([[1.0, 0.0], []]) is None


def test_nothing_measured_is_null() -> None:
    summary = summarise([])
    assert summary["n"] == 0
    assert summary["retrieval"]["mrr"] is None
    assert summary["abstention"]["auroc"] is None


def test_a_probability_that_tells_is_told_from_one_that_does_not() -> None:
    answerable = [True, True, False, False]
    assert auroc([0.9, 0.8, 0.2, 0.1], answerable) == 1.0
    assert auroc([0.5] * 4, answerable) == 0.5
    assert auroc([0.9, None, 0.2, 0.1], answerable) is None
    assert risk_coverage([0.9, 0.8, 0.2, 0.1], [True] * 4, answerable) == [
        {"coverage": 0.25, "risk": 0.0},
        {"coverage": 0.5, "risk": 0.0},
        {"coverage": 0.75, "risk": 0.3333},
        {"coverage": 1.0, "risk": 0.5},
    ]
    assert risk_coverage([0.5] * 4, [True] * 4, answerable) == [{"coverage": 1.0, "risk": 0.5}]
    assert reliability([1.0, 0.95, 0.15, 0.1], answerable) == [
        {"probability": 0.125, "answerable": 0.0, "n": 2},
        {"probability": 0.975, "answerable": 1.0, "n": 2},
    ]


def test_a_refusal_takes_no_risk_and_covers_nothing() -> None:
    answered, right = [True, True, False, False], [True, False, True, False]
    assert risk_coverage([0.9, 0.8, 0.2, None], answered, right) == [
        {"coverage": 0.25, "risk": 0.0},
        {"coverage": 0.5, "risk": 0.5},
    ]
    assert risk_coverage([0.9, 0.8], [False, False], [True, False]) is None
    assert risk_coverage([0.9, None], [True, True], [True, False]) is None


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_an_interval_holds_its_mean_and_is_the_same_each_time(values: list[float]) -> None:
    interval = confidence_interval(values)
    assert interval == confidence_interval(values)
    assert interval is not None
    low, high = interval
    average = mean(values)
    assert average is not None
    assert min(values) - 1e-3 <= low <= average + 1e-3
    assert average - 1e-3 <= high <= max(values) + 1e-3


def test_a_difference_by_chance_is_told_from_one_that_is_not() -> None:
    better = paired_difference([1.0] * 30, [0.0] * 20 + [1.0] * 10)
    assert better is not None
    assert better["difference"] == pytest.approx(0.6667)
    assert better["p"] < 0.01
    chance = paired_difference([1.0, 0.0] * 10, [0.0, 1.0] * 10)
    assert chance is not None
    assert chance["p"] > 0.5
    assert paired_difference([1.0, 0.5], [1.0, 0.5]) == {"difference": 0.0, "p": 1.0}


@pytest.mark.parametrize(
    ("answer", "gold", "em", "overlap"),
    [
        ("the Twenty years", ["twenty years"], 1, 1),
        ("۲۰ سال", ["20 سال"], 1, 1),
        ("for 20 years", ["20 years", "thirty"], 0, 0.8),
        ("", ["20"], 0, 0),
        ("", [], 1, 1),
        ("something", [], 0, 0),
    ],
)
def test_a_short_answer_is_scored_as_in_squad(answer: str, gold: list[str], em: float, overlap: float) -> None:
    assert exact_match(answer, gold) == em
    assert f1(answer, gold) == pytest.approx(overlap)


def test_a_gold_answer_in_a_sentence_is_found_on_any_keyboard() -> None:
    assert contains_answer("روس نے ایس ۳۰۰ دیے۔", ["ايس 300"])
    assert not contains_answer("روس نے ایس ۳۰۰ دیے۔", ["ایس 400", " "])


@pytest.mark.parametrize(
    ("text", "value", "states"),
    [
        ("in 2025", "20", False),
        ("in 1905", "5", False),
        ("5 km, for 20 years", "5", True),
        ("۲۰ سالہ معاہدہ", "20 سال", True),
        ("S-300s", "s-300", True),
        ("S-3000", "S-300", False),
        ("بیلاروس کے صدر", "روس", False),
        ("روس، ایران", "روس", True),
        ("بنكهة وللجزائريين", "الجزائر", False),
        ("بالجزائريين", "الجزائر", True),
        ("भारतीय", "भारत", True),
        ("networks", "two", False),
        ("it cost “two”", "Two", True),
        ("posted on “X”", "“X”", True),
        ("anything", "", False),
    ],
)
def test_a_value_is_no_part_of_another(text: str, value: str, states: bool) -> None:
    assert states_value(fold_text(text), value) == states


def test_values_are_met_in_one_of_their_alternatives() -> None:
    asked = EvalQuestion("x", "en", "Q?", True, ["a"], ["b"], ["20|twenty", "Egypt"])
    assert has_values(_answer("twenty years, says Egypt"), asked)
    assert not has_values(_answer("in 2025, says Egypt"), asked)
    assert not has_values(_answer("twenty years"), asked)


@pytest.mark.parametrize("key", ["n.x", "nothing.mrr", "retrieval.nothing", "abstention.risk_coverage", "retrieval"])
def test_a_floor_of_what_is_not_measured_is_named(tmp_path: Path, key: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(f'[all]\n"{key}" = 0.5\n', encoding="utf-8")
    results = {"n": 3, "retrieval": {"mrr": 0.5}, "abstention": {"risk_coverage": []}}
    with pytest.raises(InputError, match=f"measure {key!r}"):
        check_floors(results, path, "all")


@pytest.mark.parametrize("text", ["all = 3", '[all]\n"retrieval.mrr" = "much"'])
def test_floors_that_are_none_are_a_clear_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="floor"):
        check_floors({"retrieval": {"mrr": 0.5}}, path, "all")


@pytest.fixture(scope="module")
def seeds(indexed_home: Path) -> Iterator[Collection]:
    with open_collection(IndexSettings(home=indexed_home, cache=CACHE)) as collection:
        yield collection


def _all_passages(collection: Collection) -> list[Hit]:
    return [
        Hit(passage, article, 1.0)
        for article in collection.catalog.articles()
        for passage in collection.catalog.passages_of(article.id)
    ]


def test_a_broken_retriever_scores_as_badly_as_it_should(seeds: Collection, encoder: Encoder) -> None:
    everything = _all_passages(seeds)

    def constant(_: Question, __: Vectors, k: int) -> Sequence[Hit]:
        return everything

    def reversed_ranking(question: Question, query: Vectors, k: int) -> Sequence[Hit]:
        ranked = seeds.search(query, len(everything))[::-1][:k]
        return [Hit(hit.passage, hit.article, -hit.score) for hit in ranked]

    def always_first(_: Question, __: Vectors, k: int) -> Sequence[Hit]:
        return everything[:1]

    def measure(retrieve: Callable[[Question, Vectors, int], Sequence[Hit]]) -> dict[str, float]:
        rows = run_questions(QUESTIONS[::4], Parts(retrieve, encoder), seeds, RagSettings())
        return summarise(rows)["retrieval"]  # type: ignore[no-any-return]

    good = measure(partial(retrieve_passages, seeds))
    assert good["hit@5"] > 0.6
    # All tied: every relevant passage comes after all others.
    flat = measure(constant)
    assert flat["hit@1"] == flat["hit@5"] == 0
    assert flat["mrr"] < 0.12
    assert measure(reversed_ranking)["mrr"] < 0.25 * good["mrr"]
    assert measure(always_first)["hit@5"] < 0.25


def test_a_copy_of_a_source_is_that_source(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    report = (
        "The bridge at Korun was opened by the mayor Olga Brandt on Friday, two years after the old one fell into "
        "the river. It is four hundred metres long and cost ninety million crowns. Ferries will go on for a month. "
    )
    other = "The museum of Tarn shows a hundred maps. The oldest was drawn by the monk Adam in the year of the flood. "
    folder = tmp_path / "press"
    folder.mkdir()
    texts = {"a.txt": f"Bridge opened\n{report}", "b.txt": f"{report}\nThe Evening Post", "c.txt": other * 2}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_paths([folder], settings, lambda: encoder)
    asked = EvalQuestion("q", "en", "Who opened the bridge?", True, ["a.txt"], ["opened by the mayor Olga Brandt"])
    elsewhere = replace(asked, id="r", question="Who drew the oldest map of Tarn?")
    with open_collection(settings) as collection:

        def copy_first(question: Question, query: Vectors, k: int) -> Sequence[Hit]:
            hits = [hit for hit in collection.search(query, 10) if hit.article.source != "a.txt"]
            return [replace(hit, score=1.0 - rank / 10) for rank, hit in enumerate(hits)]

        settled = RagSettings(least_probability=0.0)
        right, wrong = run_questions([asked, elsewhere], Parts(copy_first, encoder), collection, settled)
    assert {cited.source for cited in right.answer.citations} == {"b.txt"}
    assert (right.evidenced, right.quoted, right.relevant[0], right.ranking["hit@1"]) == (True, True, True, 1.0)
    assert {cited.source for cited in wrong.answer.citations} == {"c.txt"}
    assert (wrong.evidenced, wrong.quoted) == (False, False)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "'id'"),
        ({"evidence": "text"}, "list of texts"),
        ({"answerable": False}, "names none"),
        ({"answerable": False, "sources": []}, "names none"),
        ({"tag": ["when"]}, "'tag'"),
        ({"answer": 20}, "'answer'"),
        ({"values": ["20|"]}, "an alternative is empty"),
        ({"answerable": "yes"}, "true or false"),
        ({"unknown": 1}, "not a question: there is no field 'unknown'"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    row = {"id": "1", "lang": "en", "question": "Q?", "answerable": True, "sources": ["a"], "evidence": ["b"]}
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(row) + "\n" + json.dumps(row | {"id": "2"} | change), encoding="utf-8")
    with pytest.raises(InputError, match=f"line 2.*{reason}"):
        load_questions(path)
