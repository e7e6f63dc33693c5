"""What a service is, as data: typed definitions read from YAML, checked with file and line, pinned byte for byte."""
