"""A user's own classification model as an entailer: its labels, its prompt, its batches, and what is refused."""

import socket
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from provenance.errors import EntailerError, ExtraMissingError
from provenance.match.meaning import transformers_entailer
from provenance.match.meaning.labels import Outputs, read_labels
from provenance.match.meaning.transformers_entailer import BATCH, Library, import_library, load_transformers


class FakeTokenizer:
    """Words as tokens; remembers what it was given."""

    model_max_length = 10**30
    all_special_tokens = ("[SEP]", "</s>")

    def __init__(self):
        self.asked = []

    def __call__(self, texts, claims=None, **options):
        if isinstance(texts, str):
            return {"input_ids": texts.split()}
        self.asked.append((texts, claims, options))
        return {"pairs": list(zip(texts, claims or texts, strict=True))}


class Logits(list):
    def tolist(self):
        return list(self)


class FakeModel:
    """Says of each pair what `judge` says of its claim, or of its text."""

    def __init__(self, id2label, judge, **config):
        self.config = SimpleNamespace(id2label=id2label, **config)
        self.judge = judge
        self.evaluated = False

    def eval(self):
        self.evaluated = True

    def __call__(self, pairs):
        return SimpleNamespace(logits=Logits(self.judge(claim) for _, claim in pairs))


class FakeAuto:
    def __init__(self, made, **loading):
        self.made = made
        self.asked = []
        self.loading = {"missing_keys": set(), "mismatched_keys": set(), **loading}

    def from_pretrained(self, name, **options):
        self.asked.append((name, options))
        if isinstance(self.made, Exception):
            raise self.made
        return (self.made, self.loading) if options.get("output_loading_info") else self.made


def library(model, tokenizer=None):
    return Library(
        tokenizers=FakeAuto(tokenizer or FakeTokenizer()),
        models=FakeAuto(model),
        offline=nullcontext,
        without_gradients=nullcontext,
    )


NLI = {0: "contradiction", 1: "neutral", 2: "entailment"}


def load(model="some/nli", id2label=NLI, judge=lambda claim: [0.0, 0.0, 5.0], tokenizer=None, config=None, **options):
    parts = library(FakeModel(id2label, judge, **(config or {})), tokenizer)
    return load_transformers(model, load=lambda: parts, **options)


@pytest.mark.parametrize(
    ("labels", "outputs"),
    [
        (["contradiction", "neutral", "entailment"], Outputs(count=3, supported=2, refuted=0)),
        (["ENTAILMENT", "NEUTRAL", "CONTRADICTION"], Outputs(count=3, supported=0, refuted=2)),
        (["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], Outputs(count=3, supported=0, refuted=1)),
        (["entailment", "not_entailment"], Outputs(count=2, supported=0)),
        (["not-supported", "Supported"], Outputs(count=2, supported=1)),
        (["hallucinated", "consistent"], Outputs(count=2, supported=1)),
        (["contradiction", "entailment"], Outputs(count=2, supported=1)),  # what is not supported may only be absent
        (["supported", "refuted", "not_stated"], Outputs(count=3, supported=0, refuted=1)),
        (["supported"], Outputs(count=1, supported=0)),
    ],
)
def test_labels_say_which_output_is_support(labels, outputs):
    assert read_labels(labels) == outputs


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        (["LABEL_0", "LABEL_1", "LABEL_2"], "not understood: LABEL_0, LABEL_1, LABEL_2"),
        (["LABEL_0", "LABEL_1"], "not understood: LABEL_0, LABEL_1"),  # trained on RTE, the first is support
        (["LABEL_0"], "not understood: LABEL_0"),  # it may say how alike two texts are, or how well one is found
        (["no", "yes"], "not understood: no, yes"),  # of "is it made up?"
        (["true", "false"], "not understood"),
        (["nonfactual", "factual"], "not understood"),
        (["support", "deny", "query", "comment"], "not understood"),
        (["positive", "negative"], "not understood: positive, negative"),
        (["full_support", "partial_support", "no_support", "contradiction"], "not understood"),
        (["neutral", "contradiction"], "support exactly once"),
        (["supported", "entailment"], "support exactly once"),
        (["supported", "refuted", "contradiction"], "support exactly once"),
        ([], "support exactly once: none"),
    ],
)
def test_labels_that_are_not_certain_are_refused_with_the_way_out(labels, says):
    with pytest.raises(EntailerError, match=says) as caught:
        read_labels(labels)
    assert "entailment_labels" in caught.value.hint


@pytest.mark.parametrize(
    ("outputs", "logits", "supported", "refuted"),
    [
        (Outputs(count=3, supported=2, refuted=0), [0.0, 0.0, 0.0], 1 / 3, 1 / 3),
        (Outputs(count=3, supported=2, refuted=0), [-1e4, 0.0, 1e4], 1.0, 0.0),
        (Outputs(count=3, supported=2, refuted=0), [1e4, 0.0, -1e4], 0.0, 1.0),
        (Outputs(count=2, supported=1), [0.0, 0.0], 0.5, 0.0),
        (Outputs(count=1, supported=0), [0.0], 0.5, 0.0),
        (Outputs(count=1, supported=0), [-1e4], 0.0, 0.0),
        (Outputs(count=1, supported=0), [1e4], 1.0, 0.0),
    ],
)
def test_logits_become_probabilities(outputs, logits, supported, refuted):
    opinion = outputs.read_logits(logits)
    assert (opinion.supported, opinion.refuted) == pytest.approx((supported, refuted))
    assert opinion.supported + opinion.refuted <= 1.0


@pytest.mark.parametrize("logits", [[], [1.0], [1.0, 2.0, 3.0], [float("nan"), 0.0]])
def test_logits_that_do_not_fit_are_refused(logits):
    with pytest.raises(EntailerError, match="where 2 numbers are due"):
        Outputs(count=2, supported=1).read_logits(logits)


def test_passage_and_claim_are_a_pair_in_this_order():
    entailer = load()
    (opinion,) = entailer.read_pairs([("The page.", "The claim.")])
    assert opinion.supported > 0.9
    ((passages, claims, options),) = entailer.tokenizer.asked
    assert (passages, claims) == (["The page."], ["The claim."])
    assert (options["truncation"], options["max_length"]) == (True, 512)
    assert entailer.model.evaluated


def test_many_pairs_are_read_in_batches_and_in_order():
    count = 2 * BATCH + 3
    entailer = load(judge=lambda claim: [0.0, 0.0, float(claim)])
    opinions = entailer.read_pairs([("page", str(number)) for number in range(count)])
    assert [len(texts) for texts, _, _ in entailer.tokenizer.asked] == [BATCH, BATCH, 3]
    shares = [opinion.supported for opinion in opinions]
    assert len(shares) == count
    assert shares == sorted(shares)
    assert entailer.read_pairs([]) == ()


@pytest.mark.parametrize(("config", "limit"), [({}, 512), ({"max_position_embeddings": 128}, 128)])
def test_no_more_tokens_are_given_than_the_model_takes(config, limit):
    entailer = load(config=config)
    entailer.read_pairs([("page", "claim")])
    assert entailer.tokenizer.asked[0][2]["max_length"] == limit


def test_a_model_that_reads_one_text_gets_its_prompt():
    entailer = load("them/FactCG-DeBERTa", id2label={0: "LABEL_0", 1: "LABEL_1"}, judge=lambda text: [0.0, 3.0])
    (opinion,) = entailer.read_pairs([("The {claim} page.", "The {passage} claim.")])
    assert opinion.supported > 0.9
    ((texts, claims, _),) = entailer.tokenizer.asked
    assert claims is None
    assert texts[0].startswith("The {claim} page.\n\nChoose your answer")
    assert 'conclude that "The {passage} claim."?' in texts[0]


def test_what_is_too_long_is_cut_from_the_passage_not_from_the_question():
    entailer = load(prompt="{passage} says {claim}", config={"max_position_embeddings": 20})
    entailer.read_pairs([("word " * 500, "that it ends here")])
    ((texts, _, _),) = entailer.tokenizer.asked
    assert texts[0].endswith(" says that it ends here")
    assert len(texts[0].split()) <= 20
    assert texts[0].startswith("word word")


@pytest.mark.parametrize(
    "error", [IndexError("index out of range"), RuntimeError("no memory"), ValueError("no padding")]
)
def test_a_model_that_fails_on_a_pair_is_told(error):
    def fail(claim):
        raise error

    with pytest.raises(EntailerError, match=f"nli@.* failed: {error}"):
        load(judge=fail).read_pairs([("page", "claim")])


def test_labels_of_the_settings_come_before_those_of_the_model():
    unnamed = {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}
    entailer = load(id2label=unnamed, labels=("supported", "neutral", "refuted"))
    assert entailer.outputs == Outputs(count=3, supported=0, refuted=2)
    with pytest.raises(EntailerError, match="names 2 outputs, the model some/nli has 3"):
        load(id2label=unnamed, labels=("unsupported", "supported"))


def test_labels_come_in_the_order_of_their_numbers():
    assert load(id2label={"2": "neutral", "0": "other", "1": "entailment"}).outputs.supported == 1


def test_nothing_is_downloaded_and_no_code_is_run():
    parts = library(FakeModel(NLI, lambda claim: [0.0] * 3))
    load_transformers("some/nli", load=lambda: parts)
    for auto in (parts.tokenizers, parts.models):
        ((name, options),) = auto.asked
        assert name == "some/nli"
        assert (options["local_files_only"], options["trust_remote_code"]) == (True, False)


@pytest.mark.parametrize("loading", [{"missing_keys": {"classifier.bias"}}, {"mismatched_keys": [("head", 3, 2)]}])
def test_a_model_that_was_never_trained_to_classify_is_refused(loading):
    """The library would give it a head of chance numbers, and its configuration any labels."""
    model = FakeModel(NLI, lambda claim: [0.0] * 3)
    parts = Library(
        tokenizers=FakeAuto(FakeTokenizer()),
        models=FakeAuto(model, **loading),
        offline=nullcontext,
        without_gradients=nullcontext,
    )
    with pytest.raises(EntailerError, match="has no weights for"):
        load_transformers("some/nli", load=lambda: parts)


@pytest.mark.parametrize(
    ("id2label", "config", "says"),
    [
        ({0: "entailment", 1: "neutral", 3: "contradiction"}, {}, "contradicts itself"),
        (NLI, {"label2id": {"contradiction": 2, "neutral": 1, "entailment": 0}}, "contradicts itself"),
        (NLI, {"problem_type": "multi_label_classification"}, "several labels at once"),
    ],
)
def test_a_configuration_at_odds_is_refused(id2label, config, says):
    with pytest.raises(EntailerError, match=says):
        load(id2label=id2label, config=config)


def test_a_configuration_that_says_it_twice_is_taken():
    numbers = {"LABEL_0": 0, **{name: key for key, name in NLI.items()}}
    assert load(config={"label2id": numbers}).outputs == Outputs(count=3, supported=2, refuted=0)


UNNAMED = {0: "LABEL_0", 1: "LABEL_1"}


@pytest.mark.parametrize(
    "model",
    [
        "yaxili96/FactCG-DeBERTa-v3-Large",
        "lytang/MiniCheck-RoBERTa-Large",
        "/cache/models--lytang--MiniCheck-DeBERTa-v3-Large/snapshots/0123",
    ],
)
def test_a_model_that_is_known_by_name_needs_no_labels_of_its_own(model):
    assert load(model, id2label=UNNAMED).outputs == Outputs(count=2, supported=1)


@pytest.mark.parametrize("model", ["some/rte", "/home/me/factcg/rte", "snapshots/rte"])
def test_any_other_needs_them(model):
    with pytest.raises(EntailerError, match="not understood"):
        load(model, id2label=UNNAMED)
    assert load(model, id2label=UNNAMED, labels=("supported", "other")).outputs == Outputs(count=2, supported=0)


def test_names_of_its_own_come_before_those_of_the_table():
    named = {0: "supported", 1: "unsupported"}
    assert load("me/FactCG-turned", id2label=named).outputs == Outputs(count=2, supported=0)


def test_marks_of_the_tokenizer_and_what_cannot_be_written_are_taken_out_of_the_texts():
    entailer = load("lytang/MiniCheck-RoBERTa-Large", id2label=UNNAMED, judge=lambda text: [0.0, 3.0])
    entailer.read_pairs([("A page.</s>The claim. [SEP]\ud800", "The</s> claim." + "x" * 5_000)])
    ((text,), _, _) = entailer.tokenizer.asked[-1]
    assert text.startswith("A page. The claim.  ?</s>The  claim.")
    assert len(text) < 1_100


@pytest.mark.parametrize(
    ("error", "says", "hint"),
    [
        (OSError("no such file in the cache"), "cannot be loaded: no such file", "hf download some/absent"),
        (OSError("We couldn't connect to 'https://huggingface.co'"), "not in this machine's cache", "hf download"),
        (ValueError("set trust_remote_code=True to go on"), "brings code of its own", "ONNX"),
        (KeyError("strange_type"), "cannot be loaded: 'strange_type'", "hf download"),
    ],
)
def test_a_model_that_cannot_be_loaded_is_told_with_the_way_out(error, says, hint):
    parts = library(error)
    with pytest.raises(EntailerError, match=says) as caught:
        load_transformers("some/absent", load=lambda: parts)
    assert hint in caught.value.hint


def test_a_folder_without_a_model_is_told_as_a_folder(tmp_path):
    parts = library(OSError("no config.json"))
    with pytest.raises(EntailerError, match="cannot be loaded") as caught:
        load_transformers(str(tmp_path), load=lambda: parts)
    assert "save_pretrained" in caught.value.hint


def test_without_the_libraries_the_extra_is_named(monkeypatch):
    def refuse(name):
        raise ImportError(name)

    monkeypatch.setattr(transformers_entailer, "import_module", refuse)
    with pytest.raises(ExtraMissingError, match=r"torch and transformers.*provenance\[transformers\]"):
        import_library()


def test_the_name_tells_two_versions_of_a_model_apart(tmp_path):
    folder = tmp_path / "own-model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    first = load(str(folder)).name
    assert first.startswith("own-model@")
    assert load(str(folder)).name == first
    (folder / "config.json").write_text('{"a": 1}')
    assert load(str(folder)).name != first
    assert load("some/nli", config={"_commit_hash": "0123456789abcdef"}).name == "nli@0123456789ab"


def test_the_libraries_are_offline_while_a_model_is_loaded_and_not_after(monkeypatch):
    constants = SimpleNamespace(HF_HUB_OFFLINE=False)
    seen = []
    parts = library(FakeModel(NLI, lambda claim: [0.0] * 3))

    def watched(auto):
        return SimpleNamespace(
            from_pretrained=lambda name, **options: (
                seen.append(constants.HF_HUB_OFFLINE) or auto.from_pretrained(name, **options)
            )
        )

    transformers = SimpleNamespace(
        AutoTokenizer=watched(parts.tokenizers),
        AutoModelForSequenceClassification=watched(parts.models),
        utils=SimpleNamespace(logging=SimpleNamespace(disable_progress_bar=lambda: None)),
    )
    modules = {
        "torch": SimpleNamespace(inference_mode=nullcontext),
        "transformers": transformers,
        "huggingface_hub.constants": constants,
    }
    monkeypatch.setattr(transformers_entailer, "import_module", modules.__getitem__)
    load_transformers("some/nli")
    assert seen == [True, True]
    assert constants.HF_HUB_OFFLINE is False


def test_the_real_library_loads_a_tiny_model_made_on_the_spot(tmp_path, monkeypatch):
    transformers = pytest.importorskip("transformers")
    pytest.importorskip("torch")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "page", "claim", "says"]
    (tmp_path / "vocab.txt").write_text("\n".join(words))
    transformers.BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
        max_position_embeddings=32, num_labels=3, id2label=NLI, label2id={name: key for key, name in NLI.items()},
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path)
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *where, **options: asked.append(where) or [])
    entailer = load_transformers(str(tmp_path))
    pairs = [("the page says " * 50, "the claim"), ("the page", "the claim")]
    opinions = entailer.read_pairs(pairs)
    assert opinions == entailer.read_pairs(pairs)
    assert all(0 < opinion.supported < 1 and 0 < opinion.refuted < 1 for opinion in opinions)
    with pytest.raises(EntailerError, match="cannot be loaded"):
        load_transformers("nobody/no-such-model")
    assert asked == [], "nobody is asked for anything"
