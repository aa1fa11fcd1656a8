"""What officers send, read and checked as ``chiso load`` does it; imports ``data``, ``geo``, ``loaders``."""
