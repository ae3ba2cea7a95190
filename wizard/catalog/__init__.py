"""What can be decided: settings, services, sections and the tables of one AI Factory release."""
