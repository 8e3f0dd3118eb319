"""The report as SARIF: what tools rely on, the place of every result, and messages that are letters."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import jsonschema
import pytest
from sample_report import empty_report, make_report

from provenance.model import StatesNothing, Verdict
from provenance.report.sarif import plain_message, render_sarif
from provenance.report.wording import NOTHING_CHECKED

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": TEXT}, "additionalProperties": False}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
COUNT = {"type": "integer", "minimum": 1}
OFFSET = {"type": "integer", "minimum": 0}
URI = {"type": "string", "format": "uri-reference", "pattern": "^[!-~]+$"}

ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": URI, "index": OFFSET},
    "additionalProperties": False,
}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"],
    "properties": {
        **dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), COUNT),
        **dict.fromkeys(("charOffset", "charLength"), OFFSET),
    },
    "additionalProperties": False,
}
PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {"artifactLocation": ARTIFACT, "region": REGION},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {"id": COUNT, "physicalLocation": PHYSICAL, "message": MESSAGE},
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "properties": {
        "ruleId": {"enum": [str(verdict) for verdict in Verdict]},
        "ruleIndex": OFFSET,
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1, "maxItems": 1},
        "relatedLocations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
    },
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "defaultConfiguration"],
    "properties": {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}, "additionalProperties": False},
    },
    "additionalProperties": False,
}
NOTIFICATION = {
    "type": "object",
    "required": ["message"],
    "properties": {"level": LEVEL, "message": MESSAGE},
    "additionalProperties": False,
}
INVOCATION = {
    "type": "object",
    "required": ["executionSuccessful"],
    "properties": {
        "executionSuccessful": {"type": "boolean"},
        "endTimeUtc": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "toolExecutionNotifications": {"type": "array", "items": NOTIFICATION},
    },
    "additionalProperties": False,
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": TEXT, "version": TEXT, "rules": {"type": "array", "items": RULE, "uniqueItems": True}},
    "additionalProperties": False,
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": DRIVER}},
        "columnKind": {"const": "unicodeCodePoints"},
        "newlineSequences": {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True},
        "artifacts": {"type": "array", "items": {"type": "object", "properties": {"location": ARTIFACT}}},
        "invocations": {"type": "array", "items": INVOCATION},
        "results": {"type": "array", "items": RESULT},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
ESSENTIAL = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"const": "https://json.schemastore.org/sarif-2.1.0.json"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN, "minItems": 1, "maxItems": 1},
    },
    "additionalProperties": False,
}
"""What SARIF 2.1.0 demands of the parts that are written here, in the names of its own schema."""


def run_of(report, **options):
    log = json.loads(render_sarif(report, **options))
    jsonschema.validate(log, ESSENTIAL)
    return log["runs"][0]


@pytest.mark.parametrize("make", [make_report, empty_report])
def test_the_log_has_the_structure_that_tools_rely_on(make):
    run_of(make())


def test_a_result_a_claim_that_is_not_supported():
    report = make_report()
    results = run_of(report)["results"]
    assert [result["ruleId"] for result in results] == [
        result.verdict for result in report.results if result.verdict is not Verdict.SUPPORTED
    ]


def test_only_the_verdicts_of_the_policy_are_results():
    results = run_of(make_report(), failing=(Verdict.CONTRADICTED,))["results"]
    assert [result["ruleId"] for result in results] == ["contradicted"]


def test_a_claim_that_states_and_cites_nothing_is_no_result():
    report = make_report()
    talks = report.results[3]
    idle = replace(talks, claim=replace(talks.claim, states_nothing=StatesNothing.OPINION))
    assert len(run_of(replace(report, results=(talks,)))["results"]) == 1
    assert run_of(replace(report, results=(idle,)))["results"] == []


def test_a_result_stands_where_the_sentence_stands():
    report = make_report()
    for result in run_of(report)["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        lines = report.article.text.split("\n")
        inside = report.article.text[region["charOffset"] :][: region["charLength"]]
        assert region["startLine"] == region["endLine"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == inside


def test_a_rule_is_found_by_its_index():
    run = run_of(make_report())
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert (rule["id"], rule["defaultConfiguration"]["level"]) == (result["ruleId"], result["level"])


def test_worse_verdicts_have_higher_levels():
    levels = {result["ruleId"]: result["level"] for result in run_of(make_report())["results"]}
    assert levels == {
        "contradicted": "error",
        "conflicting": "error",
        "not_found": "warning",
        "partial": "warning",
        "unchecked": "note",
    }


@pytest.mark.parametrize(
    ("draft", "uri"),
    [
        ("drafts/a b.md", "drafts/a%20b.md"),
        ("/etc/passwd", "etc/passwd"),
        ("//evil.example/x", "evil.example/x"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("\x1b[31m\u202e.md", "%1B%5B31m%E2%80%AE.md"),
        ("", "draft"),
    ],
)
def test_the_draft_is_named_by_a_relative_address(draft, uri):
    assert run_of(make_report(), draft=draft)["artifacts"][0]["location"]["uri"] == uri


def test_pages_that_decide_are_named_when_they_may_be_followed():
    first, *_, last = run_of(make_report())["results"]
    uris = [one["physicalLocation"]["artifactLocation"]["uri"] for one in first["relatedLocations"]]
    assert uris == ["https://apnews.com/2025/07/04/drones", "https://www.theguardian.com/world/2025/jul/04/drones"]
    assert "relatedLocations" in last
    assert "javascript:alert" not in json.dumps(
        [
            one["physicalLocation"]
            for result in run_of(make_report())["results"]
            for one in result.get("relatedLocations", [])
        ]
    )


@pytest.mark.parametrize(
    ("made_at", "told"),
    [
        (datetime(2025, 7, 6, 12, 0, tzinfo=timezone(timedelta(hours=5))), "2025-07-06T07:00:00Z"),
        (datetime(12, 7, 6, 12, 0, 3, 9, tzinfo=UTC), "0012-07-06T12:00:03Z"),
    ],
)
def test_the_end_of_the_run_is_told_in_utc(made_at, told):
    assert run_of(replace(make_report(), made_at=made_at))["invocations"][0]["endTimeUtc"] == told


def test_brackets_braces_and_backslashes_of_a_message_are_escaped():
    assert plain_message("[a](http://x) {0} C:\\new")["text"] == "\\[a\\](http://x) {{0}} C:\\\\new"


def test_what_was_checked_is_told_first_and_that_nothing_was():
    report = make_report()
    told = run_of(report)["invocations"][0]["toolExecutionNotifications"]
    assert told[0]["message"]["text"].startswith("5 of 7 claims checked")
    nothing = run_of(replace(report, results=report.results[3:5]))["invocations"][0]["toolExecutionNotifications"]
    assert nothing[1] == {"level": "warning", "message": {"text": NOTHING_CHECKED}}
