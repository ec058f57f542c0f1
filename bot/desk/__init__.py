"""The officers' bot, on python-telegram-bot; `door.py` is the way in."""
