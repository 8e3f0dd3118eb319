"""What nobody sees on a page is in no report: neither as evidence nor as a quote."""

import pytest

from provenance.cli.app import run
from provenance.report import FORMATS

SAID = "Russia sent 539 drones against Ukraine in one night, the air force said."
SEEN = "The council of the city closed the old bridge on Tuesday after engineers found cracks in two of its piers."

HIDING = {
    "not displayed": '<p style="display:none">{}</p>',
    "not displayed, written otherwise": "<p style='DISPLAY : none !important'>{}</p>",
    "not visible": '<p style="visibility:hidden">{}</p>',
    "see-through": '<p style="opacity:0">{}</p>',
    "without size": '<p style="font-size:0">{}</p>',
    "the attribute": "<p hidden>{}</p>",
    "for no reader aloud": '<div aria-hidden="true"><p>{}</p></div>',
    "a template": "<template><p>{}</p></template>",
    "a comment": "<!-- {} -->",
    "a script": "<script>var x = '{}';</script>",
    "a script with data": '<script type="application/json">{{"x": "{}"}}</script>',
    "an image's other text": '<img src="x.png" alt="{}">',
    "a field": '<input value="{}"><textarea>{}</textarea>',
    "within what is hidden": '<div style="display:none"><section><div><p>{}</p></div></section></div>',
}


@pytest.mark.parametrize("shape", HIDING.values(), ids=HIDING)
def test_hidden_text_is_in_no_report(shape, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hidden = shape.replace("{}", SAID).replace("{{", "{").replace("}}", "}")
    article = f"<article><h1>The bridge</h1>{f'<p>{SEEN}</p>' * 6}{hidden}<p>{SEEN}</p></article>"
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html><html><body>{article}</body></html>")
    (tmp_path / "draft.txt").write_text("Russia sent 539 drones against Ukraine apnews.com+1.")
    outputs = [option for name in FORMATS for option in ("--output", f"{name}=report.{name}")]
    run(
        ["verify", "draft.txt", "--attach", "apnews.com=page.html", "--offline", "--store", ":memory:",
         "--entail", "off", *outputs]
    )  # fmt: skip
    for name in FORMATS:
        shown = (tmp_path / f"report.{name}").read_text()
        assert "in one night" not in shown
        assert "not_found" in shown or "Not found" in shown


def test_the_same_words_in_sight_are_quoted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(f"<html><body><article><p>{SEEN}</p><p>{SAID}</p></article></body></html>")
    (tmp_path / "draft.txt").write_text("Russia sent 539 drones against Ukraine apnews.com+1.")
    run(
        ["verify", "draft.txt", "--attach", "apnews.com=page.html", "--offline", "--store", ":memory:",
         "--entail", "off", "--output", "json=r.json"]
    )  # fmt: skip
    assert "in one night" in (tmp_path / "r.json").read_text()
