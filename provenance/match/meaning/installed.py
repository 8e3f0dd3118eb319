"""The entailer that comes with the package, if it and what runs it are installed."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.match.meaning.onnx_entailer import OnnxEntailer

if TYPE_CHECKING:
    from provenance.match.meaning.contracts import Entailer

FOLDER = Path(__file__).parents[2] / "data" / "entail"


@cache
def installed_entailer() -> Entailer | None:
    """The package's own entailer; none without the extra `[entail]`, or in a package that was built without it."""
    ready = all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers", "numpy"))
    return OnnxEntailer(FOLDER) if ready and (FOLDER / "model.onnx").is_file() else None
