"""The one exception for unusable input: a Korean sentence (or several) that says what to do."""

from __future__ import annotations

import errno


class InputError(Exception):
    """Unusable input. ``problems`` holds one Korean sentence each; ``str()`` joins them with line breaks."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


_REASONS = {
    errno.ENOENT: "파일이 없습니다",
    errno.EACCES: "권한이 없습니다",
    errno.EPERM: "권한이 없습니다",
    errno.EISDIR: "파일이 아니라 폴더입니다",
    errno.ENOTDIR: "폴더가 아닌 것을 폴더로 적었습니다",
    errno.EEXIST: "같은 이름의 파일이 있습니다",
    errno.ENOSPC: "디스크에 빈자리가 없습니다",
    errno.EROFS: "읽기만 할 수 있는 곳입니다",
    errno.ENAMETOOLONG: "이름이 너무 깁니다",
    errno.ELOOP: "바로 가기가 맴돕니다",
}


def reason(error: OSError) -> str:
    """Return why the system refused, in Korean."""
    return _REASONS.get(error.errno or 0, "시스템이 거절했습니다")
