"""Structural rules about 부칙 (the word and pattern rules are rows of ``clause_library/rules``)."""
