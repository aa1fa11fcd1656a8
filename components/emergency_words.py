"""The words of the room of emergencies."""

from typing import Final

from data.bulletin_items import Item

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Khẩn cấp", "Emergencies"),
    "event": ("Sự kiện", "Event"),
    "hour": ("Tính đến giờ", "As of hour"),
    "newest": ("Mới nhất ({hour})", "Newest ({hour})"),
    "province": ("Tỉnh", "Province"),
    "none_title": ("Chưa có sự kiện nào của {name}.", "No event of {name} yet."),
    "none_remedy": ("Mở sự kiện ở khung «Mở sự kiện mới» bên dưới.", "Open one in the form below."),
    "strange": (
        "Không có «{asked}» ở đây; đang hiển thị lựa chọn gần nhất.",
        "There is no “{asked}” here; showing the nearest choice.",
    ),
    "closed_map": (
        "Sự kiện đã kết thúc: bản đồ cấp độ chỉ tính cho sự kiện đang diễn ra. Xem bản tin và thiệt hại bên dưới.",
        "The event is over: levels are worked out for events under way only. Bulletins and damage are below.",
    ),
    "no_readings": (
        "Chưa nhận số liệu trạm đo nào: không đề xuất được cấp.",
        "No readings yet: no level can be proposed.",
    ),
    "official": ("Bản tin chính thức", "Official bulletin"),
    "official_none": ("chưa có bản tin cấp độ", "no bulletin with a level"),
    "level": ("Cấp {level}", "Level {level}"),
    "level_0": ("Không đề xuất", "None proposed"),
    "unknown": ("Thiếu số liệu, chưa đề xuất được cấp", "Data missing, no level can be proposed"),
    "communes_unknown": ("xã, phường thiếu số liệu", "communes without data"),
    "communes_at": ("xã, phường ở cấp {level}", "communes at level {level}"),
    "communes_n": ("{count} xã, phường", "{count} communes"),
    "column_level": ("Cấp đang có hiệu lực", "Level in force"),
    "column_proposed": ("Cấp đề xuất", "Proposed level"),
    "column_official": ("Cấp theo bản tin", "Official level"),
    "column_decided": ("Cấp đã quyết định", "Decided level"),
    "map_title": ("Xã, phường nào ở cấp nào?", "Which communes stand at which level?"),
    "map_subtitle": (
        "đề xuất theo QĐ 18/2021/QĐ-TTg từ số đo đến {hour}; bản tin chính thức và quyết định của người trực có giá "
        "trị cao hơn · sọc: chỉ dựa trên quy tắc chưa xác minh",
        "proposed by Decision 18/2021 from readings up to {hour}; the official bulletin and the officer's decision go "
        "before · hatched: rests on unverified rules only",
    ),
    "map_legend_level": ("Cấp độ rủi ro đang áp dụng", "Level in force"),
    "map_legend_proposed": ("Cấp độ rủi ro đề xuất", "Level proposed"),
    "colour": ("Tô màu theo", "Colour by"),
    "map_subtitle_damage": (
        "{item}: số mới nhất mỗi xã đã báo; gạch chéo là chưa báo, không phải bằng 0",
        "{item}: the newest that each commune told; hatched told nothing, which is not zero",
    ),
    "nobody_told": ("Chưa xã, phường nào báo {item}.", "No commune has told {item} yet."),
    "layers": ("Lớp bản đồ", "Map layers"),
    "rain": ("Mưa 24 giờ", "Rain in 24 h"),
    "water_level": ("Mực nước, báo động", "Water, alarm levels"),
    "reservoir": ("Hồ chứa", "Reservoirs"),
    "dike": ("Đê, kè", "Dikes"),
    "risk_point": ("Điểm nguy cơ", "Risk points"),
    "incident": ("Sự cố", "Incidents"),
    "shelter": ("Nơi sơ tán", "Shelters"),
    "response_force": ("Lực lượng, phương tiện", "Forces and means"),
    "road_cut": ("Đường chia cắt", "Roads cut"),
    "updated": ("{when}", "{when}"),
    "late": ("{when}, đã cũ", "{when}, stale"),
    "never": ("chưa có số liệu", "no data"),
    "why_title": ("{name}: vì sao cấp này?", "{name}: why this level?"),
    "why_none": ("Chọn một xã, phường trên bản đồ hoặc trong bảng để xem vì sao.", "Choose a commune to see why."),
    "ranked_title": ("Xã, phường theo cấp", "Communes by level"),
    "proposed": ("Đề xuất", "Proposed"),
    "decided": ("Người trực quyết định", "Officer's decision"),
    "holds": ("Đang áp dụng", "In force"),
    "hazard": ("Loại thiên tai", "Hazard"),
    "commune": ("Xã, phường", "Commune"),
    "basis": ("Căn cứ", "Basis"),
    "grade": ("Mức xác minh: {grade} ({name})", "Verified: {grade} ({name})"),
    "no_alert": ("không dùng để cảnh báo ra ngoài", "not used to alert anyone outside"),
    "inputs": ("Số liệu đã dùng", "Inputs used"),
    "from_station": ("{station}, cách {km} km", "{station}, {km} km away"),
    "from_here": ("{station}", "{station}"),
    "age": ("{hours} giờ trước", "{hours} h ago"),
    "missing": ("Còn thiếu: {what}; chưa thể loại trừ cấp cao hơn", "Missing: {what}; a higher level is not excluded"),
    "nothing_holds": ("không quy tắc nào đạt", "no rule holds"),
    "combine": (
        "{count} loại thiên tai cùng từ cấp 1 trong 24 giờ: Điều 4 khoản 4 cho phép xem xét tăng 1 cấp (2 cấp khi lo "
        "ngại thiệt hại nghiêm trọng). Người trực quyết định, hệ thống không tự tăng.",
        "{count} hazards at level 1 or above within 24 h: Article 4(4) allows raising by 1 (by 2 where serious loss is "
        "feared). The officer decides, never the system.",
    ),
    "place": ("{former} cũ · {zone} · {terrain} · {flood}", "formerly {former} · {zone} · {terrain} · {flood}"),
    "no_zone": ("chưa có phân vùng nguy cơ", "no zoning"),
    "no_terrain": ("chưa rõ địa hình", "terrain unknown"),
    "no_flood": ("chưa gán trạm thủy văn", "no station assigned"),
    "official_province": ("Bản tin chính thức, toàn tỉnh", "Official bulletin, whole province"),
    "hints_title": ("Gợi ý về địa hình, địa bàn", "Hints on the ground"),
    "hints_note": (
        "Chỉ để tham khảo: không cấp nào được đề xuất từ các gợi ý này. Chưa có số liệu độ cao, độ dốc.",
        "For reference: no level is proposed from these. Altitude and slope are not among the data.",
    ),
    "hint_points": (
        "{slides} điểm nguy cơ sạt lở, lũ quét và {floods} điểm nguy cơ ngập chưa xử lý xong trong xã, phường; "
        "{near} điểm của nơi khác trong {km} km quanh trung tâm",
        "{slides} open risk points of landslide or flash flood and {floods} of flooding in the commune; {near} of "
        "others within {km} km of its middle",
    ),
    "hint_points_none": ("Chưa có danh sách điểm nguy cơ của tỉnh", "The province has sent no list of risk points"),
    "hint_list": ("danh sách «{name}», cập nhật {when}", "list “{name}”, updated {when}"),
    "hint_forest": ("Che phủ rừng {cover} %", "Forest cover {cover}%"),
    "hint_forest_none": ("Chưa có tỷ lệ che phủ rừng của xã, phường", "Forest cover of the commune was not reported"),
    "hint_indicator": ("chỉ số «{name}», kỳ {period}", "indicator “{name}”, period {period}"),
    "hint_zone": ("Phân vùng: {zone}", "Zoning: {zone}"),
    "hint_zone_none": ("Chưa có phân vùng nguy cơ của xã, phường", "No zoning of the commune"),
    "hint_document_none": ("danh sách phân vùng, không nêu văn bản", "list of zones, without a document"),
    "disclaimer": (
        "Đề xuất để tham khảo, không thay bản tin chính thức (QĐ 18/2021/QĐ-TTg Điều 6).",
        "A proposal for reference; it does not replace the official bulletin.",
    ),
    "decide_title": ("Xác nhận hoặc đổi cấp", "Confirm or change the level"),
    "decide_level": ("Cấp áp dụng", "Level"),
    "reason": ("Lý do (bắt buộc)", "Reason (required)"),
    "decide": ("Ghi quyết định", "Record"),
    "person": ("Người thực hiện", "Who acts"),
    "person_why": (
        "Ghi một lần; mọi bước dưới đây và quyết định cấp đều ký tên này vào nhật ký.",
        "Once; every step below and every decision on a level is signed with this name in the log.",
    ),
    "person_name": ("Họ và tên", "Name"),
    "person_agency": ("Cơ quan", "Agency"),
    "state": ("Giai đoạn", "Stage"),
    "forming": ("Hình thành", "Forming"),
    "active": ("Đang diễn ra", "Active"),
    "recovery": ("Khắc phục", "Recovery"),
    "closed": ("Đã kết thúc", "Closed"),
    "bulletins_title": ("Diễn biến theo bản tin", "Bulletin by bulletin"),
    "bulletins_subtitle": (
        "mỗi dòng là trạng thái tại bản tin đó, không cộng dồn; ▲ tăng, ▼ giảm so với bản tin trước",
        "each row is the state at that bulletin, never added; ▲ up, ▼ down since the one before",
    ),
    "area": ("Địa bàn", "Area"),
    "issued": ("Phát hành", "Issued"),
    "body": ("Cơ quan", "Body"),
    "bulletin_of": ("bản tin {when} của {body}", "bulletin of {when} by {body}"),
    "unnamed": ("nguồn không nêu tên", "not named by the source"),
    "no_hour": ("không rõ giờ", "hour not given"),
    "source": ("Nguồn", "Source"),
    "no_bulletins": ("Chưa có bản tin nào của sự kiện này.", "No bulletin of this event yet."),
    "damage_title": ("Thiệt hại và cứu trợ theo xã, phường", "Damage and relief by commune"),
    "damage_subtitle": ("số mới nhất mỗi xã đã báo; {reported}", "the newest that each commune said; {reported}"),
    "reported": (
        "{count}/{of} xã, phường đã báo trong {hours} giờ",
        "{count} of {of} communes reported within {hours} h",
    ),
    "not_reported": ("Chưa báo cáo trong {hours} giờ ({count})", "No report within {hours} h ({count})"),
    "sum_row": ("Cộng các xã đã báo", "Sum of communes"),
    "province_row": ("Tỉnh báo", "Reported by the province"),
    "differs": ("{body} nêu {value} lúc {when}", "{body} says {value} at {when}"),
    "disagree": ("Hai nguồn khác nhau", "Two sources disagree"),
    "tasks_title": ("Kịch bản điều hành", "Playbook"),
    "tasks_none": ("Chưa kích hoạt kịch bản.", "No playbook activated."),
    "progress": ("{done}/{all} việc xong, {late} quá hạn", "{done} of {all} done, {late} late"),
    "activate": ("Kích hoạt đến cấp", "Activate up to level"),
    "activate_button": ("Kích hoạt", "Activate"),
    "step": ("Việc phải làm", "Step"),
    "role": ("Ai làm", "Who"),
    "contacts_none": (
        "Chưa có đầu mối liên hệ nào của tỉnh.",
        "The province has named no contacts yet.",
    ),
    "contacts_where": (
        "Mở «Danh bạ theo vai» để ghi từng người, hoặc đặt tệp contacts.csv vào kho, mỗi dòng một người (role, "
        "area_code, name, phone).",
        "Open “Contacts by role” to enter them one by one, or put contacts.csv into the store, a person per line "
        "(role, area_code, name, phone).",
    ),
    "contact_missing": ("chưa có đầu mối", "no contact"),
    "contact_communes": ("{count} đầu mối cấp xã", "{count} contacts in communes"),
    "contact_choose": ("chọn xã để xem", "choose a commune"),
    "contacts_others": (
        "Còn {count} đầu mối của các xã, phường khác: chọn xã trên bản đồ hoặc trong bảng để xem và sửa.",
        "{count} more in other communes: choose a commune on the map or in the table to see and change them.",
    ),
    "contact_which": ("Thêm hoặc sửa", "Add or change"),
    "contact_new": ("Người mới", "Somebody new"),
    "contact_name": ("Họ tên đầu mối", "Contact’s name"),
    "contact_role": ("Vai", "Role"),
    "contact_form": ("Thêm, sửa, bỏ đầu mối", "Add, change or remove a contact"),
    "contact_keep": ("Lưu vào danh bạ", "Keep"),
    "contact_remove": ("Bỏ khỏi danh bạ", "Remove"),
    "contact_kept": ("Đã ghi «{name}» vào danh bạ.", "“{name}” is in the contacts."),
    "contact_gone": ("Đã bỏ «{name}» khỏi danh bạ.", "“{name}” is no more in the contacts."),
    "contact_choose_first": ("Chọn người cần bỏ ở ô «Thêm hoặc sửa» trước.", "Choose whom to remove first."),
    "contacts": ("Đầu mối", "Contacts"),
    "contacts_title": ("Danh bạ theo vai", "Contacts by role"),
    "phone": ("Điện thoại", "Phone"),
    "due": ("Hạn", "Due"),
    "status": ("Tình trạng", "Status"),
    "task_done": ("Xong {when}, {who}", "Done {when}, {who}"),
    "task_late": ("Quá hạn", "Late"),
    "task_open": ("Đang chờ", "Open"),
    "tick": ("Đã xong", "Done"),
    "untick": ("Mở lại", "Reopen"),
    "unit_commune": ("Cấp xã", "Commune"),
    "unit_department": ("Sở, ngành", "Department"),
    "unit_province": ("Cấp tỉnh", "Province"),
    "form": ("Biểu mẫu: {form}", "Form: {form}"),
    "draft": ("Bản soạn thảo, chưa phải quy định", "A draft, not a regulation"),
    "log_title": ("Nhật ký sự kiện", "Log"),
    "log_none": ("Chưa có bước nào.", "Nothing yet."),
    "log_docx": ("Xuất nhật ký (DOCX)", "Export log (DOCX)"),
    "log_csv": ("Xuất nhật ký (CSV)", "Export log (CSV)"),
    "faults_title": ("Trạm đo bị gác lại", "Stations set aside"),
    "faults_none": ("Không có trạm nào bị gác lại.", "No station was set aside."),
    "silent": ("im lặng từ {since} ({hours} giờ)", "silent since {since} ({hours} h)"),
    "stuck": ("kẹt ở {value} từ {since} ({hours} giờ)", "stuck at {value} since {since} ({hours} h)"),
    "spike": ("nhảy vọt đến {value} lúc {since}", "spike to {value} at {since}"),
    "impossible": ("giá trị không thể có {value} lúc {since}", "impossible value {value} at {since}"),
    "fault": ("bị gác lại", "set aside"),
    "heavy": ("từ 100 mm", "100 mm or more"),
    "wet": ("từ 50 mm", "50 mm or more"),
    "new_title": ("Mở sự kiện mới", "Open a new event"),
    "new_name": ("Tên sự kiện", "Name"),
    "new_kind": ("Loại", "Kind"),
    "open": ("Mở sự kiện", "Open event"),
    "others": ("Chỉ số khẩn cấp của tỉnh", "Indicators of emergencies"),
    "others_link": ("Xem trên bản đồ, theo kỳ", "On the map, by period"),
    "back": ("Về trang Khẩn cấp", "Back to emergencies"),
    "wind": ("Gió", "Wind"),
    "temperature": ("Nhiệt độ", "Temperature"),
}
KINDS: Final[dict[str, tuple[str, str]]] = {
    "storm": ("Bão, áp thấp nhiệt đới", "Storm"),
    "flood": ("Lũ, ngập lụt", "Flood"),
    "flash_flood": ("Lũ quét", "Flash flood"),
    "landslide": ("Sạt lở đất", "Landslide"),
    "heat": ("Nắng nóng", "Heat"),
    "cold": ("Rét hại", "Severe cold"),
    "fire": ("Cháy, cháy rừng", "Fire"),
    "epidemic": ("Dịch bệnh ở người", "Epidemic"),
    "animal_disease": ("Dịch bệnh động vật", "Animal disease"),
    "rescue": ("Tìm kiếm cứu nạn", "Search and rescue"),
}
VARIABLES: Final[dict[str, tuple[str, str, str]]] = {
    "rain_24h_mm": ("mưa 24 giờ", "rain in 24 h", "mm"),
    "rain_12h_mm": ("mưa 12 giờ", "rain in 12 h", "mm"),
    "antecedent_rain_days": ("số ngày mưa trước đó", "days of rain before", "ngày"),
    "duration_days": ("thời gian mưa lớn", "days of heavy rain", "ngày"),
    "water_level_alarm": ("mức báo động", "alarm level", ""),
    "above_bd3_m": ("so với báo động 3", "above alarm 3", "m"),
    "above_historical": ("vượt lũ lịch sử", "above the historical level", ""),
    "basins": ("số lưu vực cùng mức", "basins at that level", ""),
    "wind_beaufort": ("cấp gió", "wind force", "Bô-pho"),
    "tmax_c": ("nhiệt độ cao nhất ngày", "highest temperature", "°C"),
    "tmean_c": ("nhiệt độ trung bình ngày", "mean temperature", "°C"),
    "days": ("số ngày liên tục", "days in a row", "ngày"),
    "zone": ("phân vùng nguy cơ", "zoning", ""),
    "terrain": ("địa hình", "terrain", ""),
    "region": ("khu vực của quyết định", "region of the decision", ""),
}
QUANTITIES: Final[dict[str, tuple[str, str]]] = {
    "rain": ("mưa giờ", "rain of the hour"),
    "water_level": ("mực nước", "water level"),
    "temperature": ("nhiệt độ", "temperature"),
    "wind": ("tốc độ gió", "wind speed"),
}
ACTIONS: Final[dict[str, tuple[str, str]]] = {
    "event.opened": ("Mở sự kiện", "Event opened"),
    "event.state_changed": ("Đổi giai đoạn", "Stage changed"),
    "event.level_decided": ("Quyết định cấp độ", "Level decided"),
    "event.playbook_activated": ("Kích hoạt kịch bản", "Playbook activated"),
    "event.task_done": ("Hoàn thành việc", "Task done"),
    "event.task_reopened": ("Mở lại việc", "Task reopened"),
}


def say(key: str, lang: str = "vi", **facts: object) -> str:
    """The words of a key with its facts filled in."""
    return WORDS[key][lang == "en"].format(**facts)


def item_name(item: Item, lang: str = "vi") -> str:
    """What a bulletin counts."""
    return item.name_en if lang == "en" else item.name


def quantity_name(quantity: str, lang: str = "vi") -> str:
    """What a station measures by the hour."""
    return QUANTITIES[quantity][lang == "en"]


def kind_name(kind: str, lang: str = "vi") -> str:
    return KINDS[kind][lang == "en"]


def variable(name: str, lang: str = "vi") -> str:
    return VARIABLES[name][lang == "en"]
