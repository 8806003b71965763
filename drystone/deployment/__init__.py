"""The work: agreements, visits, records, reviews, evaluations, concerns, evidence."""
