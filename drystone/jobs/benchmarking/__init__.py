"""A data set of a given size, and what each main page and job costs on it."""
