"""References for people and machines: CSL-JSON and the formats made from it, reference numbers, citation styles."""
