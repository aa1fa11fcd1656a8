"""The words of the pages of accounts: Vietnamese first, English beside them."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "sign_in": ("Đăng nhập", "Sign in"),
    "sign_out": ("Đăng xuất", "Sign out"),
    "sign_out_ask": ("Đăng xuất khỏi trình duyệt này?", "Sign out of this browser?"),
    "signed_out": ("Đã đăng xuất.", "You are signed out."),
    "home": ("Về trang đầu", "To the first page"),
    "system": ("Số liệu điều hành của tỉnh", "Figures that govern the province"),
    "login": ("Tên đăng nhập", "User name"),
    "password": ("Mật khẩu", "Password"),
    "sso": ("Đăng nhập một cửa của tỉnh", "Single sign-on of the province"),
    "or": ("hoặc", "or"),
    "code": ("Mã xác thực", "Code"),
    "code_lead": (
        "Mở ứng dụng xác thực trên điện thoại và nhập mã 6 số. Mất điện thoại: nhập một mã khôi phục trên giấy.",
        "Open the authenticator app on your phone and type the 6 digits. Phone lost: type a recovery code.",
    ),
    "code_hint": ("6 số, hoặc một mã khôi phục", "6 digits, or a recovery code"),
    "go_on": ("Tiếp tục", "Continue"),
    "change_title": ("Đổi mật khẩu", "Change the password"),
    "change_first": (
        "Mật khẩu này do người khác đặt. Chọn mật khẩu của riêng mình trước khi dùng.",
        "This password was set by somebody else. Choose one of your own before you go on.",
    ),
    "old": ("Mật khẩu hiện tại", "Present password"),
    "new": ("Mật khẩu mới", "New password"),
    "again": ("Nhập lại mật khẩu mới", "The new password again"),
    "rules": (
        "Ít nhất {least} ký tự; một câu dài dễ nhớ là tốt nhất.",
        "At least {least} characters; a long sentence is best.",
    ),
    "change": ("Đổi mật khẩu", "Change the password"),
    "changed": (
        "Đã đổi mật khẩu. Các phiên khác đã bị đăng xuất.",
        "The password is changed. All other sessions are signed out.",
    ),
    "second_title": ("Mã xác thực khi đăng nhập", "Codes at sign-in"),
    "second_first": (
        "Vai trò này phải đăng nhập bằng mã xác thực. Thiết lập một lần trước khi dùng.",
        "This role signs in with a code. Set it up once before you go on.",
    ),
    "second_lead": (
        "Quét hình bằng ứng dụng xác thực trên điện thoại (không cần mạng), rồi nhập mã mà ứng dụng hiện.",
        "Scan the picture with an authenticator app on your phone (no network needed), then type the code it shows.",
    ),
    "second_by_hand": ("Không quét được: nhập khóa này vào ứng dụng", "Cannot scan: type this key into the app"),
    "second_picture": ("Hình để ứng dụng xác thực quét", "Picture for the authenticator app to scan"),
    "second_on": ("Bật mã xác thực", "Switch codes on"),
    "second_off": ("Tắt mã xác thực", "Switch codes off"),
    "second_is_on": (
        "Đang bật. Còn {left} mã khôi phục trên giấy.",
        "Switched on. {left} recovery codes are left.",
    ),
    "second_is_off": (
        "Đang tắt: ai biết mật khẩu đều vào được.",
        "Switched off: whoever knows the password gets in.",
    ),
    "second_is_off_now": ("Đã tắt mã xác thực.", "Codes are switched off."),
    "second_new": ("Thiết lập lại với điện thoại mới", "Set up again with a new phone"),
    "paper_title": ("Mã khôi phục", "Recovery codes"),
    "paper_lead": (
        "Chép ra giấy, cất nơi an toàn: mỗi mã dùng một lần khi mất điện thoại. Trang này chỉ hiện một lần.",
        "Write these down and keep them safe: each works once when the phone is lost. They are shown only now.",
    ),
    "paper_done": ("Tôi đã chép", "I have written them down"),
    "seed_old": ("Trang thiết lập đã cũ. Quét hình mới dưới đây.", "The page was too old. Scan the new picture below."),
    "account": ("Tài khoản của tôi", "My account"),
    "name": ("Họ tên", "Full name"),
    "agency": ("Cơ quan công tác", "Agency"),
    "role": ("Vai trò", "Role"),
    "province": ("Tỉnh", "Province"),
    "areas": ("Địa bàn", "Areas"),
    "agencies": ("Cơ quan phụ trách chỉ số", "Agencies whose indicators are one's own"),
    "whole_country": ("Cả nước", "The whole country"),
    "whole_province": ("toàn tỉnh", "the whole province"),
    "none": ("chưa giao", "none"),
    "language": ("Ngôn ngữ", "Language"),
    "language_kept": ("Đã lưu ngôn ngữ.", "The language is kept."),
    "save": ("Lưu", "Save"),
    "sessions": ("Các phiên đang đăng nhập", "Where you are signed in"),
    "session_here": ("trình duyệt này", "this browser"),
    "session_began": ("Đăng nhập lúc", "Signed in"),
    "session_seen": ("Dùng gần nhất", "Last used"),
    "session_address": ("Địa chỉ", "Address"),
    "session_agent": ("Trình duyệt", "Browser"),
    "session_step": ("Thao tác", "Step"),
    "session_end": ("Đăng xuất phiên này", "Sign this one out"),
    "session_ended": ("Đã đăng xuất phiên đó.", "That session is signed out."),
    "session_gone": ("Phiên đó đã kết thúc từ trước.", "That session had ended already."),
    "everywhere": ("Đăng xuất mọi nơi", "Sign out everywhere"),
    "elsewhere": (
        "Tài khoản này đăng nhập qua hệ thống một cửa của tỉnh; mật khẩu và mã xác thực đổi ở đó.",
        "This account signs in through the province's single sign-on; password and codes are changed there.",
    ),
    "accounts": ("Tài khoản", "Accounts"),
    "accounts_lead": (
        "{count} tài khoản, {disabled} đã khóa. Mọi thay đổi được ghi vào nhật ký.",
        "{count} accounts, {disabled} disabled. Every change is written into the journal.",
    ),
    "accounts_none": (
        "Chưa có tài khoản nào. Quản trị viên đầu tiên chỉ tạo được ở dòng lệnh của máy chủ: "
        "«chiso account create-admin TÊN».",
        "There is no account yet. The first administrator is made on the server's command line only: "
        "“chiso account create-admin NAME”.",
    ),
    "create": ("Tạo tài khoản", "Make an account"),
    "create_title": ("Tài khoản mới", "New account"),
    "edit": ("Sửa", "Change"),
    "edit_title": ("Tài khoản {login}", "Account {login}"),
    "choose": ("Chọn", "Choose"),
    "communes": ("Xã, phường được giao", "Communes"),
    "all_of": ("Toàn tỉnh", "The whole province"),
    "state": ("Tình trạng", "State"),
    "active": ("đang dùng", "in use"),
    "disabled": ("đã khóa từ {day}", "disabled since {day}"),
    "waits_change": ("chưa đổi mật khẩu ban đầu", "has not changed the first password"),
    "with_codes": ("có mã xác thực", "with codes"),
    "by_sso": ("đăng nhập một cửa", "single sign-on"),
    "signed_in_now": ("{count} phiên", "{count} sessions"),
    "disable": ("Khóa tài khoản", "Disable"),
    "enable": ("Mở lại tài khoản", "Enable"),
    "reset": ("Đặt lại mật khẩu", "Reset the password"),
    "reset_lead": (
        "Cho một mật khẩu dùng một lần, tắt mã xác thực và đăng xuất mọi nơi.",
        "Tells a password for one use, switches codes off and signs out everywhere.",
    ),
    "done_create": ("Đã tạo tài khoản «{login}».", "The account “{login}” is made."),
    "done_change": ("Đã lưu tài khoản «{login}».", "The account “{login}” is saved."),
    "done_disable": ("Đã khóa tài khoản «{login}»; các phiên đã kết thúc.", "“{login}” is disabled and signed out."),
    "done_enable": ("Đã mở lại tài khoản «{login}».", "“{login}” is enabled again."),
    "done_sign_out": ("Đã đăng xuất «{login}» khỏi mọi nơi.", "“{login}” is signed out everywhere."),
    "told_once": (
        "Mật khẩu dùng một lần của «{login}». Trang này chỉ hiện một lần; đưa tận tay, người nhận phải đổi ngay khi "
        "đăng nhập.",
        "The one-time password of “{login}”. It is shown only now; hand it over in person. It has to be changed at "
        "the first sign-in.",
    ),
    "back": ("Về danh sách tài khoản", "Back to the accounts"),
    "tls": (
        "Trang này chỉ dùng qua kết nối mã hóa (https://). Mở lại bằng địa chỉ https, hoặc báo quản trị viên nếu máy "
        "chủ chưa có chứng chỉ.",
        "This page works over an encrypted connection (https://) only. Open the https address, or tell an "
        "administrator if the server has no certificate.",
    ),
    "old_form": (
        "Trang mở quá lâu hoặc không mở từ chính hệ thống này. Nhập lại bên dưới.",
        "The page was open for too long, or was not opened from this system. Type again below.",
    ),
    "ended": ("Phiên đã kết thúc. Đăng nhập lại để tiếp tục.", "The session has ended. Sign in again to go on."),
    "not_allowed": ("Chỉ quản trị viên mở được trang này.", "Only administrators may open this page."),
    "sso_failed": (
        "Không đăng nhập được qua hệ thống một cửa: {why}",
        "Single sign-on did not work: {why}",
    ),
    "sso_away": ("hệ thống đó chưa trả lời. Thử lại sau ít phút.", "it does not answer. Try again in a few minutes."),
    "sso_forged": (
        "giấy xác nhận không hợp lệ ({what}). Bắt đầu lại từ nút đăng nhập.",
        "its word cannot be trusted ({what}). Start again from the button.",
    ),
    "sso_state": (
        "lượt đăng nhập này đã dùng, quá hạn hoặc không bắt đầu ở trình duyệt này. Bắt đầu lại từ nút đăng nhập.",
        "this attempt was used, is too old or did not begin in this browser. Start again from the button.",
    ),
    "sso_refused": ("hệ thống đó từ chối ({what}).", "it refused ({what})."),
    "sso_no_role": (
        "tài khoản của bạn chưa được giao vai trò trong Chiso. Liên hệ quản trị viên.",
        "your account has no role in Chiso yet. Ask an administrator.",
    ),
    "sso_disabled": (
        "tài khoản của bạn đã bị khóa trong Chiso. Liên hệ quản trị viên.",
        "your account is disabled in Chiso. Ask an administrator.",
    ),
    "role_leader": ("Lãnh đạo", "Leader"),
    "role_analyst": ("Chuyên viên phân tích", "Analyst"),
    "role_staff": ("Chuyên viên trung tâm", "Staff of the centre"),
    "role_department_officer": ("Cán bộ sở, ngành", "Department officer"),
    "role_commune_officer": ("Cán bộ xã, phường", "Commune officer"),
    "role_duty_officer": ("Trực ban", "Duty officer"),
    "role_administrator": ("Quản trị viên", "Administrator"),
    "role_screen": ("Màn hình", "Screen"),
    "vietnamese": ("Tiếng Việt", "Tiếng Việt"),
    "english": ("English", "English"),
}


def say(key: str, lang: str = "vi", **values: object) -> str:
    """The words for a key in a language, with the values put in."""
    return WORDS[key][1 if lang == "en" else 0].format(**values)
