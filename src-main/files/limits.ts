/** Largest list file read, in bytes (256 MiB): an export of a million people is below it. */
export const MAX_FILE_MB = 256;
export const MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024;
/** Most rows read from one file; ten times the largest company the console is made for. */
export const MAX_ROWS = 1_000_000;
/** Most cells kept from one file; bounds the memory of the cell index to 200 MB. */
export const MAX_CELLS = 50_000_000;
/** Rows of a sheet of Excel. */
export const LAST_SHEET_ROW = 1_048_576;
/** Most columns of a list: as many as a sheet of Excel has. */
export const MAX_COLUMNS = 16_384;
/** Longest text of a cell, in characters: as much as a cell of Excel holds. A longer one is a quote that was never closed, or made to harm. */
export const MAX_CELL_CHARACTERS = 32_767;
/** The same in bytes of UTF-8, CP932 or UTF-16, counted before anything is decoded. */
export const MAX_CELL_BYTES = MAX_CELL_CHARACTERS * 4;
/** Rows from the top among which the header is looked for (exports may start with title lines). */
export const HEADER_SEARCH_ROWS = 10;
