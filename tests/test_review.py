"""What an editor hears: flags by kind, doubtful blocks ranked, a screenful at most."""

from rubricator.model.document import Annotation, Document
from rubricator.model.source import decode
from rubricator.report.review import review

TEXT = "word " * 100


def codes(*annotations: Annotation) -> list[str]:
    found = review(Document(decode(TEXT.encode())).with_annotations(annotations), {})
    return [f"{one.code} {one.column}" if one.column else one.code for one in found]


def test_nothing_to_say_of_what_is_sure() -> None:
    assert codes(Annotation("p", 0, 4), Annotation("persName", 5, 9, cert="low")) == []


def test_the_least_certain_block_comes_first() -> None:
    some = [Annotation("p", 0, 4, cert="medium"), Annotation("head", 5, 9, cert="low")]
    assert codes(*some) == ["an-doubtful 6", "an-doubtful 1"]


def test_a_screenful_and_no_more() -> None:
    doubtful = [Annotation("p", at, at + 4, cert="low") for at in range(0, 200, 5)]
    flags = [Annotation("flag", at, at + 4, {"reason": "Look."}, "x/y") for at in range(0, 100, 5)]
    found = codes(*doubtful, *flags)
    assert [one.split()[0] for one in found].count("an-flag") == 3
    assert [one.split()[0] for one in found].count("an-doubtful") == 20
    assert found.count("an-more") == 2
