/** Largest list file read, in bytes (256 MiB): an export of a million people is below it. */
export const MAX_FILE_MB = 256;
export const MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024;
/** Most rows read from one file; ten times the largest company the console is made for. */
export const MAX_ROWS = 1_000_000;
/** Most cells kept from one file; bounds the memory of the cell index to 200 MB. */
export const MAX_CELLS = 50_000_000;
/** Rows from the top among which the header is looked for (exports may start with title lines). */
export const HEADER_SEARCH_ROWS = 10;
