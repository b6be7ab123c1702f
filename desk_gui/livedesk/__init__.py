"""The LiveDesk REST API and nothing else."""
