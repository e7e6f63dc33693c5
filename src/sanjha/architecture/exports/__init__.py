"""The architecture in the forms of others: each file is written from what runs now."""
