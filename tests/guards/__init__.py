"""What must hold in the whole house. Each guard is a function over its input, tried on a bad sample and on the real tree."""
