"""Furniture: figures, maps, cards, filters, messages; frames in, Dash or Plotly out."""
