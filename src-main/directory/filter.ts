import { type Filter, FilterParser } from 'ldapts';
import { DirectoryProblem } from './directory-problem.ts';

/** Parses a search filter (RFC 4515). Throws `directory-filter-malformed`. */
export function parseFilter(text: string): Filter {
  try {
    return FilterParser.parseString(text);
  } catch {
    throw new DirectoryProblem('directory-filter-malformed');
  }
}
