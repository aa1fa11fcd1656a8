"""The words of the sentences that tell a view, Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "start": ("{period}, {name} của {place}", "{period}, {place}: {name}"),
    "start_unplaced": ("{period}, {name}", "{period}, {name}"),
    "none_yet": ("Chưa có số liệu {name} của {place}, {period}.", "No data yet on {name} of {place}, {period}."),
    "withheld": ("Số liệu {name} của {place}, {period}, không công bố.", "{name} of {place}, {period}: suppressed."),
    "reached": ("đạt", "reached"),
    "is": ("là", "was"),
    "summed": (" (cộng từ {part}/{of} xã, phường)", " (sum of {part} of {of} communes)"),
    "up": ("tăng", "up"),
    "down": ("giảm", "down"),
    "against": ("so với {against}", "on the {against}"),
    "unchanged": (", không đổi so với {against}", ", unchanged on the {against}"),
    "hardly_changed": (", gần như không đổi so với {against}", ", hardly changed on the {against}"),
    "no_base": (", chưa có số liệu {against} để so sánh", ", with nothing to compare for the {against}"),
    "points": ("điểm phần trăm", "percentage points"),
    "score": ("điểm", "points"),
    "since_january": ("lũy kế từ đầu năm", "since January"),
    "reaches": ("đạt", "reaching"),
    "equals": ("bằng", "equal to"),
    "what_value": ("giá trị", "the value"),
    "what_plan_share": ("tỷ lệ so với {basis}", "the share of the {basis}"),
    "what_change": ("mức thay đổi so với {against}", "the change on the {against}"),
    "no_commune_at_all": ("Chưa xã, phường nào có số liệu", "No commune has data yet"),
    "no_commune": ("Chưa xã, phường nào có số liệu về {what}", "No commune has data on {what} yet"),
    "only_one": ("Chỉ {name} có số liệu, {what}", "Only {name} reported; {what}"),
    "among": ("Trong {reporting}, {what}", "With {reporting}, {what}"),
    "all_equal": (
        "{count} xã, phường có số liệu có {what} như nhau:",
        "In all {count} communes that reported {what} is the same:",
    ),
    "highest": ("cao nhất ở", "is highest in"),
    "lowest": ("thấp nhất ở", "lowest in"),
    "among_ranked": ("Trong {reporting},", "With {reporting},"),
    "first": ("đứng đầu là", "the first is"),
    "last": ("đứng cuối là", "the last is"),
    "communes": ("{count} xã, phường", "{count} communes"),
    "some_withheld": ("; {count} xã, phường không công bố", "; {count} communes suppressed"),
    "ranks_high": (", đứng thứ {rank}/{of} từ cao xuống theo {what}", ", rank {rank} of {of} from the top by {what}"),
    "ranks_low": (", đứng thứ {rank}/{of} từ thấp lên theo {what}", ", rank {rank} of {of} from the bottom by {what}"),
    "known_on": ("Số liệu như đã biết đến hết ngày {day}.", "As known at the end of {day}."),
    "simulated": ("Số liệu mô phỏng, không dùng để báo cáo.", "Simulated data; not for reporting."),
    # on the page
    "heading": ("Nói bằng lời", "In words"),
    "copy_sentence": ("Sao chép câu", "Copy sentence"),
    "copy_link": ("Sao chép liên kết", "Copy link"),
    "what_is_shown": ("Màn hình này hỏi kho số liệu điều gì?", "What does this view ask of the archive?"),
}


def say(key: str, lang: str = "vi", **parts: object) -> str:
    """The words for ``key``, ``parts`` filled in."""
    text = WORDS[key][lang == "en"]
    return text.format(**parts) if parts else text
