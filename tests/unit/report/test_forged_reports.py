"""A report whose types are right and whose contents nobody would write: every format shows it, none fails.

A report that is read is checked further (`decode_report`); one that is made need not have been read.
"""

import json
from itertools import count

import pytest
from sample_report import make_report
from searched_report import make_searched_report

from provenance.model import Report
from provenance.model.codec import decode_record, encode_record
from provenance.report import FORMATS, render_report

LATE, EARLY = "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"
HUGE, FAR = 1.7e308, 2**63 - 1
REPORTS = (encode_record(make_report()), encode_record(make_searched_report()))


def everywhere(record, forged, numbers):
    """The record with the fields of `forged` written over: by a value, or by what it makes of the next number."""
    if isinstance(record, list):
        return [everywhere(own, forged, numbers) for own in record]
    if not isinstance(record, dict):
        return record
    return {name: _written(name, own, forged, numbers) for name, own in record.items()}


def _written(name, own, forged, numbers):
    if name not in forged:
        return everywhere(own, forged, numbers)
    value = forged[name](next(numbers)) if callable(forged[name]) else forged[name]
    fits = own is None or isinstance(own, str) is isinstance(value, str)
    return value if fits else own


FORGED = {
    "weights whose sum has no number": {"weight": HUGE, "prior": HUGE},
    "weights that rise and fall beyond measure": {"weight": lambda number: HUGE * (-1) ** number},
    "moments behind the calendar": {"made_at": LATE, "fetched_at": LATE, "archived_at": LATE, "modified": LATE},
    "moments before the calendar": {"made_at": EARLY, "fetched_at": EARLY, "archived_at": EARLY, "modified": EARLY},
    "moments without a zone": dict.fromkeys(("made_at", "fetched_at", "archived_at"), "0001-01-01T00:00:00"),
    "places outside the text": {"span": {"start": FAR - 1, "end": FAR}},
    "places that are the whole text": {"span": {"start": 0, "end": FAR}},
    "counts below nothing": dict.fromkeys(("hidden", "independent", "looked_at", "found", "requests", "rank"), -FAR),
    "likeness beyond measure": {"similarity": -HUGE, "score": HUGE},
    "every claim the same": {"id": 'a b" c', "sentence": -7},
    "one source under many names": {"note": lambda number: f"note {number}", "label": lambda number: f"{number}"},
    "nobody has a name": dict.fromkeys(("name", "label", "publisher", "host", "title", "site"), ""),
    "digests of no kind": {"capture": "z\n", "page": "z\n", "settings_digest": "x\n# y"},
    "no pages": {"pages": []},
    "no claims": {"results": []},
    "no text": {"text": ""},
    "a page that says both": {"verdict": "conflicting"},
    "another format": {"format": "html"},
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_report_is_shown(forged, name):
    for encoded in REPORTS:
        record = everywhere(json.loads(encoded), forged, count(1))
        shown = render_report(decode_record(json.dumps(record), Report), name)
        assert shown.encode()
        assert '"nan"' not in shown
        assert '"inf"' not in shown
