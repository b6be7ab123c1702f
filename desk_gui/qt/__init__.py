"""Qt plumbing without widgets."""
