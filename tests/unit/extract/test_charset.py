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
        ("café 539".encode("utf-16-le"), "text/html", "café 539", "wide utf-16-le"),
        ("café 539".encode("utf-16-be"), "text/html; charset=utf-8", "café 539", "wide utf-16-be"),
        (("café 539 " * 9).encode("utf-16-le") + b"\x00", "", "café 539 " * 9, "wide utf-16-le"),
        ("Киев".encode("utf-16-le"), "text/html; charset=utf-16", "Киев", "wide utf-16"),
        ("naïve".encode(), "text/html; charset=utf-16", "naïve", "utf-8"),
        ("渡轮恢复通航".encode("gb18030"), "text/html; charset=gb2312", "渡轮恢复通航", "header gb2312"),
        ("渡轮㐀".encode("gb18030"), "text/html; charset=GBK", "渡轮㐀", "header gbk"),
        ("フェリー①".encode("cp932"), "text/html; charset=Shift_JIS", "フェリー①", "header shift_jis"),
        ("フェリー".encode("euc_jp"), "text/html; charset=euc-jp", "フェリー", "header euc-jp"),
        ("나루터".encode("cp949"), "text/html; charset=ks_c_5601-1987", "나루터", "header ks_c_5601-1987"),
        ("渡輪".encode("big5"), "text/html; charset=big5", "渡輪", "header big5"),
        ("İzmir şehri".encode("cp1254"), "text/html; charset=iso-8859-9", "İzmir şehri", "header iso-8859-9"),
        (
            b'<?xml version="1.0" encoding="windows-1251"?>' + "Киев".encode("cp1251"),
            "",
            None,
            "declaration windows-1251",
        ),
        (b'<script charset="koi8-r"></script>caf\xe9', "text/html", None, "fallback windows-1252"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">' + "Киев".encode("koi8-r"),
            "text/html",
            None,
            "declaration koi8-r",
        ),
        ("Киев".encode("cp1251"), "text/html; charset=ascii-art", "Êèåâ", "fallback windows-1252"),
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
