"""What the verbs of the Makefile run: the set-up, the locks, the list of licences. No part of the service."""
