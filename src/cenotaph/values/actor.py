"""Who acted and who spoke: kinds of speaker, roles, and how firmly an act is laid at someone's door."""

from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of speaker stands behind a claim."""

    MONITOR = "monitor"
    ACTIVIST = "activist"
    OFFICIAL = "official"
    STATE_MEDIA = "state_media"
    BELLIGERENT = "belligerent"
    MEDICAL = "medical"
    UN = "un"
    NGO = "ngo"
    WITNESS = "witness"
    MEDIA = "media"
    FAMILY = "family"


class Attribution(StrEnum):
    """How an act is attributed to an actor; never "perpetrator" bare."""

    ALLEGED = "alleged"
    CLAIMED = "claimed"
    CONCEDED = "conceded"
    DENIED = "denied"
    CONTESTED = "contested"
