"""Downloads of news databases: one file, many articles, each format in a module of its own."""
