"""The desk: everyone's inboxes on one web page, with the cards as they are shown and buttons that work."""
