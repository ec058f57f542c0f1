"""The officers' console: its pages over the same acts as the groups; `pages.py` is the way in."""
