/** Maximum size of a list file in MB; an export of a million people is smaller. */
export const MAX_FILE_MB = 256;
export const MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024;
/** Maximum rows per file; ten times the largest supported company. */
export const MAX_ROWS = 1_000_000;
/** Maximum cells per file; limits the cell index to 200 MB. */
export const MAX_CELLS = 50_000_000;
/** Number of the last row of an Excel sheet. */
export const LAST_EXCEL_ROW_NUMBER = 1_048_576;
/** Maximum columns of a list, as in Excel. */
export const MAX_COLUMNS = 16_384;
/** Maximum characters of a cell, as in Excel. A longer cell has an unclosed quote or is an attack. */
export const MAX_CELL_CHARACTERS = 32_767;
/** Maximum bytes of a cell in UTF-8, CP932 or UTF-16, checked before decoding. */
export const MAX_CELL_BYTES = MAX_CELL_CHARACTERS * 4;
/** Number of rows searched for the header, because exports may start with titles. */
export const HEADER_SEARCH_ROWS = 10;
