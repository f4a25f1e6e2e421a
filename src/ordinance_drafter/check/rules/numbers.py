"""Structural rules about 번호ㆍ항호목 (the word and pattern rules are rows of ``clause_library/rules``)."""
