"""Readers of meaning: what a passage says of a claim beyond its words and values, as one more signal.

An entailer is a local model that reads a claim beside a passage and hands back probabilities; it never decides alone.
"""

from provenance.match.meaning.asking import ask_entailer
from provenance.match.meaning.contracts import Entailer, Entailment, Opinion
from provenance.match.meaning.installed import installed_entailer
from provenance.match.meaning.onnx_entailer import OnnxEntailer

__all__ = ["Entailer", "Entailment", "OnnxEntailer", "Opinion", "ask_entailer", "installed_entailer"]
