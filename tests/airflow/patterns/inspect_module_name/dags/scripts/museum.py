"""Museums."""


class MuseumIngester:
    media = {"image": "museum"}
