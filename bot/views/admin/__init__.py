"""What administrators read: a module for each feature."""
