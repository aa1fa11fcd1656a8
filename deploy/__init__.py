"""What a server is set up with: examples of its services, and the bundle that installs it without a network."""
