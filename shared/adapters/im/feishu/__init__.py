"""Feishu, and Lark, which is the same behind another address."""
