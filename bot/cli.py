def main() -> None:
    """The command line; every verb is added here."""
