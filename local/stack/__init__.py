"""AWS on a laptop: the real template on an emulator on loopback."""
