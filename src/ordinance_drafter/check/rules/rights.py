"""Structural rules about 권리ㆍ의무ㆍ제재 (the word and pattern rules are rows of ``clause_library/rules``)."""
