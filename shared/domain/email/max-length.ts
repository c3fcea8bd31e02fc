/**
 * Maximum length of a text read as an address, in UTF-16 units (four times the 254 octets of an address). Longer cells are compared
 * unchanged and reported as too long, so that no cell is expensive.
 */
export const MAX_ADDRESS_LENGTH = 1_000;
