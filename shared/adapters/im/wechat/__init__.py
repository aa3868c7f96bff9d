"""WeChat (微信)."""
