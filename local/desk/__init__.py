"""The desk: everyone's Feishu on one web page, with the cards as they are shown and buttons that work."""
