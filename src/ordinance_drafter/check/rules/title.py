"""Structural rules about 제명 (the word and pattern rules are rows of ``clause_library/rules``)."""
