/** The visible text of a page: a line for each row and heading, cells separated by `|`, lines within a cell by `/`. */
export const linesOf = (page: string): string[] =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll('\n', '')
    .replaceAll(/<\/(?:td|th)><(?:td|th)[^>]*>/g, ' | ')
    .replaceAll('<br/>', ' / ')
    .replaceAll(/<\/dt><dd>|<\/b><i>/g, ': ')
    .split(/<[^>]+>/)
    .filter((text) => text !== '');
