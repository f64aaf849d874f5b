"""Names: what stands around a name, and which forms are forms of one."""
