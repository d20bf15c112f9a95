"""Text in and out: pure Python, without Django."""
