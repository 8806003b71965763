"""Pages and the API, by audience."""
