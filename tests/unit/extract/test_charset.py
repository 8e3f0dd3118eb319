import pytest

from provenance.extract.charset import decode_body

RUSSIAN = "Россия выпустила 539 беспилотников. " * 80


@pytest.mark.parametrize(
    ("body", "content_type", "text", "rule"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "text/html; charset=latin-1", "café", "byte order mark utf-8-sig"),
        ("café".encode("utf-16"), "", "café", "byte order mark utf-16"),
        ("café".encode(), "text/html; charset=windows-1251", "café", "utf-8"),
        ("caf\xe9".encode("latin-1"), "text/html; charset=ISO-8859-1", "café", "header iso-8859-1"),
        ("“quoted”".encode("cp1252"), 'text/html; charset="iso-8859-1"', "“quoted”", "header iso-8859-1"),
        ("Киев".encode("cp1251"), "text/html; charset=windows-1251", "Киев", "header windows-1251"),
        (b"<meta charset='windows-1251'>" + "Киев".encode("cp1251"), "text/html", None, "declaration windows-1251"),
        ("caf\xe9".encode("latin-1"), "text/html", "café", "fallback windows-1252"),
        ("caf\xe9".encode("latin-1"), "text/html; charset=no-such-charset", "café", "fallback windows-1252"),
        ("caf\xe9".encode("latin-1"), "text/html; charset=rot13", "café", "fallback windows-1252"),
        ("caf\xe9".encode("latin-1"), "text/html; charset=unicode_escape", "café", "fallback windows-1252"),
        (b"<meta charset=utf-16>caf\xe9", "text/html", "<meta charset=utf-16>café", "fallback windows-1252"),
        ("naïve".encode() + b"\xff", "text/html; charset=utf-8", "naïve\ufffd", "utf-8, damaged in 1 places"),
        ("caf\xe9".encode("latin-1"), "text/html; charset=utf-8", "café", "fallback windows-1252"),
        (b"", "", "", "utf-8"),
    ],
)
def test_the_first_rule_that_can_read_the_body_wins(body, content_type, text, rule):
    decoded, won = decode_body(body, content_type)
    assert won == rule
    assert text is None or decoded == text


def test_a_long_text_without_a_declaration_is_detected():
    decoded, rule = decode_body(RUSSIAN.encode("koi8-r"), "text/html")
    assert decoded == RUSSIAN
    assert rule.startswith("detected koi8")


def test_a_short_text_without_a_declaration_is_never_guessed():
    assert decode_body("Привет".encode("koi8-r"), "text/html")[1] == "fallback windows-1252"
