"""The QR code of a document: a signed credential that is verified without a network."""
