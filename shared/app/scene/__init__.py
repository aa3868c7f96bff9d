"""The company as it is remembered, set as the scene of a run."""
