"""JSON on a terminal steers nothing, and says the same."""

import json

from provenance.model import Notice
from provenance.model.codec import decode_record, encode_record


def test_what_steers_is_escaped_and_read_back():
    notice = Notice(code="x", message="\x1b \x7f \x9b \u061c \u200f \u2028 \u202e \u2066 \ufeff é 🚁 می\u200cخواهم")
    encoded = encode_record(notice)
    assert not set(encoded.decode()) & set("\x1b\x7f\x9b\u061c\u200f\u2028\u202e\u2066\ufeff")
    assert "é 🚁 می\u200cخواهم" in encoded.decode()
    assert decode_record(encoded, Notice) == notice


def test_a_half_of_a_pair_becomes_a_sign_that_can_be_written():
    encoded = encode_record({"a\ud800": ["b\udfff", 1, None]})
    assert json.loads(encoded) == {"a\ufffd": ["b\ufffd", 1, None]}
