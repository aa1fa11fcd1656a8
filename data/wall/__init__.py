"""The wall: scenes and playlists as files, the programme by the clock, the screens that show it and who steers them."""
