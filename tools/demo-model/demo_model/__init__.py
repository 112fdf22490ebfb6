"""Makes a small Vosk speech model from nothing but text-to-speech programs."""
