"""`python -m eval.fitting`: fit the probability that a collection holds the answer (`rag.decide`).

`collect` asks questions of collections, one large and several small, made of passages that neither the encoder nor
the reader was trained on, and one of long articles, those of the question set of seeds/ of theirs, and keeps what
retrieval and reading found, without the texts; `fit` makes the model of that. The first half of the articles is fitted
on, the second reported; the seeds are reported by cross-validation, and the shipped numbers are of both.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from eval.abstention import auroc
from eval.corpus import opened_folder
from eval.questions import SEEDS, load_questions
from index.settings import IndexSettings
from index.training.context import headline_of
from index.training.data import OWN_PAIRS, Paragraph, Question, Split, Texts, load_split
from rag.decide import describe_evidence
from rag.lookup import look_up
from rag.parts import Parts
from rag.question import read_question
from rag.settings import RagSettings

_TABLE = Path(__file__).with_name("decision.csv")
_MODEL = Path(__file__).parents[1] / "rag" / "decision.json"
_COLUMNS = ("set", "size", "kind", "lang", "answerable")
_FEATURES = {
    "collection": ("score", "cosine", "passage", "holds", "lacks", "foreign"),
    "passage": ("cosine", "passage", "holds", "lacks"),
}
_LANGUAGES = ("en", "ur", "ar", "fa", "ru", "hi")
# How often a paragraph is there in each of its languages; 0.3 for the others.
_SHARES = {"ur": 4.0, "en": 2.0, "ar": 2.0, "hi": 1.5, "ru": 1.5}
# One paragraph in five is left out of the collection, so that nothing answers what is asked of it.
_LEFT_OUT = 0.2
# Questions of each kind and language, for either half.
_MOST = {
    "large": {"answerable": 60, "near": 60, "left-out": 25, "talk": 10},
    "small": {"answerable": 3, "near": 3, "left-out": 2, "talk": 1},
    "long": {"answerable": 60, "near": 60, "left-out": 25, "talk": 3},
}
# How many collections are small, and the paragraphs of such a one at the least, of one article at the most.
_SMALL, _FEW, _OF_ONE = 20, 24, 9
# What is typed and asks nothing of any article.
_TALK = {
    "en": "asdkjh qwe|lol|blah blah blah|hmm ok|test test|what is the latest news?|how many articles do you have?"
    "|are you a human?|tell me more|write me a poem",
    "ur": "پتہ نہیں یار|بس ایسے ہی|تازہ خبر کیا ہے؟|ٹھیک ہے پھر|تمہیں کس نے بنایا؟|کچھ اور بتاؤ|ہاہاہا|گفتگو ختم کرو",
    "ar": "لا أعرف|ما آخر الأخبار؟|طيب حسنا|من صنعك؟|ههههه|أخبرني المزيد|كم مقالا لديك؟|شيء ما",
    "fa": "نمی‌دانم|خبر تازه چیست؟|باشه پس|تو را چه کسی ساخته است؟|هههه|بیشتر بگو|چند مقاله داری؟|همین‌طوری",
    "ru": "йцукен фыва|ну ладно|какие новости?|кто тебя создал?|ха-ха-ха|расскажи ещё|сколько тут статей?|просто так",
    "hi": "पता नहीं यार|चलो ठीक है|ताज़ा ख़बर क्या है?|तुम्हें किसने बनाया?|हाहाहा|और बताओ|कितने लेख हैं?|ऐसे ही",
}
# A question of the seeds counts as so many others: news, where a question that is not answered is on the subject.
# The seeds make half of what is fitted on. What asks nothing counts less: it is unlike all other questions, and mostly
# told by its words (`rag.decide.says_nothing`).
_SEEDS_WEIGHT, _TALK_WEIGHT = 5.0, 0.3
_STRENGTH = 0.3
_FOLDS = 10

Row = dict[str, Any]
# The half, kind and language of a question, the question, and those before it.
Asked = tuple[str, str, str, str, Sequence[str]]
# Writes paragraphs into a folder and tells in which language each is there.
Write = Callable[[Sequence[Paragraph], Path, Random], dict[str, str]]


def collect(split: Split, cache: Path, seeds: Path) -> list[Row]:
    random, held_out = Random(7), split.held_out
    alone = [paragraph for paragraph in held_out.paragraphs if not paragraph.context]
    rows = _ask_held_out(held_out, alone, "large", cache, random, _write_texts)
    for paragraphs in _choose_small(alone, random):
        rows += _ask_held_out(held_out, paragraphs, "small", cache, random, _write_texts)
    rows += _ask_long(held_out, cache)
    news = [
        ("seeds", "answerable" if q.answerable else "near", q.lang, q.question, q.history)
        for q in load_questions(SEEDS)
    ]
    return rows + _ask(seeds, cache, "small", news)


def _ask_long(texts: Texts, cache: Path) -> list[Row]:
    """What is found in a collection of whole articles."""
    parts = [paragraph for paragraph in texts.paragraphs if paragraph.context]
    return _ask_held_out(texts, parts, "long", cache, Random(7), _write_articles)


def _choose_small(paragraphs: Sequence[Paragraph], random: Random) -> Iterator[list[Paragraph]]:
    articles: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        articles.setdefault(paragraph.article, []).append(paragraph)
    order = list(articles.values())
    for _ in range(_SMALL):
        random.shuffle(order)
        chosen: list[Paragraph] = []
        for some in order:
            chosen += random.sample(some, min(len(some), _OF_ONE))
            if len(chosen) >= _FEW:
                break
        yield chosen


def _ask_held_out(
    texts: Texts, paragraphs: Sequence[Paragraph], size: str, cache: Path, random: Random, write: Write
) -> list[Row]:
    """What is found in a collection of `paragraphs` for the questions about them."""
    about = {paragraph.id for paragraph in paragraphs}
    with TemporaryDirectory(prefix="sanad-fit-") as folder:
        spoken = write(paragraphs, Path(folder), random)
        asked = [
            (set_, kind, lang, question.texts[lang])
            for question in [*texts.questions, *texts.unanswerable]
            if question.paragraph.id in about
            for set_, kind, lang in _describe_question(question, spoken, random)
        ]
        asked += [
            (("fit", "report")[at % 2], "talk", lang, text)
            for lang, said in _TALK.items()
            for at, text in enumerate(said.split("|"))
        ]
        random.shuffle(asked)
        counts: Counter[tuple[str, str, str]] = Counter()
        kept: list[Asked] = []
        for each in asked:
            counts[each[:3]] += 1
            if counts[each[:3]] <= _MOST[size][each[1]]:
                kept.append((*each, ()))
        return _ask(Path(folder), cache, size, kept)


def _write_texts(paragraphs: Sequence[Paragraph], folder: Path, random: Random) -> dict[str, str]:
    """Paragraph → the language in which it is in the collection."""
    spoken = {}
    for number, paragraph in enumerate(paragraphs):
        if (len(paragraph.texts) > 1 or paragraph.is_own) and random.random() < _LEFT_OUT:
            continue
        languages = list(paragraph.texts)
        lang = random.choices(languages, [_SHARES.get(each, 0.3) for each in languages])[0]
        (folder / f"{number:05}.txt").write_text(paragraph.texts[lang], encoding="utf-8")
        spoken[paragraph.id] = lang
    return spoken


def _write_articles(paragraphs: Sequence[Paragraph], folder: Path, random: Random) -> dict[str, str]:
    """The same of whole articles, under their headlines."""
    articles: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        articles.setdefault(paragraph.telling, []).append(paragraph)
    spoken: dict[str, str] = {}
    for name, parts in articles.items():
        if random.random() < _LEFT_OUT:
            continue
        [lang] = parts[0].texts
        context = parts[0].context
        headline = headline_of(context, lang)
        # What is left is the first sentence, where nothing is asked of the first paragraph.
        lines = [headline, context.removeprefix(headline).strip(), *(part.texts[lang] for part in parts)]
        (folder / f"{name}.txt").write_text("\n\n".join(filter(None, lines)), encoding="utf-8")
        spoken |= {part.id: lang for part in parts}
    return spoken


def _describe_question(question: Question, spoken: dict[str, str], random: Random) -> Iterator[tuple[str, str, str]]:
    """In two of its languages, the half that its article is in, and whether the collection answers it."""
    kind = "left-out" if question.paragraph.id not in spoken else "answerable" if question.answerable else "near"
    half = "fit" if Random(question.paragraph.article).random() < 0.5 else "report"
    languages = [lang for lang in question.texts if lang in _LANGUAGES]
    for lang in random.sample(languages, min(2, len(languages))):
        yield half, kind, lang


def _ask(texts: Path, cache: Path, size: str, asked: Sequence[Asked]) -> list[Row]:
    rows = []
    with opened_folder(texts, IndexSettings(home=cache, cache=cache)) as parts:
        for set_, kind, lang, text, history in tqdm(asked, desc="asking", unit="question", disable=None):
            features = _find_features(parts, text, history)
            if features:
                row = {"set": set_, "size": size, "kind": kind, "lang": lang, "answerable": int(kind == "answerable")}
                rows.append(row | {name: round(value, 4) for name, value in features.items()})
    return rows


def _find_features(parts: Parts, text: str, history: Sequence[str]) -> dict[str, float] | None:
    settings = RagSettings()
    question = read_question(text, history, settings)
    hits, ranked = look_up(question, parts, settings, {})
    features = describe_evidence(question, ranked, hits, parts.count_languages())
    return dict(features) if features else None


def fit(rows: Sequence[Row]) -> tuple[dict[str, Any], str]:
    """The model, and a report of it."""
    model = {name: _fit_model(rows, features) for name, features in _FEATURES.items()}
    lines = []
    for name, features in _FEATURES.items():
        own = [row for row in rows if row["set"] == "fit"]
        others = [row for row in rows if row["set"] == "report"]
        seeds = [row for row in rows if row["set"] == "seeds"]
        likely = _predict(_train([*own, *seeds], features), others, features)
        for size, kind, lang in product(("large", "small", "long"), ("near", "left-out", "talk"), ("all", "ur", "fa")):
            chosen = [
                at
                for at, row in enumerate(others)
                if row["size"] == size and row["kind"] in ("answerable", kind) and lang in ("all", row["lang"])
            ]
            right = [bool(others[at]["answerable"]) for at in chosen]
            found = auroc([likely[at] for at in chosen], right)
            lines.append(f"{name:10} {size:5} {kind:8} {lang:4} n {len(chosen):4} auroc {found}")
        crossed = _cross_validate(own, seeds, features)
        lines.append(f"{name:10} seeds n {len(seeds)} auroc {auroc(crossed, [bool(r['answerable']) for r in seeds])}")
        lines.append(_describe_refusals(crossed, [bool(row["answerable"]) for row in seeds]))
    return model, "\n".join(lines)


def _describe_refusals(likely: Sequence[float], answerable: Sequence[bool]) -> str:
    values, right = np.array(likely), np.array(answerable)
    return "\n".join(
        f"  seeds, refused below {least:.2f}: false answers {np.mean(values[~right] >= least):.2f}, "
        f"false refusals {np.mean(values[right] < least):.2f}"
        for least in (0.3, 0.4, 0.5, 0.6, 0.7)
    )


def _cross_validate(own: Sequence[Row], seeds: Sequence[Row], features: Sequence[str]) -> list[float]:
    folds = np.random.default_rng(0).permutation(len(seeds)) % _FOLDS
    likely = np.zeros(len(seeds))
    for fold in range(_FOLDS):
        known = [row for row, each in zip(seeds, folds, strict=True) if each != fold]
        asked = [row for row, each in zip(seeds, folds, strict=True) if each == fold]
        likely[folds == fold] = _predict(_train([*own, *known], features), asked, features)
    return [float(each) for each in likely]


def _matrix(rows: Sequence[Row], features: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[float(row.get(name) or 0.0) for name in features] for row in rows])


def _train(rows: Sequence[Row], features: Sequence[str]) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    weights = [
        _SEEDS_WEIGHT if row["set"] == "seeds" else _TALK_WEIGHT if row["kind"] == "talk" else 1.0 for row in rows
    ]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_STRENGTH))
    answers = [row["answerable"] for row in rows]
    return model.fit(_matrix(rows, features), answers, logisticregression__sample_weight=weights)


def _predict(model: Any, rows: Sequence[Row], features: Sequence[str]) -> list[float]:
    return [float(each) for each in model.predict_proba(_matrix(rows, features))[:, 1]]


def _fit_model(rows: Sequence[Row], features: Sequence[str]) -> dict[str, Any]:
    scaler, regression = (step for _, step in _train(rows, features).steps)
    numbers = zip(features, scaler.mean_, scaler.scale_, regression.coef_[0], strict=True)
    return {
        "intercept": round(float(regression.intercept_[0]), 4),
        "features": {
            name: {"mean": round(float(m), 4), "scale": round(float(s), 4), "weight": round(float(w), 4)}
            for name, m, s, w in numbers
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser("python -m eval.fitting", description=__doc__)
    parser.add_argument("command", choices=["collect", "fit"])
    parser.add_argument("--data", type=Path, default=Path("../shared/train"), help="folder of the training data")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder of the benchmarks")
    parser.add_argument("--pairs", type=Path, default=OWN_PAIRS)
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder of the unpacked models")
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), help="the articles of the question set")
    options = parser.parse_args()
    if options.command == "collect":
        rows = collect(load_split(options.data, options.bench, options.pairs), options.cache, options.seeds)
        names = list(dict.fromkeys([*_COLUMNS, *(name for row in rows for name in row)]))
        with _TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
        return 0
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = [dict(row) | {"answerable": int(row["answerable"])} for row in csv.DictReader(file)]
    model, report = fit(rows)
    _MODEL.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(report + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
