"""What we learned: reads everything, changes nothing; one file each."""
