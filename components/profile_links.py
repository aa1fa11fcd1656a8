"""Where the profile of a commune is: every list of communes leads there."""

from urllib.parse import urlencode

PATH, COMPARE, ODD = "/xa", "/so-sanh", "/bat-thuong"


def path_of(area_code: str, set_code: str = "", known_to: str = "") -> str:
    """The address of a commune's profile, in the words of a set and as of a day where one is chosen."""
    wanted = {key: value for key, value in (("bo", set_code), ("biet-den", known_to)) if value}
    return f"{PATH}/{area_code}" + (f"?{urlencode(wanted)}" if wanted else "")
