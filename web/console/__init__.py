"""The officers' console: its pages over the same acts as the groups; `enter.py` is the way in."""
