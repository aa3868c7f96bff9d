"""groupkeeper: housekeeping for a company's work groups, by nudging their owners."""
