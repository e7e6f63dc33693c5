"""The design system: tokens, page shells, components, formats and print styles that every page stands on."""
