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


class ActorKind(StrEnum):
    """What kind of actor a party is: the inter codes of the ACLED codebook (STANDARDS, 1.3), and `armed_group` for one
    that is organised and armed where nothing more is known of it."""

    STATE_FORCES = "state_forces"
    REBEL_GROUP = "rebel_group"
    POLITICAL_MILITIA = "political_militia"
    IDENTITY_MILITIA = "identity_militia"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL_FORCES = "external_forces"
    ARMED_GROUP = "armed_group"


class Denied(StrEnum):
    """What a denial denies: that there was an attack, that anyone was harmed, who the dead were, or who did it."""

    ATTACK = "attack"
    HARM = "harm"
    STATUS = "status"
    RESPONSIBILITY = "responsibility"
