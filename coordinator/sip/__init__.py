"""SIP – samordnad individuell plan: from the need to the closed follow-up, with everybody who takes part."""
