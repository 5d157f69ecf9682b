"""Train the tone classifier and write lexicons/sentiment_model.npz.

    PARALLAX_GOLD=/folder/with/gold-and-bench \
        python benchmarks/train_sentiment.py --teacher FOLDER [--work FOLDER]

Three steps. A teacher (sentiment_teacher.py) is fine-tuned on NewsMTSC train. It labels
targets in the unlabelled bench articles. The small network of
`analysis.measures.tone.network` learns from both (knowledge distillation, Hinton et al.
2015). NewsMTSC dev sets the temperature and the threshold and is reported; it is never
trained on. Needs torch and transformers beside the project; one thread, about an hour
and a half. Intermediate results are kept in --work and used again.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import sentiment_data as data
import torch
from sentiment import best_temperature
from sentiment_data import Target
from sentiment_teacher import Teacher, fine_tune, label

from analysis.measures.tone import network
from analysis.measures.tone.context import PRONOUNS, SPECIAL, UNKNOWN, WORD, Context, context

SEED = 1
WORDS, ENDINGS, RAREST = 14_000, 300, 6
SIZE, PLACE, KIND, STATE = 64, 16, 8, 64
EPOCHS, RATE, REPEATS = 4, 2e-3, 2
DRAWN, OTHERS = 70_000, 20_000
PLACES = 21


class Student(torch.nn.Module):
    """The network of `tone_network`, with dropout, so that it can be trained."""

    def __init__(self, vectors: np.ndarray):
        super().__init__()
        nn = torch.nn
        self.word = nn.Embedding.from_pretrained(torch.tensor(vectors), False, padding_idx=0)
        self.place = nn.Embedding(PLACES, PLACE)
        self.kind = nn.Embedding(len(PRONOUNS) + 1, KIND)
        self.gru = nn.GRU(
            SIZE + PLACE,
            STATE,
            num_layers=network.LAYERS,
            dropout=0.2,
            batch_first=True,
            bidirectional=True,
        )
        self.query = nn.Linear(2 * STATE + KIND, STATE, bias=False)
        self.key = nn.Linear(2 * STATE + PLACE, STATE)
        self.attention = nn.Linear(STATE, 1, bias=False)
        self.hidden = nn.Linear(6 * STATE + KIND, STATE)
        self.out = nn.Linear(STATE, 3)
        self.dropout = nn.Dropout(0.2)
        for table in (self.place, self.kind):
            table.weight.data.mul_(0.1)

    def forward(self, words, target, kind):
        if self.training:  # now and then a word is unknown, as in new texts
            lost = (torch.rand(words.shape) < 0.05) & (words >= len(SPECIAL))
            words = torch.where(lost, UNKNOWN, words)
        known = words > 0
        offsets = torch.arange(words.shape[1]) - target[:, None]
        place = self.place(torch.from_numpy(network.places(offsets.numpy())))
        inputs = self.dropout(torch.cat([self.word(words), place], -1))
        packed = torch.nn.utils.rnn.pack_padded_sequence(
            inputs, known.sum(1), batch_first=True, enforce_sorted=False
        )
        states, _ = torch.nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True)
        kind = self.kind(kind)
        at_target = states[torch.arange(len(states)), target]
        query = self.query(torch.cat([at_target, kind], -1))
        weight = self.attention(
            torch.tanh(self.key(torch.cat([states, place], -1)) + query[:, None])
        )[..., 0]
        weight = torch.softmax(weight.masked_fill(~known, -1e9), -1)
        mean = (weight[..., None] * states).sum(1)
        peak = states.masked_fill(~known[..., None], -1e9).max(1).values
        pooled = self.dropout(torch.cat([at_target, mean, peak, kind], -1))
        return self.out(self.dropout(torch.relu(self.hidden(pooled))))

    def exported(self) -> dict[str, np.ndarray]:
        """The weights under the names that `tone_network` reads."""
        names = {
            "place.weight": "place",
            "kind.weight": "kind",
            "query.weight": "query",
            "key.weight": "key",
            "key.bias": "key_bias",
            "hidden.weight": "hidden",
            "hidden.bias": "hidden_bias",
            "out.weight": "out",
            "out.bias": "out_bias",
            "word.weight": "word",
        }
        for layer, (suffix, way) in itertools.product(
            range(network.LAYERS), (("", "forward"), ("_reverse", "backward"))
        ):
            names |= {
                f"gru.weight_ih_l{layer}{suffix}": f"{way}_{layer}_input",
                f"gru.weight_hh_l{layer}{suffix}": f"{way}_{layer}_state",
                f"gru.bias_ih_l{layer}{suffix}": f"{way}_{layer}_input_bias",
                f"gru.bias_hh_l{layer}{suffix}": f"{way}_{layer}_state_bias",
            }
        found = {k: v.detach().numpy() for k, v in self.state_dict().items()}
        return {new: found[old] for old, new in names.items()} | {
            "attention": found["attention.weight"][0]
        }


def vocabulary(targets: Iterable[Target]) -> list[str]:
    """Frequent words in lower case, then the endings of the rarer ones."""
    counts = Counter(
        word.replace("’", "'")
        for sentence in dict.fromkeys(target.sentence for target in targets)
        for word in WORD.findall(sentence)
        if not word[0].isupper() and not word[0].isdigit()
    )
    words = [word for word, n in counts.most_common(WORDS) if n >= RAREST]
    endings: Counter[str] = Counter()
    for word in counts.keys() - set(words):
        if len(word) > 4:
            endings["-" + word[-3:]] += counts[word]
    return words + [
        ending for ending, _ in sorted(endings.items(), key=lambda e: (-e[1], e[0]))[:ENDINGS]
    ]


def without_names(words: list[str], targets: Iterable[Target]) -> list[str]:
    """Blank the words that are nearly always names (trump), so that they are pooled as names.

    A word counts as a name where it has a capital within a sentence.
    """
    plain: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for sentence in dict.fromkeys(target.sentence for target in targets):
        for word in WORD.findall(sentence)[1:]:
            (capital if word[0].isupper() else plain)[word.replace("’", "'").lower()] += 1
    return ["" if word != "i" and capital[word] > 20 * plain[word] else word for word in words]


def contexts(targets: list[Target], words: list[str]) -> list[Context]:
    known = {word: i for i, word in enumerate(words, len(SPECIAL))}
    return [context(*target, known) for target in targets]


def word_vectors(words: list[str], teacher: Teacher) -> np.ndarray:
    """The teacher's vectors of the words, reduced to SIZE by principal components."""
    table = teacher.encoder.embeddings.word_embeddings.weight.detach().numpy()
    pieces = [teacher.pieces(word.lstrip("-") or word) or [UNKNOWN] for word in words]
    vectors = np.stack([table[ids].mean(0) for ids in pieces])
    vectors -= vectors.mean(0)
    left, scale, _ = np.linalg.svd(vectors, full_matrices=False)
    vectors = left[:, :SIZE] * scale[:SIZE]
    special = np.random.default_rng(SEED).normal(size=(len(SPECIAL), SIZE)) * vectors.std()
    special[0] = 0
    return (0.3 / vectors.std() * np.concatenate([special, vectors])).astype(np.float32)


def batches(found: list[Context], rng: np.random.Generator, size: int = 64) -> Iterable[tuple]:
    """Batches of contexts of like length, in random order."""
    lengths = np.array([len(c.words) for c in found])
    pools = np.array_split(rng.permutation(len(found)), len(found) // (25 * size) + 1)
    order = np.concatenate([pool[np.argsort(lengths[pool], kind="stable")] for pool in pools])
    rows = [order[i : i + size] for i in range(0, len(order), size)]
    for i in rng.permutation(len(rows)):
        inputs = network.padded([found[j] for j in rows[i]])
        yield rows[i], *map(torch.from_numpy, inputs)


def fit(net: Student, found: list[Context], truth: np.ndarray) -> None:
    """Minimise the cross-entropy to the soft labels; AdamW, linear warm-up and decay."""
    rng = np.random.default_rng(SEED)
    targets = torch.tensor(truth).float()
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-5)
    steps = EPOCHS * -(-len(found) // 64)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.05 * steps), max(0, steps - s) / (0.95 * steps))
    )
    for epoch in range(EPOCHS):
        net.train()
        total = 0.0
        for rows, *inputs in batches(found, rng):
            likely = torch.log_softmax(net(*inputs), -1)
            loss = -(likely * targets[rows]).sum(-1).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            rate.step()
            total += loss.item() * len(rows) / len(found)
        print(f"epoch {epoch + 1}: loss {total:.4f}", flush=True)


def save(weights: dict[str, np.ndarray], words: list[str], **settings: float) -> None:
    """Write the weights, matrices as bytes with a scale for each row."""
    arrays: dict[str, np.ndarray] = {
        "vocabulary": np.frombuffer("\n".join(words).encode(), np.uint8)
    }
    for name, array in weights.items():
        if array.ndim == 2:
            scale = np.maximum(np.abs(array).max(1, keepdims=True), 1e-9) / 127
            arrays["scale:" + name] = scale.astype(np.float32)
            array = np.round(array / scale).astype(np.int8)
        arrays[name] = array
    arrays |= {name: np.float32(value) for name, value in settings.items()}
    np.savez_compressed(network.MODEL, **arrays)
    network.weights.cache_clear()
    network.vocabulary.cache_clear()


def pseudo_labels(
    teacher_folder: Path, work: Path, train: list[Target], classes: np.ndarray, dev: list[Target]
):
    """Fine-tune the teacher and label the bench targets, or read both from `work`."""
    teacher = Teacher(teacher_folder)
    state = work / "teacher.pt"
    if state.exists():
        teacher.load_state_dict(torch.load(state))
    else:
        teacher = fine_tune(teacher, train, classes)
        torch.save(teacher.state_dict(), state)
    pool = data.unlabelled(SEED, skip=dev)[:DRAWN]
    pool += data.others(pool, SEED)[:OTHERS]
    labels = work / "labels.npy"
    if not labels.exists():
        np.save(labels, label(teacher, pool))
    return teacher, pool, np.load(labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/sentiment"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    train, classes, _ = data.newsmtsc("hf-train")
    parts = [data.newsmtsc(name) for name in ("rw-hf-dev", "mt-hf-dev")]
    dev = [target for part in parts for target in part[0]]
    teacher, pool, labels = pseudo_labels(options.teacher, options.work, train, classes, dev)

    words = vocabulary(pool + train)
    torch.manual_seed(SEED)
    net = Student(word_vectors(words, teacher))
    hard = np.eye(3)[classes] * 0.9 + 0.1 / 3
    truth = np.concatenate([labels] + [hard] * REPEATS)
    found = contexts(pool, words) + contexts(train, words) * REPEATS
    fit(net, found, truth)

    words = without_names(words, pool + train)
    save(net.exported(), words)
    logits = network.logits(contexts(dev, words))
    dev_classes = np.concatenate([part[1] for part in parts])
    temperature = best_temperature(logits, dev_classes)
    confidence = network.softmax(logits / temperature).max(1)
    threshold = float(np.median(confidence))
    save(net.exported(), words, temperature=temperature, threshold=threshold)
    size = network.MODEL.stat().st_size / 1e6
    print(f"temperature {temperature:.3f}, threshold {threshold:.3f}, {size:.2f} MB")


if __name__ == "__main__":
    main()
