"""The officers' bot, on python-telegram-bot; `open.py` is the way in."""
