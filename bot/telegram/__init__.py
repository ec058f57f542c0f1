"""The owners' bot on Telegram; aiogram is imported in `updates.py` alone."""
