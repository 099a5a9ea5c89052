from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from backend.web.schema import Blank, Input, OptionalText

Longitude = Annotated[Decimal | None, Field(ge=73, le=136, decimal_places=6), Blank]
Latitude = Annotated[Decimal | None, Field(ge=3, le=54, decimal_places=6), Blank]


class PhotoIn(Input):
    """What goes with a photo. Where it was taken is said by a deliberate tap only."""

    caption: Annotated[OptionalText, Field(max_length=200)] = None
    """照片说明"""
    longitude: Longitude = None
    """经度，度"""
    latitude: Latitude = None
    """纬度，度"""

    @model_validator(mode="after")
    def a_place_has_both(self) -> Self:
        if (self.longitude is None) != (self.latitude is None):
            raise ValueError("位置要有经度和纬度，或者都不填")
        return self


class PostedPhoto(PhotoIn):
    """A photo to be put to the update of a week: by its hash, when its pieces are here, or in the form itself."""

    week: OptionalText = None
    sha256: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$"), Blank] = None
