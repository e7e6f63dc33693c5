"""From data to a page: the Typst compiler, its fonts and the frame around every template."""
