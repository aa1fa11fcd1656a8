"""The level of disaster risk that the rules propose for a commune, and why.

``rules``    the decision tables as data, with their articles and how far each was verified
``feeds``    readings of stations: what is silent, stuck or spiking is set aside and said
``inputs``   from stations to communes: the variables that the rules speak of, hour by hour
``proposal`` the highest level that holds, the rule that it rests on, and what could not be evaluated

A proposal only: the bulletins of the hydro-meteorological service have the official level.
"""
