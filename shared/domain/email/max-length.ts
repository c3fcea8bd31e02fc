/**
 * Maximum length of a text that is treated as an address, in UTF-16 units (about four times the 254 octets of an address). Longer cells are
 * compared unchanged and reported as too long, which limits the cost of a cell.
 */
export const MAX_ADDRESS_LENGTH = 1_000;
