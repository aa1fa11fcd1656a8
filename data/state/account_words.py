"""What goes wrong with accounts, said in both languages: the command line and the pages tell the same sentences."""

from typing import Final

SAID: Final[dict[str, tuple[str, str]]] = {
    "password_short": (
        "Mật khẩu cần ít nhất {least} ký tự. Một câu dài dễ nhớ an toàn hơn một từ ngắn khó nhớ.",
        "A password needs at least {least} characters. A long sentence is safer than a short riddle.",
    ),
    "password_long": ("Mật khẩu dài nhất {most} ký tự.", "A password has at most {most} characters."),
    "password_same_signs": (
        "Mật khẩu cần ít nhất {least} ký tự khác nhau.",
        "A password needs at least {least} different characters.",
    ),
    "password_known": (
        "Mật khẩu này dễ đoán: phần lớn là tên đăng nhập, từ quen thuộc hoặc dãy phím liền nhau.",
        "This password is easily guessed: most of it is the user name, a common word or a row of keys.",
    ),
    "password_same": ("Mật khẩu mới phải khác mật khẩu cũ.", "The new password has to differ from the old one."),
    "password_twice": ("Hai lần nhập mật khẩu mới không giống nhau.", "The new password was not typed the same twice."),
    "password_wrong": ("Mật khẩu hiện tại không đúng.", "The present password is wrong."),
    "refused": (
        "Tên đăng nhập hoặc mật khẩu không đúng. Nếu quên, hãy nhờ quản trị viên đặt lại.",
        "The user name or the password is wrong. If it is forgotten, ask an administrator to reset it.",
    ),
    "locked": (
        "Đã thử sai nhiều lần. Thử lại sau {minutes} phút, hoặc nhờ quản trị viên đặt lại mật khẩu.",
        "Too many wrong attempts. Try again in {minutes} min, or ask an administrator to reset the password.",
    ),
    "code_wrong": (
        "Mã không đúng hoặc đã dùng. Chờ mã mới trong ứng dụng rồi nhập lại; kiểm tra đồng hồ của điện thoại. Điện "
        "thoại đúng giờ mà vẫn vậy thì báo quản trị viên: đồng hồ máy chủ có thể lệch; mã dự phòng trên giấy vẫn dùng "
        "được.",
        "The code is wrong or was used. Wait for the next code and type that; check the clock of the phone. If the "
        "phone is right, tell the administrator: the server's clock may be wrong; codes on paper still work.",
    ),
    "no_such": ("Không có tài khoản «{login}».", "There is no account “{login}”."),
    "known": ("Đã có tài khoản «{login}». Chọn tên khác.", "There is an account “{login}”. Choose another name."),
    "login_bad": (
        "Tên đăng nhập cần 3 đến 60 ký tự: chữ không dấu, số, dấu chấm, gạch nối, gạch dưới hoặc @.",
        "A user name has 3 to 60 characters: letters without accents, digits, dots, hyphens, underscores or @.",
    ),
    "name_bad": ("Họ tên cần từ 1 đến 120 ký tự.", "A full name has 1 to 120 characters."),
    "agency_bad": ("Tên cơ quan dài nhất 200 ký tự.", "The name of an agency has at most 200 characters."),
    "role_bad": ("Không có vai trò «{role}». Các vai trò: {roles}.", "There is no role “{role}”. The roles: {roles}."),
    "province_bad": ("Không có tỉnh mang mã «{code}».", "There is no province with the code “{code}”."),
    "role_of_a_province": (
        "Vai trò này chỉ có trong một tỉnh. Cho cả nước (VN) dùng được: {roles}.",
        "This role is one of a province only. For the whole country (VN) there are: {roles}.",
    ),
    "of_another_province": (
        "Tài khoản này thuộc nơi khác. Quản trị viên của một tỉnh chỉ làm được với tài khoản của tỉnh mình.",
        "This account is of another place. An administrator of a province looks after the accounts of that one only.",
    ),
    "area_bad": (
        "«{code}» không phải mã của tỉnh {province} hay của một xã, phường trong tỉnh.",
        "“{code}” is neither the code of the province {province} nor of one of its communes.",
    ),
    "agency_unknown": (
        "Danh mục không có cơ quan «{agency}». Viết đúng như trong danh mục chỉ số.",
        "The catalogue has no agency “{agency}”. Write it as the catalogue does.",
    ),
    "needs_area": (
        "Cán bộ xã cần ít nhất một xã, phường.",
        "A commune officer needs at least one commune.",
    ),
    "needs_place": (
        "Tài khoản cần ít nhất một địa bàn, nếu không sẽ không thấy số liệu nào. Cả tỉnh là mã tỉnh ({code}).",
        "An account needs at least one area; without one it sees no figures. The whole province is its code ({code}).",
    ),
    "needs_agency": (
        "Cán bộ sở, ngành cần ít nhất một cơ quan trong danh mục.",
        "A department officer needs at least one agency of the catalogue.",
    ),
    "last_administrator": (
        "Đây là quản trị viên duy nhất đang dùng được. Tạo hoặc mở lại một quản trị viên khác trước.",
        "This is the only administrator in use. Make or enable another one first.",
    ),
    "changed_meanwhile": (
        "Tài khoản này vừa được người khác sửa. Xem lại bên dưới rồi sửa tiếp nếu còn cần.",
        "Somebody else has just changed this account. Look below, then change it if it still needs to be.",
    ),
    "signs_in_elsewhere": (
        "Tài khoản này đăng nhập qua hệ thống một cửa của tỉnh, không có mật khẩu ở đây.",
        "This account signs in through the province's single sign-on; it has no password here.",
    ),
    "first_exists": (
        "Đã có tài khoản. Lệnh này chỉ tạo quản trị viên đầu tiên; dùng «chiso account create» hoặc trang Tài khoản.",
        "There are accounts. This command makes the first administrator only; use “chiso account create”.",
    ),
    "second_step_required": (
        "Vai trò này phải dùng mã xác thực khi đăng nhập, không tắt được.",
        "This role has to sign in with a code; it cannot be switched off.",
    ),
}


class AccountError(Exception):
    """What cannot be done with an account: a key of SAID and what it speaks of; as text, the Vietnamese sentence."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.told("vi"))

    def told(self, lang: str) -> str:
        return SAID[self.key][1 if lang == "en" else 0].format(**self.values)
