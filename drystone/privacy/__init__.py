"""What we hold, why, until when: subject access, erasure, retention."""
