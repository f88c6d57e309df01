"""Officials, who speak as often as they come to harm, and bodies that are civil without being civilians."""

from cenotaph.claims.arabic.names import is_also
from cenotaph.claims.units import Unit

_ACTS = frozenset({"harm_past", "harm_noun", "lose"})
# Units between a body and the word for its kind.
_REACH = 4


def take_officials(units: list[Unit]) -> list[Unit]:
    """The units with officials made people right after what befell them: "مقتل رئيس المجلس", not "قال رئيس المجلس"."""
    taken: list[Unit] = []
    for k, unit in enumerate(units):
        if is_also(unit, "official"):
            before = [u for u in units[max(0, k - _TO_OFFICIAL) : k] if not u.has("determiner") and not u.has("count")]
            # "استشهد الوزير في كلمته ببيت": he cites one.
            is_cited = units[k - 1].has("determiner") and k + 1 < len(units) and units[k + 1].has("in")
            if before and before[-1].classes & _ACTS and not is_cited:
                tags = tuple(tag._replace(cls="person") if tag.cls == "official" else tag for tag in unit.tags)
                unit = unit._replace(classes=unit.classes - {"speaker", "word"} | {"person"}, tags=tags)
        taken.append(unit)
    return taken


_TO_OFFICIAL = 3  # units: the act, a number, the article


def is_of_body(units: list[Unit], i: int) -> bool:
    """True if a body stands before its name and unit `i`."""
    for unit in reversed(units[max(0, i - _REACH) : i]):
        if is_also(unit, "civil_body"):
            return True
        if not unit.classes <= _BODY_NAME:
            return False
    return False


_BODY_NAME = frozenset(
    {"word", "place", "name_head", "town_head", "name_part", "determiner", "name_tail", "name_tail_bare"}
)
