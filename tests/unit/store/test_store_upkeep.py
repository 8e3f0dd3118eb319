"""What is listed, pruned and checked; what is spared; that room is given back; bodies as they lie in the tables."""

from __future__ import annotations

import hashlib
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from provenance.config import Settings
from provenance.errors import StoreError
from provenance.model.codec import encode_record
from provenance.store import coding, open_store
from provenance.store.checking import Part
from provenance.store.coding import pack_body, unpack_body
from provenance.store.pruning import SPARED_HOURS, Needed, PruneRule
from tests.unit.store.conftest import Place
from tests.unit.store.test_store import CAPTURE, NOON, PAGE
from tests.unit.store.test_store_migrations import make_version_1

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from provenance.model import Capture
    from provenance.store import Store
    from provenance.store.pruning import PrunePlan

DAY = timedelta(days=1)


def capture(name: str, *, age: float, size: int = 1_000) -> Capture:
    """A capture of `age` days before noon, of `size` bytes that cannot be packed."""
    noise = b"".join(hashlib.sha256(f"{name}{turn}".encode()).digest() for turn in range(size // 32 + 1))[:size]
    return replace(CAPTURE, url=f"https://news.example/{name}", body=noise, fetched_at=NOON - age * DAY)


def fill(store: Store, *captures: Capture) -> None:
    for one in captures:
        store.put_capture(one)


def names(store: Store) -> list[str]:
    return [entry.url.rsplit("/", 1)[1] for entry in store.list_captures()]


def prune(store: Store, rule: PruneRule) -> PrunePlan:
    plan = store.plan_pruning(rule, now=NOON)
    store.prune(plan, rule=rule)
    return plan


def needing(*captures: Capture) -> bytes:
    """The part of a report that says which captures it was made from."""
    return encode_record({"schema": "other", "pages": [{"capture": one.sha256, "url": one.url} for one in captures]})


FOUR = (
    capture("old-large", age=40, size=9_000),
    capture("old-small", age=39),
    capture("new-large", age=2, size=9_000),
    capture("new-small", age=1.5),
)

RULES = [
    ("nothing is so old", PruneRule(older_than=50 * DAY), []),
    ("no year is so old", PruneRule(older_than=timedelta.max), []),
    ("by age", PruneRule(older_than=30 * DAY), ["old-large", "old-small"]),
    ("by size", PruneRule(larger_than=5_000), ["old-large", "new-large"]),
    ("by both, only what is both", PruneRule(older_than=30 * DAY, larger_than=5_000), ["old-large"]),
    ("the oldest until it fits", PruneRule(keep_bytes=11_000), ["old-large"]),
    ("until it fits, to the byte", PruneRule(keep_bytes=10_999), ["old-large", "old-small"]),
    ("everything", PruneRule(keep_bytes=0), ["old-large", "old-small", "new-large", "new-small"]),
    (
        "by size, then the oldest",
        PruneRule(larger_than=5_000, keep_bytes=1_000),
        ["old-large", "old-small", "new-large"],
    ),
    ("by size, which is enough", PruneRule(larger_than=5_000, keep_bytes=2_000), ["old-large", "new-large"]),
]


@pytest.mark.parametrize(("what", "rule", "gone"), RULES)
def test_what_goes_is_what_the_rule_says(store: Store, what: str, rule: PruneRule, gone: list[str]) -> None:
    fill(store, *FOUR)
    sizes = {one.url.rsplit("/", 1)[1]: len(one.body) for one in FOUR}
    plan = prune(store, rule)
    assert sorted(names(store)) == sorted(set(sizes) - set(gone)), what
    assert plan.freed_bytes == sum(sizes[name] for name in gone)
    assert plan.left_bytes == sum(sizes.values()) - plan.freed_bytes
    assert list(store.check()) == []


def test_a_plan_takes_nothing_out(store: Store) -> None:
    fill(store, *FOUR)
    store.plan_pruning(PruneRule(keep_bytes=0), now=NOON)
    assert len(names(store)) == 4


def test_what_a_report_needs_stays(store: Store) -> None:
    fill(store, *FOUR)
    store.put_report(needing(FOUR[0], FOUR[3]))
    plan = prune(store, PruneRule(keep_bytes=0))
    assert names(store) == ["new-small", "old-large"]
    assert plan.spared == 2
    assert prune(store, PruneRule(keep_bytes=0, needed=Needed.GO)).captures == 2
    assert names(store) == []


def test_what_is_of_the_last_25_hours_stays_for_a_run_that_takes_a_copy_of_a_day(store: Store) -> None:
    assert timedelta(hours=SPARED_HOURS) > timedelta(seconds=Settings().fresh_seconds)
    fill(store, capture("now", age=1), capture("before", age=26 / 24))
    assert prune(store, PruneRule(keep_bytes=0)).spared == 1
    assert names(store) == ["now"]


def test_an_empty_body_is_larger_than_nothing_but_not_than_0_bytes(store: Store) -> None:
    fill(store, capture("empty", age=9, size=0))
    assert prune(store, PruneRule(larger_than=0)).captures == 0
    assert prune(store, PruneRule(older_than=DAY)).captures == 1


def test_what_a_wrong_clock_put_into_the_future_stays_unless_forced(store: Store) -> None:
    fill(store, capture("future", age=-900), FOUR[0])
    assert prune(store, PruneRule(keep_bytes=0)).spared == 1
    assert names(store) == ["future"]
    assert prune(store, PruneRule(keep_bytes=0, needed=Needed.GO)).spared == 0
    assert names(store) == []


def test_a_body_is_as_old_as_the_last_time_it_was_confirmed(store: Store) -> None:
    old = capture("a", age=40)
    fill(store, old, replace(old, fetched_at=NOON - DAY), replace(old, url="https://news.example/b"))
    prune(store, PruneRule(older_than=30 * DAY))
    assert sorted(names(store)) == ["a", "a", "b"]


def test_with_a_body_go_its_captures_and_readings(place: Place) -> None:
    with open_store(place.url) as store:
        fill(store, *FOUR)
        for one in FOUR:
            store.put_reading(one, PAGE, extractor="x")
        prune(store, PruneRule(older_than=30 * DAY))
        assert store.find_reading(FOUR[0], extractor="x") is None
        assert store.find_reading(FOUR[3], extractor="x") == PAGE
    for table in ("bodies", "captures", "readings"):
        assert place.rows(f"SELECT count(*) FROM {table}") == [("2",)]


@pytest.mark.parametrize("report", [b"no JSON", b'{"pages": 7}', b"{}", b"[]"])
def test_a_report_that_cannot_say_what_it_needs_stops_everything(store: Store, report: bytes) -> None:
    fill(store, *FOUR)
    store.put_report(report)
    with pytest.raises(StoreError, match="is not known") as caught:
        store.plan_pruning(PruneRule(keep_bytes=0), now=NOON)
    assert "--force" in caught.value.hint
    assert len(names(store)) == 4
    prune(store, PruneRule(keep_bytes=0, needed=Needed.GO))
    assert names(store) == []


def test_a_damaged_report_stops_everything(place: Place) -> None:
    with open_store(place.url) as store:
        fill(store, *FOUR)
        store.put_report(needing())
        place.rows(f"UPDATE reports SET encoded = {place.blob(needing(FOUR[0]).hex())}")
        with pytest.raises(StoreError, match="is not known"):
            store.plan_pruning(PruneRule(keep_bytes=0), now=NOON)


def test_a_report_that_comes_while_pruning_stops_it(store: Store) -> None:
    fill(store, *FOUR)
    rule = PruneRule(keep_bytes=0)
    plan = store.plan_pruning(rule, now=NOON)
    store.put_report(needing(FOUR[0]))
    with pytest.raises(StoreError, match="A report was kept while"):
        store.prune(plan, rule=rule)
    assert len(names(store)) == 4


def test_what_is_captured_again_while_pruning_stays(store: Store) -> None:
    fill(store, *FOUR)
    rule = PruneRule(keep_bytes=0)
    plan = store.plan_pruning(rule, now=NOON)
    again = replace(FOUR[0], fetched_at=NOON + timedelta(seconds=1))
    store.put_capture(again)
    store.prune(plan, rule=rule)
    assert names(store) == ["old-large"]
    assert store.read_capture(again.url, again.sha256) == again


def test_what_was_fetched_before_the_plan_and_put_after_it_stays(store: Store) -> None:
    fill(store, *FOUR)
    rule = PruneRule(keep_bytes=0)
    plan = store.plan_pruning(rule, now=NOON)
    store.put_capture(replace(FOUR[0], fetched_at=NOON - timedelta(seconds=1)))
    store.prune(plan, rule=rule)
    assert names(store) == ["old-large"]


def test_pruning_that_is_interrupted_leaves_a_whole_store_and_goes_on(
    every_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.store.pruning.BATCH", 1)
    fill(every_store, *FOUR)
    rule = PruneRule(keep_bytes=0)

    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        every_store.prune(every_store.plan_pruning(rule, now=NOON), rule=rule, on_pruned=interrupt)
    assert names(every_store) == ["new-small", "new-large"]
    assert list(every_store.check()) == []
    prune(every_store, rule)
    assert names(every_store) == []


def test_steps_are_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.store.pruning.BATCH", 3)
    fill(store, *FOUR)
    rule = PruneRule(keep_bytes=0)
    told: list[tuple[int, int]] = []
    list(store.check(on_checked=lambda done, total: told.append((done, total))))
    store.prune(store.plan_pruning(rule, now=NOON), rule=rule, on_pruned=lambda done, total: told.append((done, total)))
    assert told == [*((done, 8) for done in range(1, 9)), (3, 4), (4, 4)]


@pytest.mark.parametrize("origin", ["new", "version 1"])
def test_the_file_shrinks(tmp_path: Path, place: Place, origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.store.pruning.VACUUM_PAGES", 50)
    if origin == "version 1":
        make_version_1(place)
    with open_store(place.url) as store:
        fill(store, *(capture(str(number), age=9, size=50_000) for number in range(40)))
        prune(store, PruneRule(keep_bytes=100_000))
        told: list[tuple[int, int]] = []
        store.free_space(on_freed=lambda done, total: told.append((done, total)))
        assert list(store.check()) == []
    if place.path is not None:
        assert place.path.stat().st_size < 400_000
        assert place.rows("PRAGMA auto_vacuum") == [("2",)]  # from now on a step at a time
        assert origin == "version 1" or told[-1][0] == told[-1][1]


def test_a_list_of_many_pages_is_whole_and_in_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.store.entries.BATCH", 3)
    several = [capture(str(number), age=number // 4, size=10) for number in range(10)]
    fill(store, *several)
    listed = list(store.list_captures())
    assert sorted(entry.url for entry in listed) == sorted(one.url for one in several)
    assert [entry.fetched_at for entry in listed] == sorted((entry.fetched_at for entry in listed), reverse=True)
    assert len(list(store.list_captures(since=NOON - DAY))) == 8


def test_damage_is_named_with_its_addresses(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.store.checking.BATCH", 2)
    with open_store(place.url) as store:
        fill(store, *FOUR)
        digests = [store.put_report(str(number).encode()) for number in range(3)]
        place.rows(f"UPDATE bodies SET body = {place.blob('00')} WHERE sha256 = '{FOUR[1].sha256}'")
        place.rows(f"UPDATE bodies SET coding = 'zlib' WHERE sha256 = '{FOUR[2].sha256}'")
        place.rows(f"UPDATE reports SET encoded = {place.blob('00')} WHERE sha256 = '{digests[1]}'")
        found = {(damage.part, damage.sha256): damage.urls for damage in store.check()}
    assert found == {
        (Part.BODY, FOUR[1].sha256): (FOUR[1].url,),
        (Part.BODY, FOUR[2].sha256): (FOUR[2].url,),
        (Part.REPORT, digests[1]): (),
    }


ROWS = [
    ("headers = '{'", "no list in JSON"),
    ("asked = '7'", "no list in JSON"),
    ("redirects = '[[]]'", "no list in JSON"),
    ("fetched_at = 'yesterday'", "RFC3339"),
    ("fetched_at = '2026-07-04T12:00:00'", "timezone"),
    ("url = 'https://b.example/'", "its address has another digest"),
    ("url_sha256 = ''", "its address has another digest"),
    ("status = '\x1b[2J'", "Expected `int`"),
    ("size = 'large'", "its size is no number"),
    ("headers = x'00'", "Expected `str`"),
    ("url = x'00'", "Expected `str`"),
    ("final_url = 'http://[::1'", "IPv6"),
    ("url = CAST(x'ff' AS TEXT)", "its address has another digest"),
    ("sha256 = 'none'", "its body is missing"),
    ("fetched_at = x'00'", "Expected `datetime`"),
]


@pytest.mark.parametrize(("change", "reason"), ROWS)
def test_a_damaged_row_of_a_file_is_named_and_taken_for_no_capture(tmp_path: Path, change: str, reason: str) -> None:
    look_at_damaged_row(Place(url=str(tmp_path / "s"), path=tmp_path / "s"), change, reason)


def test_a_damaged_row_is_named_and_taken_for_no_capture(place: Place) -> None:
    look_at_damaged_row(place, *ROWS[0])


def look_at_damaged_row(place: Place, change: str, reason: str) -> None:
    """Damage the row of the second of four captures; nothing but `StoreError` may come of it."""
    one = FOUR[1]
    with open_store(place.url) as store:
        fill(store, *FOUR)
        place.rows(f"UPDATE captures SET {change} WHERE url = '{one.url}'")
        (damage,) = store.check()
        assert damage.part is Part.CAPTURE
        assert reason in damage.reason
        if "size" not in change:
            assert store.find_capture(one.url) is None
            with pytest.raises(StoreError, match=r"is damaged|holds no capture"):
                store.read_capture(one.url, one.sha256)
        for look in (
            lambda: list(store.list_captures()),
            lambda: store.plan_pruning(PruneRule(keep_bytes=0), now=NOON),
        ):
            with suppress(StoreError):
                look()
        assert store.find_capture(FOUR[2].url) == FOUR[2]


OTHER_TYPES = [
    "UPDATE bodies SET body = 'text'",
    "UPDATE bodies SET body = 7",
    "UPDATE bodies SET coding = 7",
    "UPDATE reports SET encoded = 'text'",
    "UPDATE reports SET encoded = 7",
    "UPDATE readings SET reading = 'text'",
    "UPDATE readings SET reading = 7",
]


@pytest.mark.parametrize("change", OTHER_TYPES)
def test_a_value_of_another_type_is_damage(tmp_path: Path, change: str) -> None:
    place = Place(url=str(tmp_path / "s"), path=tmp_path / "s")
    with open_store(place.url) as store:
        store.put_capture(CAPTURE)
        store.put_reading(CAPTURE, PAGE, extractor="x")
        digest = store.put_report(needing(CAPTURE))
        place.rows(change)
        if "readings" in change:
            assert store.find_reading(CAPTURE, extractor="x") is None
            return
        (damage,) = store.check()
        assert damage.reason == "its bytes have another digest"
        with pytest.raises(StoreError, match="damaged"):
            store.find_report(digest) if damage.part is Part.REPORT else store.read_capture(CAPTURE.url, CAPTURE.sha256)
        with suppress(StoreError):
            store.plan_pruning(PruneRule(keep_bytes=0), now=NOON)


def test_a_server_that_is_gone_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(str(tmp_path / "s")) as store:
        store.put_capture(CAPTURE)
        store.put_report(b"one")
        read = store._database.read

        def fail_for_bytes(work: Callable[[Connection], object]) -> object:
            if "_read_one" in work.__qualname__:
                raise StoreError("The store: the server cannot be reached.")
            return read(work)

        monkeypatch.setattr(store._database, "read", fail_for_bytes)
        with pytest.raises(StoreError, match="cannot be reached"):
            list(store.check())


def test_digests_are_found_by_their_beginning_through_an_index(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")) as store:
        plans: list[str] = []

        def explain(connection: Connection, cursor: object, statement: str, parameters: object, *_: object) -> None:
            if statement.startswith("SELECT"):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans.extend(row.detail for row in rows)

        event.listen(store._database._engine, "before_cursor_execute", explain)
        store.find_report("0123abcd")
        store.name_captures("0123abcd")
        assert [plan.split()[:2] for plan in plans if "TEMP" not in plan] == [
            ["SEARCH", "reports"],
            ["SEARCH", "captures"],
        ]


def test_a_file_with_a_broken_page_is_checked_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    large = [capture(str(number), age=1, size=100_000) for number in range(5)]
    with open_store(str(path)) as store:
        fill(store, *large)
    content = path.read_bytes()
    place = content.index(large[2].body[50_000:50_100])
    path.write_bytes(content[: place - 8_000] + b"\xff" * 16_000 + content[place + 8_000 :])
    with open_store(str(path)) as store:
        assert {damage.sha256 for damage in store.check()} == {large[2].sha256}
        assert store.read_capture(large[4].url, large[4].sha256) == large[4]


BODIES = [b"", b"x", b"<p>storm</p>" * 9_000, hashlib.shake_256(b"").digest(70_000), b"\0" * 70_000]


@pytest.mark.parametrize("body", BODIES)
def test_bodies_are_packed_only_when_it_saves_space(body: bytes) -> None:
    how, kept = pack_body(body)
    assert len(kept) <= len(body)
    assert unpack_body(kept, coding=how, sha256=hashlib.sha256(body).hexdigest()) == body


def test_a_body_that_promises_too_much_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "LARGEST_BODY", 1_000)
    for size, holds in ((1_000, True), (1_001, False), (10_000_000, False)):
        body = b"\0" * size
        found = unpack_body(zlib.compress(body), coding="zlib", sha256=hashlib.sha256(body).hexdigest())
        assert (found == body) is holds
