"""Who: people, posts with dates, roles in plain English, sign-in, links without an account."""
