"""Sounds."""


class SoundIngester:
    media = {"audio": "sounds"}
