/**
 * The longest text that is read as an address, in UTF-16 units: four times the 254 octets that one may have. A longer cell is compared as
 * it stands and told to be too long; nothing is folded, split or decoded for it, so that no cell costs more than a long address.
 */
export const LONGEST_READ = 1_000;
