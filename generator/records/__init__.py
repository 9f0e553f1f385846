"""What a catalog is made of: kinds, models, references and their file, and the project's folder."""
