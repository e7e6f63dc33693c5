"""Where things are: districts, tehsils, blocks, villages and towns, and on which days their offices work."""
