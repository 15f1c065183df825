"""A corpus: what is found, what is done and not done twice, and what happens to a text that misbehaves."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rubricator.cli import main
from rubricator.corpus import keeper, manifest
from rubricator.corpus.job import Job, Outcome, Wishes, job_from
from rubricator.corpus.keeper import Keeper
from rubricator.corpus.manifest import Manifest
from rubricator.corpus.progress import Progress
from rubricator.corpus.run import alone, plan
from rubricator.corpus.sources import jobs
from rubricator.model.messages import RubricatorError

TALE = "THE GREEN DOOR\n\nby Ada Pell\n\n“Come in,” said Orla Venn.\n\nNobody came. It was 4 May 1913.\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Two texts, an edition, and a text of the same name in another folder."""
    for name, text in (
        ("door.txt", TALE),
        ("gate.txt", TALE.replace("DOOR", "GATE")),
        ("deep/door.txt", TALE + "\nX.\n"),
    ):
        path = tmp_path / "shelf" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "shelf/quay").mkdir()
    (tmp_path / "shelf/quay/edition.toml").write_text('[edition]\ntitle = "The Quay"\ngenre = "novel"\n')
    (tmp_path / "shelf/quay/source.txt").write_text("The quay was wet.\n")
    return tmp_path / "shelf"


def found(*sources: object, out: str = "out") -> dict[str, str]:
    return {job.id: Path(job.place).name for job in jobs([str(one) for one in sources], Wishes(out))}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["corpus", *(str(one) for one in arguments)])


# ---------------------------------------------------------------- what is found
def test_a_folder_gives_its_texts_and_editions_each_once(shelf: Path) -> None:
    assert sorted(found(shelf).values()) == ["door.txt", "door.txt", "gate.txt", "quay"]
    assert found(shelf, shelf / "gate.txt").keys() == found(shelf).keys()
    assert {"gate", "quay", "shelf-deep-door"} < found(shelf).keys()


def test_a_pattern_and_a_list(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(found(f"{shelf}/*.txt").values()) == ["door.txt", "gate.txt"]
    (shelf / "some.list").write_text("# two of them\ngate.txt\n\nquay\n")
    assert found(shelf / "some.list") == {"gate": "gate.txt", "quay": "quay"}


def test_what_was_made_of_a_corpus_is_no_source(shelf: Path) -> None:
    Manifest(shelf / "made").close()
    (shelf / "made/x.txt").write_text("x\n")
    assert "x" not in found(shelf)


def test_a_source_that_leads_nowhere(shelf: Path) -> None:
    assert run(shelf / "none", "-o", shelf / "out").exit_code == 3
    (shelf / "empty").mkdir()
    assert "co-none" in run(shelf / "empty", "-o", shelf / "out").stderr


def test_a_job_travels_as_json() -> None:
    job = Job("a", "a.txt", Wishes("out", ("txt",), ("edition.genre=novel",)), 3, "1")
    assert job_from(json.loads(json.dumps(job.as_dict()))) == job


# ---------------------------------------------------------------- a run
def test_a_run_does_what_is_missing_changed_or_failed(shelf: Path) -> None:
    out = shelf.parent / "out"
    (shelf / "bad.txt").write_bytes(b"a\0b")
    first = run(shelf, "-o", out, "--to", "tei", "--workers", 2, "--format", "json")
    assert first.exit_code == 1
    events = [json.loads(line) for line in first.stderr.splitlines()]
    assert [event["event"] for event in events] == ["begin", *["text"] * 5, "failed", "end"]
    assert events[-2]["code"] == "in-binary" and events[-2]["remedy"]
    assert {event["id"]: event["state"] for event in events[1:6]}["bad"] == "failed"
    assert (out / "gate/gate.xml").is_file() and not (out / "bad").exists()

    (shelf / "gate.txt").write_text(TALE.replace("DOOR", "WALL"))
    dry = run(shelf, "-o", out, "--to", "tei", "--dry-run")
    assert dry.stdout.splitlines() == [
        "bad: it failed the last time",
        "gate: changed: its text, authority or decisions",
    ]
    assert (
        run(shelf, "-o", out, "--to", "tei", "--dry-run", "--retry").stdout.splitlines() == dry.stdout.splitlines()[:1]
    )
    (shelf / "bad.txt").unlink()
    again = run(shelf, "-o", out, "--to", "tei", "--workers", 1)
    assert again.exit_code == 0, again.stderr
    assert "1 to do, 3 as they were" in again.stderr and "4 editions" in again.stderr
    known = Manifest(out).entries()
    assert known["gate"].facts["title"] == "The Green Wall" and known["gate"].facts["authors"] == ["Ada Pell"]
    assert "bad" not in known


def planned(shelf: Path, **wishes: object) -> list[str]:
    return [one.job.id for one in plan(jobs([str(shelf)], Wishes("out")), {}, **wishes).todo]  # type: ignore[arg-type]


def test_only_some_the_longest_first(shelf: Path) -> None:
    assert planned(shelf)[0] == "shelf-deep-door"
    assert planned(shelf, only=["ga*", "quay"]) == ["gate", "quay"]
    assert planned(shelf, limit=1) == ["shelf-deep-door"]


def test_a_faulty_edition_holds_up_no_other(shelf: Path) -> None:
    (shelf / "quay/edition.toml").write_text("title = 3")
    todo = plan(jobs([str(shelf)], Wishes("out")), {})
    ((one, outcome),) = todo.faulty
    assert one.job.id == "quay" and outcome.messages[0]["code"] == "ed-unknown-key"
    assert len(todo.todo) == 3


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(RubricatorError, match="co-running"), alone(tmp_path):
        pass


# ---------------------------------------------------------------- a text that misbehaves
JOB = Job("a", "a.txt", Wishes("out", seconds=0.3, megabytes=1000))


def keeping(code: str) -> Iterator[Keeper]:
    one = Keeper((sys.executable, "-c", code))
    yield one
    one.close()


def outcome(code: str, job: Job = JOB) -> Outcome:
    (one,) = [keeper.do(job) for keeper in keeping(code)]
    return one


def test_a_text_that_hangs_is_stopped() -> None:
    hung = outcome("import threading; threading.Event().wait()")
    assert hung.state == "failed" and hung.messages[0]["code"] == "co-time"


def test_a_text_that_eats_the_memory_is_stopped() -> None:
    job = Job("a", "a.txt", Wishes("out", seconds=60, megabytes=1))
    assert outcome("input(); input()", job).messages[0]["code"] == "co-memory"


def test_a_text_whose_worker_is_killed_is_tried_again_and_then_told() -> None:
    assert outcome("import os; os.kill(os.getpid(), 9)").messages[0]["code"] == "co-died"


def test_a_worker_that_is_killed_between_texts_is_replaced(shelf: Path) -> None:
    one, job = Keeper(), Job("gate", str(shelf / "gate.txt"), Wishes(str(shelf.parent / "out"), ()))
    try:
        assert one.do(job).state == "done"
        assert one._worker is not None
        one._worker.kill()
        assert one.do(job).steps == ()
    finally:
        one.close()


def test_what_a_killed_worker_left_is_swept(shelf: Path) -> None:
    (shelf.parent / "out/gate/html").mkdir(parents=True)
    (shelf.parent / "out/gate/.gate.xml.k3").write_text("<TEI")
    (shelf.parent / "out/gate/html/.index.html.7").write_text("<html")
    run(shelf / "gate.txt", "-o", shelf.parent / "out", "--to", "tei", "--workers", 1)
    assert sorted(path.name for path in (shelf.parent / "out/gate").rglob(".*")) == [".built"]


def test_a_manifest_on_a_full_disk_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __enter__(self) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        def __exit__(self, *_: object) -> None: ...

        def execute(self, *_: object) -> Full:
            return self

        def fetchall(self) -> list[object]:
            return []

        def close(self) -> None: ...

    kept = Manifest(tmp_path)
    base, kept._base = kept._base, Full()  # type: ignore[assignment]
    kept.save(JOB, "i", "c", Outcome("a", "done", steps=("encode",)), None)
    assert kept.entries()["a"].state == "done"
    with pytest.raises(RubricatorError, match="disk is full"):
        kept.close()
    kept._base = base
    kept.save(Job("b", "b.txt", Wishes("out")), "i", "c", Outcome("b", "done"), None)
    kept.close()
    assert list(Manifest(tmp_path).entries()) == ["a", "b"]


def test_no_manifest_can_be_made(tmp_path: Path) -> None:
    (tmp_path / manifest.FILE).mkdir()
    with pytest.raises(RubricatorError, match="co-manifest"):
        Manifest(tmp_path)


# ---------------------------------------------------------------- progress
def test_rate_and_time_left() -> None:
    said: list[str] = []
    times = iter([0.0, 60.0, 120.0])
    progress = Progress(4, 4 << 20, said.append, clock=lambda: next(times))
    progress.add(Job("a", "a", Wishes("o"), 1 << 20), Outcome("a", "done"))
    assert said == ["1 of 4 texts, 1.0 texts and 1.0 MB a minute, 3 min 00 s left"]
    progress.form = "json"
    progress.add(Job("b", "b", Wishes("o"), 1 << 20), Outcome("b", "failed"))
    assert json.loads(said[-1])["seconds_left"] == 120 and json.loads(said[-1])["failed"] == 1


# ---------------------------------------------------------------- a cluster
@pytest.mark.filterwarnings("default")
def test_two_workers_over_tcp(shelf: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="tcp://127.0.0.1", dashboard_address=":0"
    ) as cluster:
        done = run(shelf, "-o", shelf.parent / "out", "--to", "tei", "--scheduler", cluster.scheduler_address)
    assert done.exit_code == 0, done.stderr
    assert "2 workers; their dashboard: http" in done.stderr and "4 editions" in done.stderr


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_cannot_be_reached(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dask = pytest.importorskip("dask")
    pytest.importorskip("distributed")
    with dask.config.set({"distributed.comm.timeouts.connect": "200ms"}):
        gone = run(shelf, "-o", shelf.parent / "out", "--scheduler", "tcp://127.0.0.1:1")
    assert gone.exit_code == 4 and "co-scheduler" in gone.stderr


def test_a_keeper_of_a_cluster_worker(shelf: Path) -> None:
    job = Job("gate", str(shelf / "gate.txt"), Wishes(str(shelf.parent / "out"), ()), version="0+other")
    told = keeper.do(job.as_dict())["messages"]
    assert [one["code"] for one in told] == ["co-version"]
    keeper._OWN.keeper.close()
