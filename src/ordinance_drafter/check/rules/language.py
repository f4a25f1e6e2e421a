"""Structural rules about 문장ㆍ용어 (the word and pattern rules are rows of ``clause_library/rules``)."""
