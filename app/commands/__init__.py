"""The verbs of `sinmungo`, a module each, loaded only when asked for."""
