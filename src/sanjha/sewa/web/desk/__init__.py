"""The officer's desk: the tray of the posts held, and the page of one case."""
