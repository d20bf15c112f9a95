"""Members: what others see of one, and the pages of one's own account that tell of comments."""
