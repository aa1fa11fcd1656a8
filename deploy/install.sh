#!/usr/bin/env bash
# Installs Chiso from the folder that this file lies in, without any network: ./install.sh [/opt/chiso]
# What lies in the target of an earlier version is replaced; data (CHISO_HOME) lie elsewhere and are not touched.
set -euo pipefail
cd "$(dirname "$0")"
target="${1:-/opt/chiso}"
python="${PYTHON:-python3.11}"

fail() { echo "$1" >&2; exit 1; }

command -v "$python" >/dev/null || fail "Cần Python 3.11: không tìm thấy lệnh «$python». Đặt PYTHON=đường/dẫn nếu ở nơi khác."
sha256sum --check --quiet --strict SHA256SUMS >&2 \
  || fail "Gói cài đặt bị hỏng hoặc bị sửa (xem tệp nêu trên). Chưa cài gì; hãy chép lại gói rồi thử lại."
here="$("$python" -c 'import sys, sysconfig; print(f"cp{sys.version_info.major}{sys.version_info.minor}-{sysconfig.get_platform()}")')"
[ "$here" = "$(cat PLATFORM)" ] || fail "Gói này dành cho $(cat PLATFORM), máy này là $here. Chưa cài gì; hãy lấy gói đúng loại máy."

mkdir -p "$target"
target="$(cd "$target" && pwd)"
[ -e "$target/pyproject.toml" ] || [ -z "$(ls -A "$target")" ] \
  || fail "Thư mục $target có thứ không phải của Chiso. Chưa cài gì; hãy chọn thư mục trống."
for name in $(ls -A app); do rm -rf "${target:?}/$name"; done
cp -a app/. "$target/"

"$python" -m venv --clear "$target/.venv"
pip=("$target/.venv/bin/python" -m pip --isolated --disable-pip-version-check --quiet install --no-index --no-cache-dir)
"${pip[@]}" --find-links wheels --require-hashes -r requirements.lock
"${pip[@]}" --no-deps --no-build-isolation --config-settings editable_mode=compat -e "$target"

echo "Đã cài vào $target: $("$target/.venv/bin/chiso" --help >/dev/null && echo "lệnh $target/.venv/bin/chiso dùng được")."
echo "Tiếp theo: mục «Cài đặt trên máy chủ» trong $target/docs/van-hanh.md (người dùng chiso, systemd, nginx, chiso doctor)."
