"""What officers do with a case, whatever they do it from: acts, rights, rulings, clocks. `acts.py` is the way in."""
