"""What a document proves: the file, its QR code or its number, against our keys and the register."""
