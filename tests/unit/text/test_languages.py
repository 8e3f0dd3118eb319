"""Which language a text is taken for."""

import pytest

from provenance.text.languages import SAMPLE, common_words, detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The train came to London and left again."),
        ("de", "Der Zug kam am Montag nach Berlin und fuhr dann weiter."),
        ("fr", "Le train est arrivé à Lyon, puis il est reparti."),
        ("es", "El tren llegó a Madrid y luego salió."),
        ("pt", "O trem chegou a Lisboa e não saiu mais."),
        ("it", "Il treno è arrivato a Roma e non è più ripartito."),
        ("pl", "Pociąg przyjechał do Warszawy i nie odjechał."),
        ("tr", "Tren Ankara'ya geldi ve sonra gitti."),
        ("ru", "Поезд прибыл в Москву, и это было вчера."),
        ("uk", "Потяг прибув до Києва, і це було вчора."),
        ("ar", "وصل القطار إلى القاهرة."),
        ("hi", "ट्रेन दिल्ली पहुँची।"),
        ("zh", "列车到达北京。"),
        ("ja", "列車は東京に着いた。"),
        ("ko", "기차가 서울에 도착했다."),
    ],
)
def test_a_text_tells_its_language(language, text):
    assert detect_language(text) == language
    assert (
        detect_language(f"{text} apnews.com+2jamaicaobserver.com+2theguardian.com+2 https://apnews.com/the/of")
        == language
    )


@pytest.mark.parametrize(
    "text",
    ["", " \n", "It held.", "A one. B two.", "In 1970, San Diego fell.", "12 345", "😀", "Zürich", "\ud83d", "+++ ---"],
)
def test_a_text_that_tells_too_little_is_english(text):
    assert detect_language(text) == "en"


def test_names_of_another_language_do_not_change_the_language():
    assert detect_language("The mayor of Zürich met Jürgen Müller and the crew of Le Monde in Köln.") == "en"


def test_a_quotation_does_not_change_the_language():
    assert detect_language("Le maire a dit : “The dam is old.” Il est parti avec les autres de la ville.") == "fr"


def test_head_middle_and_end_of_a_long_text_are_looked_at():
    foreign = "Der Zug kam am Montag und fuhr nicht weiter. " * SAMPLE
    assert detect_language("The dam of the town was old. " * 20 + foreign) == "de"


def test_small_words_of_an_unknown_language_are_none():
    assert common_words("xx") == frozenset()
    assert "the" in common_words("en")
