"""Where the profile of a commune is: every list of communes leads there."""

from urllib.parse import urlencode

PATH, COMPARE, ODD = "/xa", "/so-sanh", "/bat-thuong"


def path_of(area_code: str, set_code: str = "") -> str:
    """The address of a commune's profile, in the words of a set where one is chosen."""
    return f"{PATH}/{area_code}" + (f"?{urlencode({'bo': set_code})}" if set_code else "")
