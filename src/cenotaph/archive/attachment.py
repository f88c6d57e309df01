"""An attachment: an image, a film or a recording, by what is known of it without looking at or listening to it."""

from dataclasses import dataclass
from enum import StrEnum


class MediaKind(StrEnum):
    """What an attachment is."""

    IMAGE = "image"
    FILM = "film"
    RECORDING = "recording"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What the file of an attachment says of itself. `width` and `height` are pixels, `made_at` is when it says that it
    was made, in ISO form as far as it says it: of the clock of the device, without an offset where it gives none.

    `has_position` tells whether it holds where it was made, None if that cannot be told. The position itself is never
    read: nothing of this program is to help find a person.
    """

    kind: MediaKind
    media_type: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    made_at: str | None = None
    has_position: bool | None = None
