"""What an administrator sees and may change while the house is in use."""
