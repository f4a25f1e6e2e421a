"""Structural rules about 서식 (the word and pattern rules are rows of ``clause_library/rules``)."""
