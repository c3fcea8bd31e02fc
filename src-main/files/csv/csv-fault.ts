import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_FILE_MB, MAX_ROWS } from '../limits.ts';
import { getCellLocation } from '../table.ts';
import type { ScanFault } from './csv-scan.ts';

/**
 * Returns the error for a file that was not read completely, with the position: file-undecodable, file-quotes-broken, file-too-many-rows,
 * file-too-large, file-beyond-limits.
 */
export function createScanError(fault: ScanFault, header: readonly string[], file: string): ExpectedError {
  switch (fault.kind) {
    case 'undecodable':
      return new ExpectedError('file-undecodable', getCellLocation(file, fault.line, header, fault.column));
    case 'quote-open':
    case 'text-after-quote':
      return new ExpectedError('file-quotes-broken', getCellLocation(file, fault.line, header, fault.column));
    case 'too-many-rows':
      return new ExpectedError('file-too-many-rows', { file, limit: MAX_ROWS });
    case 'too-many-cells':
      return new ExpectedError('file-too-large', { file, size: MAX_FILE_MB });
    case 'too-many-columns':
      return new ExpectedError('file-beyond-limits', { file, row: fault.line, limit: 'columns', most: MAX_COLUMNS });
    case 'cell-too-long':
      return new ExpectedError('file-beyond-limits', {
        ...getCellLocation(file, fault.line, header, fault.column),
        limit: 'cell',
        most: MAX_CELL_CHARACTERS,
      });
  }
}
