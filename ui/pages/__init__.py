"""The pages of the window. Each knows the session and functions of `coordinator`; none knows another."""
