"""What services have promised one another: a record of every contract and event, and what may not be taken back."""
