"""What was found, in one line of words; the check says it, and a broken line of it never breaks a report."""

from datetime import UTC

from shared.core.display import harmless, is_confidential, shorten
from shared.core.findings.survey import Row, Survey
from shared.core.judgement import Outcome
from shared.core.lang import Lang


def evidence_words(row: Row, survey: Survey, lang: Lang) -> str:
    """A violation's evidence with times in the survey's zone; empty for a confidential group, and for no violation."""
    if row.judgement.outcome is not Outcome.VIOLATION or is_confidential(row.group):
        return ""
    return harmless(row.check.brief(row.judgement.evidence, lang, survey.now.tzinfo or UTC))


def proposed_name(row: Row) -> str:
    """The name that would be proposed, harmless; empty where there is none or the group is confidential."""
    proposed = row.judgement.evidence.get("proposed")
    return shorten(harmless(proposed)) if isinstance(proposed, str) and not is_confidential(row.group) else ""
