import type { ListKind } from '#shared/contract/imports/list-kinds.ts';
import { WORD_MEANINGS } from '#shared/domain/directory/list-words.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { FieldSeparators } from '../../../files/cells/cell-lists.ts';
import type { FieldWords } from '../../../files/cells/list-words.ts';
import type { BadCell } from '../../../files/lists/bad-rows.ts';

/** Maximum number of lines of one kind per file. */
const MAX_LINES = 50;

/** Returns lines for standard error about rows that cannot be imported, with column, value and reason. */
export function formatBadRows(file: string, rows: number, cells: readonly BadCell[], left: boolean, translate: Translate): string {
  const lines = cells.slice(0, MAX_LINES).map(({ row, column, columnNumber, value, reason }) =>
    translate('cli.lists.badRow', {
      file,
      row,
      column: column || translate('import.badRow.columnNumber', { number: columnNumber }),
      value: value || translate('import.badRow.noValue'),
      reason: translate(`import.badRow.reasons.${reason}`),
    }),
  );
  const more = cells.length - lines.length;
  if (more > 0) lines.push(translate('cli.lists.more', { more, total: cells.length }));
  return `${translate(left ? 'cli.lists.leftOut' : 'cli.lists.badRows', { file, rows })}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/**
 * Returns lines for standard error about values that may contain several organizations or groups but were read as one; empty if there are
 * none.
 */
export function formatDoubtfulSeparators(
  list: 'neo' | 'amazon',
  file: string,
  fields: readonly FieldSeparators[],
  translate: Translate,
): string {
  const doubtful = fields.filter(({ choice }) => choice === null).flatMap((field) => field.doubtful);
  return doubtful
    .map(({ separator, rows }) =>
      translate('cli.lists.separator', { file, rows, mark: translate(`import.separators.marks.${separator}`), list, separator }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Returns lines with the number of unknown words per column, for output that must not contain the words; empty if there are none. */
export function formatUnknownWordCounts(file: string, fields: readonly FieldWords[], translate: Translate): string {
  const lines = fields.flatMap(({ header, field, words, more }) => {
    const unknown = words.filter(({ meaning }) => meaning === null);
    const rows = unknown.reduce((sum, word) => sum + word.rows, 0);
    // Unknown words are listed first, so if all listed words are unknown there may be more.
    const isCut = more > 0 && unknown.length === words.length;
    const told = { header: header || field, words: unknown.length, rows, more: isCut ? 'yes' : 'none' };
    return unknown.length === 0 ? [] : [translate('cli.lists.unsaidWord', told)];
  });
  if (lines.length === 0) return '';
  return `${[translate('cli.lists.words', { file }), ...lines, translate('cli.lists.unsaidWords')].join('\n  ')}\n`;
}

/**
 * Returns lines for standard error about the unknown words of a file, with the number of rows and an example for `--words`; empty if there
 * are none.
 */
export function formatUnknownWords(list: ListKind, file: string, fields: readonly FieldWords[], translate: Translate): string {
  const lines = fields.flatMap(({ header, field, words }) =>
    words
      .filter(({ meaning }) => meaning === null)
      .map(({ word, rows }) =>
        translate('cli.lists.word', { header: header || field, word: word || translate('import.words.blank'), rows }),
      ),
  );
  if (lines.length === 0) return '';
  const shown = lines.slice(0, MAX_LINES);
  if (lines.length > shown.length) shown.push(translate('cli.lists.more', { more: lines.length - shown.length, total: lines.length }));
  for (const { field, kind, header, words } of fields) {
    const first = words.find(({ word, meaning }) => meaning === null && word !== '');
    if (first === undefined) continue;
    // The correct meaning is not known here, so the example uses the first possible one.
    const example = JSON.stringify({ [list]: { [field]: { [first.word]: WORD_MEANINGS[kind][0] } } });
    shown.push(translate('cli.lists.wordFile', { header: header || field, example, meanings: WORD_MEANINGS[kind].join(' | ') }));
  }
  return `${translate('cli.lists.words', { file })}\n${shown.map((line) => `  ${line}\n`).join('')}`;
}
