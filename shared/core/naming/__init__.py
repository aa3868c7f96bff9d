"""Names of groups (三.2): what a name says, what is wrong with it, and a better one."""
