"""Structural rules about 재정ㆍ보조ㆍ기금 (the word and pattern rules are rows of ``clause_library/rules``)."""
