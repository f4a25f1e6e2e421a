"""Structural rules about 개인정보ㆍ데이터 (the word and pattern rules are rows of ``clause_library/rules``)."""
