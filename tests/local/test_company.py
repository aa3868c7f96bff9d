"""The made-up company is repeatable and harmless, and its command line is kind."""

import re
from pathlib import Path
from unicodedata import category, normalize

import chinese_calendar
import pytest

from local.company.dice import Dice
from local.company.found import FEWEST_GROUPS, found
from local.company.generate import main
from local.company.lines import ANNOUNCED, CHATTER, ROBOT_LINES, URGENT
from local.company.model import Company, Tenant
from local.company.planted import planted
from local.company.weeks import DAYS, is_worked


def digest(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# repeatable


def test_the_same_seed_writes_the_same_bytes(company: Company, company_files: Path, tmp_path: Path) -> None:
    for form in ("slack", "facts", "sheet"):
        main([str(tmp_path), "--seed", str(company.seed), "--format", form])
    assert digest(company_files) == digest(tmp_path)


def test_another_seed_is_another_company(company: Company) -> None:
    other = found(7, FEWEST_GROUPS, tenant=Tenant("slack"))
    assert {person.id for person in other.people}.isdisjoint(person.id for person in company.people)


def test_chance_is_the_same_on_every_python() -> None:
    dice = Dice(1, "name")
    assert [dice.below(1000) for _ in range(5)] == [421, 849, 80, 468, 707]
    assert dice.shuffled("abcdef") == list("acbfde")


@pytest.mark.parametrize("seed", range(3))
def test_the_smallest_company_still_holds_every_situation(seed: int, company: Company) -> None:
    assert set(planted(company)["situations"]) == set(
        planted(found(seed, FEWEST_GROUPS, tenant=Tenant("slack")))["situations"]
    )


# the weeks


def test_days_off_and_worked_weekends_are_the_published_ones() -> None:
    assert [day for day in DAYS if is_worked(day)] == [
        day for day in DAYS if chinese_calendar.is_workday(day)
    ]


# harmless


def test_names_are_harmless_on_any_disk(company: Company) -> None:
    names = [group.name for group in company.groups]
    for name in names:
        assert name == name.strip()
        assert not name.startswith(".")
        assert not name.endswith(".")
        assert not set(name) & set('/\\:*?"<>|\0')
        assert not any(category(char) == "Cc" for char in name)
        assert len(name) <= 80
        assert len(name.encode()) <= 200
    assert len({normalize("NFKC", name).casefold() for name in names}) == len(names)


def test_there_are_no_telephone_numbers_and_no_addresses(company_files: Path) -> None:
    personal = re.compile(rb"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{3,4}-\d{7,8}(?!\d)|[\w.]+@[\w-]+\.\w|https?:")
    assert [name for name, data in digest(company_files).items() if personal.search(data)] == []


def test_what_is_said_stands_in_the_messages_only(company_files: Path) -> None:
    said = (*CHATTER, *ANNOUNCED, *URGENT, *ROBOT_LINES)
    assert min(len(line) for line in said) >= 8
    assert len(set(said)) == len(said)
    for name in ("policy.yaml", "planted.json", "register.csv", "facts/groups.jsonl", "facts/messages.jsonl"):
        text = (company_files / name).read_text(encoding="utf-8")
        assert not [line for line in said if line in text]


# the command line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--groups", "5"], "at least"),
        (["--format", "xml"], "invalid choice"),
        (["--seed", "one"], "invalid int"),
    ],
)
def test_a_wrong_flag_is_told_with_a_remedy(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path), *arguments])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_what_is_there_is_not_written_over(company_files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(company_files)])
    assert "is in the way" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit):
        main([str(tmp_path / "file" / "out"), "--groups", str(FEWEST_GROUPS)])
    assert "can be written" in capsys.readouterr().err
