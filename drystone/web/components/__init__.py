"""The parts that pages are made of, on the Python side; their templates stand in `templates/parts/`."""
