"""Services to citizens: the catalogue, applications and their way through the offices, the legal clock, fees, objections."""
