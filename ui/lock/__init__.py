"""What makes the window lock, and how a locked one begins anew."""
