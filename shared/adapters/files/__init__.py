"""Facts that come as files: exports, folders and sheets."""
