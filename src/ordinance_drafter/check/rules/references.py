"""Structural rules about 조문 참조 (the word and pattern rules are rows of ``clause_library/rules``)."""
