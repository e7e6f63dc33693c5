"""The register of residents: who a person is, each fact with its source and date."""
