"""What one colleague asks another about a group. A question travels as a finding does (once a day at most, reminded once,
answered with a button) and is none: it stands in no report."""
