"""How far apart two points of the earth are."""

from math import asin, cos, radians, sin, sqrt

_EARTH_DIAMETER_KM = 12742.0  # twice the mean radius, 6371 km


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine formula)."""
    a, b, c, d = radians(lat), radians(lon), radians(other_lat), radians(other_lon)
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return _EARTH_DIAMETER_KM * asin(sqrt(min(1.0, half)))
