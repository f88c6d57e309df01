"""What was done to people, to whom, and with what: the vocabularies of harm."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of the people counted. `casualties`: killed or injured, not said which."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"


# Bodily harm, and that of those of whom it is not said that they died; in order, since claims are sought in it.
HARMED = (Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES)
HURT = (Outcome.INJURED, Outcome.CASUALTIES)


class Status(StrEnum):
    """Whether the victims took part in the fighting, as the words say."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    UNKNOWN = "unknown"


class VictimRole(StrEnum):
    """Whether the person counted was harmed by others or died carrying out the attack."""

    VICTIM = "victim"
    PERPETRATOR = "perpetrator"
