"""A study of many articles: worked out once and kept, or in parts, on one machine or several."""
