"""What happened: one row per act, who, when, for whom; never changed."""
