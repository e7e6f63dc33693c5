"""Who acts for the State: departments, offices and posts, and which officer holds which post, since when."""
