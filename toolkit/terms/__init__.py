"""Terms: which words are frequent, and which set an outlet apart."""
