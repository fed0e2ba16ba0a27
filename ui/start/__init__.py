"""What is seen before a pärm is open: unlocking it, making the first one, and getting back in without the passphrase.

The first picture must be on the screen at once, so nothing here imports what opens a vault; that is fetched on the
vault's thread while the passphrase is being typed.
"""
