"""Text: what a line of a page, the end of a sentence, a word and a language are; characters in, spans out."""
