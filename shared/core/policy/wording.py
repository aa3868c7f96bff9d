"""What a policy may say in its own words: clause numbers, paraphrases, and texts whose fields must be known."""

from collections.abc import Iterable
from string import Formatter
from typing import Any

from shared.core.checks.base import Check, Clause
from shared.core.checks.base import Text as Words
from shared.core.lang import Bilingual, Lang, both
from shared.core.schema.node import Unfit, quoted
from shared.core.schema.scalars import Scalar, Text
from shared.core.schema.structures import Localized, Record, Setting

COMMON_FIELDS = frozenset({"group", "by", "owner_is", "admin_is"})
"""What every text can name: the group, the date that the message asks for, and what the group's platform calls its owner
and an admin."""
_LONGEST = {"title": 60, "body": 400, "draft": 1000}
_PARTS = {
    "title": both("标题，一行", "the title, one line"),
    "body": both("正文，一两句话", "the body, a sentence or two"),
    "draft": both("供复制的文字", "what can be copied"),
}


def fields_of(template: str) -> frozenset[str]:
    """The names in braces of a text of ours."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


class Template(Scalar):
    """A text with {fields}, of which only plain names of known fields are allowed: a text can read nothing else."""

    __slots__ = ("fields", "text")

    def __init__(self, fields: frozenset[str], text: Text) -> None:
        self.fields = fields
        self.text = text

    def parse(self, text: str) -> Any:
        words = self.text.parse(text)
        return words if isinstance(words, Unfit) else self._fault(words) or words

    def _fault(self, text: str) -> Unfit | None:
        """The first thing that is wrong with the fields; None: all of them can be filled in."""
        remedy = f"Fields here: {self._named()}. Write {{{{ and }}}} for braces that are meant as such"
        try:
            parts = list(Formatter().parse(text))
        except ValueError:
            return Unfit("a brace is open or closed without its partner", remedy)
        for _, name, spec, conversion in parts:
            if name is not None and (name not in self.fields or spec or conversion):
                shown = (
                    "{" + name + ("!" + conversion if conversion else "") + (":" + spec if spec else "") + "}"
                )
                return Unfit(f"{quoted(shown)} cannot be filled in", remedy)
        return None

    def _named(self) -> str:
        return ", ".join(f"{{{name}}}" for name in sorted(self.fields))

    def schema(self) -> dict[str, Any]:
        return self.text.schema()

    def phrase(self) -> Bilingual:
        return both(f"文字，可用 {self._named()}", f"text; it may use {self._named()}")


def _record(fields: Iterable[Setting]) -> Record:
    """A record of which only what was written is kept."""
    return Record(tuple(fields), _written)


def _written(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value}


def _variant_record(words: Words, fields: frozenset[str]) -> Record:
    own = (part for part in _LONGEST if getattr(words, part) is not None)
    return _record(Setting(part, _template(part, fields), None, _PARTS[part]) for part in own)


def _template(part: str, fields: frozenset[str]) -> Template:
    return Template(fields, Text(_LONGEST[part], lines=part != "title"))


def fields_for(check: Check, variant: str) -> frozenset[str]:
    """Every field that can be filled in where the check speaks this way, in whatever language it is used."""
    texts = [texts[variant] for texts in check.texts.values() if variant in texts]
    parts = [part for words in texts for part in (words.title, words.body, words.draft) if part]
    return COMMON_FIELDS.union(*map(fields_of, parts))


def _language_record(check: Check, lang: Lang) -> Record:
    return _record(
        Setting(
            variant, _variant_record(words, fields_for(check, variant)), None, both(words.title, words.title)
        )
        for variant, words in check.texts[lang].items()
    )


def _check_record(check: Check) -> Record:
    return _record(
        Setting(lang, _language_record(check, lang), None, both("这种语言的文字", "texts in this language"))
        for lang in check.texts
    )


def wording_record(checks: Iterable[Check]) -> Record:
    """The section `wording`: check → language → variant → title, body and draft, all of them optional."""
    return _record(Setting(check.id, _check_record(check), None, check.title) for check in checks)


def clauses_record(checks: Iterable[Check]) -> Record:
    """The section `clauses`: check → number and paraphrase; what is not written is the product's own."""
    return Record(tuple(_clause(check) for check in checks), dict)


def _clause(check: Check) -> Setting:
    number = both("公司规范里的条款号", "the clause's number in the company's manual")
    paraphrase = both("用一句话转述这一条", "what it asks for, in a few words of your own")
    fields = (
        Setting("number", Text(20), check.clause.number, number),
        Setting("paraphrase", Localized(60), check.clause.paraphrase, paraphrase),
    )
    return Setting(check.id, Record(fields, Clause), check.clause, check.title)
