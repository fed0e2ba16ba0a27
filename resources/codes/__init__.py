"""Code lists that an administrator can extend."""
