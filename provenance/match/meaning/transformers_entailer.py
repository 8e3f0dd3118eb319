"""A sequence-classification model of the user's own as an entailer, by folder or hub name.

It runs with the user's own `transformers` and `torch`, which are imported when a model is loaded. Nothing is
downloaded and no code that comes with a model is run: a hub name means the copy in the machine's own cache.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import EntailerError, ExtraMissingError
from provenance.match.meaning.labels import read_labels
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from provenance.match.meaning.contracts import Opinion
    from provenance.match.meaning.labels import Outputs

BATCH = 16
"""Pairs read at once."""

MOST_TOKENS = 512
"""Tokens of a passage and its claim together; most encoders were trained on no more."""

MOST_LETTERS = 20
"""Letters of a passage, for each token that the model takes, that are looked at: more never fit."""

MOST_CLAIM = 1_000
"""Characters of a claim; a longer one is no sentence and would leave no room for the passage."""


# "LABEL_1": a name that says nothing, given where a model was saved without any
_UNNAMED = re.compile(r"LABEL_\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What is used of `transformers` and `torch`. Whatever is done under `offline` asks no site for anything."""

    tokenizers: Any
    models: Any
    offline: Callable[[], AbstractContextManager[Any]]
    without_gradients: Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransformersEntailer:
    """An entailer over a model of `transformers`; `prompt` is the text that holds passage and claim, or empty."""

    name: str
    outputs: Outputs
    prompt: str
    tokenizer: Any
    model: Any
    runtime: Library
    most_tokens: int = MOST_TOKENS

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> tuple[Opinion, ...]:
        """One opinion a pair of (passage, claim), in order; passages that are too long for the model are cut."""
        batches = (pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH))
        return tuple(self.outputs.read_logits(row) for batch in batches for row in self._read_batch(batch))

    def _read_batch(self, batch: Sequence[tuple[str, str]]) -> list[list[float]]:
        cut = [(self._plain(passage), self._plain(claim[:MOST_CLAIM])) for passage, claim in batch]
        texts: tuple[list[str], ...]
        if self.prompt:
            texts = ([self._fill_prompt(passage, claim) for passage, claim in cut],)
        else:
            texts = ([passage for passage, _ in cut], [claim for _, claim in cut])
        try:
            encoded = self.tokenizer(
                *texts, truncation=True, max_length=self.most_tokens, padding=True, return_tensors="pt"
            )
            with self.runtime.without_gradients():
                rows: list[list[float]] = self.model(**encoded).logits.tolist()
        except (RuntimeError, LookupError, ValueError, TypeError) as error:  # a tokenizer of another model, no memory
            reason = " ".join(str(error).split())[:200].rstrip(".")
            hint = "Is the tokenizer in its folder its own?"
            raise EntailerError(f"The entailment model {self.name} failed: {reason}.", hint) from error
        return rows

    def _fill_prompt(self, passage: str, claim: str) -> str:
        """The prompt with both in it; what is too long is cut from the passage, never from what stands behind it."""
        room = self.most_tokens - self._count(_fill(self.prompt, passage="", claim=claim))
        size = self._count(passage)
        kept = passage if size <= room else passage[: len(passage) * max(0, room) // size]
        return _fill(self.prompt, passage=kept, claim=claim)

    def _plain(self, text: str) -> str:
        """The text without lone surrogates, and without marks of the tokenizer, as in "[SEP]", that would part it."""
        shown = text[: MOST_LETTERS * self.most_tokens].encode("utf-8", "replace").decode("utf-8")
        for mark in self.tokenizer.all_special_tokens:
            shown = shown.replace(mark, " ")
        return shown

    def _count(self, text: str) -> int:
        return len(self.tokenizer(text)["input_ids"])


def load_transformers(
    model: str, *, labels: tuple[str, ...] = (), prompt: str = "", load: Callable[[], Library] | None = None
) -> TransformersEntailer:
    """The entailer in the folder `model`, or in the machine's cache under that hub name.

    `labels` name the model's outputs where its configuration does not, `prompt` holds `{passage}` and `{claim}` for a
    model that reads one text. Raises `ExtraMissingError` without the libraries and `EntailerError` for a model that
    is absent or not understood.
    """
    library = (load or import_library)()
    row = _known_model(model)
    try:
        with library.offline():
            tokenizer = library.tokenizers.from_pretrained(model, local_files_only=True, trust_remote_code=False)
            network, loading = library.models.from_pretrained(
                model, local_files_only=True, trust_remote_code=False, output_loading_info=True
            )
    except (OSError, ValueError, KeyError, ImportError) as error:  # what transformers raises for a model it cannot load
        raise _cannot_load(model, " ".join(str(error).split())) from error
    invented = sorted(map(str, (*loading["missing_keys"], *loading["mismatched_keys"])))
    if invented:  # transformers puts chance numbers there and goes on
        hint = "It must be one that was trained to classify, saved whole."
        raise EntailerError(f"The entailment model {model} has no weights for {invented[0]}.", hint)
    network.eval()
    own = _own_labels(model, network.config)
    if labels and len(labels) != len(own):
        raise EntailerError(f"Setting entailment_labels names {len(labels)} outputs, the model {model} has {len(own)}.")
    known = row.get("labels", own) if all(_UNNAMED.fullmatch(label) for label in own) else own
    return TransformersEntailer(
        name=f"{Path(model).name}@{_fingerprint(model, network.config)}",
        outputs=read_labels(labels or known),
        prompt=prompt or row.get("text", ""),
        tokenizer=tokenizer,
        model=network,
        runtime=library,
        most_tokens=_most_tokens(tokenizer, network.config),
    )


def import_library() -> Library:
    """The user's own libraries; raises `ExtraMissingError` when one is not installed."""
    try:
        torch, transformers = import_module("torch"), import_module("transformers")
        constants = import_module("huggingface_hub.constants")
        # The names are looked up here: transformers imports what is behind them when they are first asked for.
        transformers.utils.logging.disable_progress_bar()  # the run has its own
        return Library(
            tokenizers=transformers.AutoTokenizer,
            models=transformers.AutoModelForSequenceClassification,
            offline=partial(_set_offline, constants),
            without_gradients=torch.inference_mode,
        )
    except ImportError as error:
        hint = "Install them with: pip install 'provenance[transformers]'"
        raise ExtraMissingError("A model of your own needs the packages torch and transformers.", hint) from error


@contextmanager
def _set_offline(constants: Any) -> Iterator[None]:  # noqa: ANN401 - a module without types here
    """Have the hub's library refuse every request of its own: even for files at hand it asks for a list of agents."""
    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _known_model(model: str) -> dict[str, Any]:
    """The row of the table for models that are known by name, or an empty one.

    A snapshot in the hub's cache bears the model's name two folders up.
    """
    parts = Path(model).parts
    name = (parts[-3] if parts[-2:-1] == ("snapshots",) and len(parts) > 2 else Path(model).name).casefold()
    rows: Iterable[dict[str, Any]] = read_table("entailers")["models"]
    return next((row for row in rows if row["name"] in name), {})


def _own_labels(model: str, config: Any) -> list[str]:  # noqa: ANN401 - of a library without types here
    """The names of the outputs in their order, by the model's configuration; `EntailerError` when it is at odds."""
    names = {int(key): str(value) for key, value in config.id2label.items()}
    numbers = getattr(config, "label2id", None) or {}
    agree = all(int(numbers.get(name, key)) == key for key, name in names.items())
    if not agree or sorted(names) != list(range(len(names))):
        hint = "Its config.json must name every output once, in id2label and label2id alike."
        raise EntailerError(f"The configuration of the entailment model {model} contradicts itself.", hint)
    if getattr(config, "problem_type", None) == "multi_label_classification":
        raise EntailerError(f"The entailment model {model} gives several labels at once, which is not understood here.")
    return [names[number] for number in sorted(names)]


def _fill(prompt: str, *, passage: str, claim: str) -> str:
    """The prompt with both put in at once: what looks like a place to fill in one of them stays as it is."""
    pieces = (piece.replace("{passage}", passage) for piece in prompt.split("{claim}"))
    return claim.join(pieces)


def _most_tokens(tokenizer: Any, config: Any) -> int:  # noqa: ANN401 - of a library without types here
    """The most tokens that the model takes; a tokenizer without a limit says 10 to the 30."""
    given = (getattr(tokenizer, "model_max_length", None), getattr(config, "max_position_embeddings", None))
    return min((MOST_TOKENS, *(limit for limit in given if isinstance(limit, int) and limit > 0)))


def _fingerprint(model: str, config: Any) -> str:  # noqa: ANN401 - as above
    """Which version of the model it is: the hub's commit, else a digest over its configuration and its files' sizes."""
    commit = getattr(config, "_commit_hash", None)
    if commit:
        return str(commit)[:12]
    folder = Path(model)
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    digest = hashlib.sha256("\n".join(f"{path.name} {path.stat().st_size}" for path in files).encode())
    configuration = folder / "config.json"
    if configuration.is_file():
        digest.update(configuration.read_bytes())
    return digest.hexdigest()[:12]


def _cannot_load(model: str, reason: str) -> EntailerError:
    if "trust_remote_code" in reason:
        hint = "Use one that transformers knows by itself, or a folder with its export to ONNX."
        return EntailerError(f"The entailment model {model} brings code of its own, which is not run here.", hint)
    hint = f"Nothing is downloaded here; get it once with: hf download {model}"
    if "huggingface.co" in reason:  # it speaks of a connection that was never tried
        reason = "it is no folder, and not in this machine's cache of the hub"
    if Path(model).is_dir():
        hint = "It must be a folder that save_pretrained of transformers wrote, with its tokenizer in it."
    return EntailerError(f"The entailment model {model} cannot be loaded: {reason[:200].rstrip('.')}.", hint)
