"""Being a System Leader: designations, areas, release budget, induction, training, assurance."""
