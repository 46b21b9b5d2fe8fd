"""What things cost; README.md says how each is measured."""
