"""Finding the right person: needs, requests, triage, enquiries, matching."""
