"""Text: what a line of a page, the end of a sentence and a word are; strings and characters in, spans out."""
