"""Structural rules about 목적ㆍ정의ㆍ약칭 (the word and pattern rules are rows of ``clause_library/rules``)."""
