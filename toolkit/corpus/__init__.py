"""Corpus: load articles, mark their pages, tokenize, count, and find the words again."""
