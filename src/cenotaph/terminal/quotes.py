"""The words of claims as they are shown: quoted, with what a person made of them in another language beside them."""

from collections import defaultdict
from collections.abc import Iterable

from cenotaph.archive.translation import Translation
from cenotaph.claims.claim import Claim, Passage
from cenotaph.terminal.wording import clean
from cenotaph.workflow.reading import Reading


class Quotes:
    """Quotes passages of the reports of some readings."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._translations: defaultdict[str, list[Translation]] = defaultdict(list)
        self._claims: list[Claim] = []
        for reading in readings:
            self._claims += reading.claims
            for translation in reading.translations:
                if translation not in self._translations[translation.document]:
                    self._translations[translation.document].append(translation)

    def list_claims(self) -> dict[str, str]:
        """The words of each claim by its id."""
        return {claim.id: self.quote(claim.document, claim.passage) for claim in self._claims}

    def quote(self, document: str, passage: Passage) -> str:
        """Words of a document between quotation marks, and their translations."""
        parts = [f"“{clean(passage.quote)}”"]
        for each in self._translations.get(document, ()):
            words = each.find_words(passage.start, passage.end)
            shown = f"“{clean(words)}”" if words else "as a whole, not line by line"
            parts.append(f"[translated by {clean(each.by)}, {each.language}: {shown}]")
        return " ".join(parts)
