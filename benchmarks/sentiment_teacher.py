"""A larger network, fine-tuned on NewsMTSC, that labels the sentences the shipped one learns from.

Needs torch, transformers and a folder with the weights of all-MiniLM-L6-v2
(sentence-transformers, Apache-2.0). Used for training only, never shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from sentiment_data import Target
from tokenizers import Tokenizer
from transformers import AutoModel

LONGEST = 96


class Teacher(torch.nn.Module):
    """A transformer encoder; the classes are read off the masked target and the mean."""

    def __init__(self, folder: Path):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.hidden = torch.nn.Linear(2 * size, size)
        self.out = torch.nn.Linear(size, 3)
        self.dropout = torch.nn.Dropout(0.1)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def forward(self, tokens, known, target):
        states = self.encoder(input_ids=tokens, attention_mask=known).last_hidden_state
        at_target = states[torch.arange(len(tokens)), target]
        mean = (states * known[..., None]).sum(1) / known.sum(1, keepdim=True)
        both = self.dropout(torch.cat([at_target, mean], -1))
        return self.out(torch.tanh(self.hidden(both)))

    def pieces(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids if text.strip() else []

    def encode(self, target: Target) -> tuple[list[int], int]:
        """Word pieces with the target masked, and the target's place; its names become "same"."""
        sentence, start, end = target
        surface = sentence[start:end]
        names = [w for w in re.findall(r"\w{3,}", surface) if w[0].isupper()]
        own = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b" if names else r"(?!)")
        left = self.pieces(own.sub(" same ", sentence[:start]))
        right = self.pieces(own.sub(" same ", sentence[end:]))
        room = LONGEST - 3
        if len(left) + len(right) > room:
            keep = min(len(left), max(room // 2, room - len(right)))
            left = left[len(left) - keep :]
            right = right[: room - keep]
        begin, mask, stop = map(self.tokenizer.token_to_id, ("[CLS]", "[MASK]", "[SEP]"))
        return [begin, *left, mask, *right, stop], 1 + len(left)


def _batches(encoded: list, size: int, rng: np.random.Generator | None) -> Iterator[tuple]:
    """Batches of sentences of like length; in random order if `rng` is given."""
    lengths = np.array([len(tokens) for tokens, _ in encoded])
    order = np.argsort(lengths, kind="stable")
    if rng is not None:
        pools = np.array_split(rng.permutation(len(encoded)), len(encoded) // (25 * size) or 1)
        order = np.concatenate([pool[np.argsort(lengths[pool], kind="stable")] for pool in pools])
    rows = [order[i : i + size] for i in range(0, len(order), size)]
    for batch in rows if rng is None else [rows[i] for i in rng.permutation(len(rows))]:
        tokens = np.zeros((len(batch), lengths[batch].max()), np.int64)
        for row, i in enumerate(batch):
            tokens[row, : lengths[i]] = encoded[i][0]
        known = np.arange(tokens.shape[1]) < lengths[batch][:, None]
        target = np.array([encoded[i][1] for i in batch])
        yield batch, torch.tensor(tokens), torch.tensor(known).long(), torch.tensor(target)


def fine_tune(
    net: Teacher, targets: list[Target], classes: np.ndarray, *, epochs: int = 3, seed: int = 0
) -> Teacher:
    """Train all weights with AdamW, linear warm-up and decay, label smoothing 0.1."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net.train()
    encoded = [net.encode(target) for target in targets]
    truth = torch.tensor(np.eye(3)[classes] * 0.9 + 0.1 / 3, dtype=torch.float32)
    optimiser = torch.optim.AdamW(net.parameters(), lr=8e-5, weight_decay=0.01)
    steps = epochs * -(-len(encoded) // 16)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * steps), (steps - s) / (0.9 * steps))
    )
    for _ in range(epochs):
        for rows, *inputs in _batches(encoded, 16, rng):
            with torch.autocast("cpu", torch.bfloat16):
                logits = net(*inputs)
            loss = -(torch.log_softmax(logits.float(), -1) * truth[rows]).sum(-1).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            rate.step()
    return net


def label(net: Teacher, targets: list[Target]) -> np.ndarray:
    """Return the teacher's class probabilities, one row per target."""
    net.eval()
    encoded = [net.encode(target) for target in targets]
    found = np.zeros((len(targets), 3), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for rows, *inputs in _batches(encoded, 64, None):
            found[rows] = torch.softmax(net(*inputs).float(), -1).numpy()
    return found
