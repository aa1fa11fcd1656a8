"""The pages, one module per room; what they share begins with an underscore, which Dash passes over."""
