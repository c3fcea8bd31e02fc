/** First columns of all our reports in all languages, for recognizing them. */
export const REPORT_MARK = ['code', 'severity', 'side'] as const;

export const isOwnReport = (header: readonly string[]): boolean => REPORT_MARK.every((text, column) => header[column] === text);

/** Headings of our workbook's sheets in each language (`reportDocument.book`), which no vendor's list has together. */
const BOOK_MARKS = [
  ['NEO 職場メール', 'NEO のユーザー ID'],
  ['NEO work e-mail', 'NEO user ID'],
] as const;

/** Whether a header belongs to one of our reports, whose rows are findings and must not be counted as people. */
export const isOwnReportOrBook = (header: readonly string[]): boolean =>
  isOwnReport(header) || BOOK_MARKS.some((marks) => marks.every((text) => header.includes(text)));
