"""Learning together: development groups, meetings, attendance, projects, resources."""
