import type { ListKind } from '#shared/contract/list-kinds.ts';
import { MEANINGS } from '#shared/domain/directory/list-words.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { BadCell } from '../../files/bad-rows.ts';
import type { FieldSeparators } from '../../files/cell-lists.ts';
import type { FieldWords } from '../../files/list-words.ts';

/** So many lines of one kind are told of one file. */
const MOST_LINES = 50;

/** The rows of a file that cannot be taken, each with its column, its value and a sentence, as lines for standard error. */
export function badRowLines(file: string, rows: number, cells: readonly BadCell[], left: boolean, translate: Translate): string {
  const lines = cells.slice(0, MOST_LINES).map(({ row, column, columnNumber, value, reason }) =>
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

/** The values of a file that may name several organisations or groups and were read as one, as lines for standard error; empty where there are none. */
export function doubtfulSeparatorLines(
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

/** How many words of each column nobody has explained, for where the words themselves stay unsaid; empty where there are none. */
export function unsaidWordLines(file: string, fields: readonly FieldWords[], translate: Translate): string {
  const lines = fields.flatMap(({ header, field, words, more }) => {
    const unknown = words.filter(({ meaning }) => meaning === null);
    const rows = unknown.reduce((sum, word) => sum + word.rows, 0);
    // Words that are not known come first: of so many there may be more.
    const isCut = more > 0 && unknown.length === words.length;
    const told = { header: header || field, words: unknown.length, rows, more: isCut ? 'yes' : 'none' };
    return unknown.length === 0 ? [] : [translate('cli.lists.unsaidWord', told)];
  });
  if (lines.length === 0) return '';
  return `${[translate('cli.lists.words', { file }), ...lines, translate('cli.lists.unsaidWords')].join('\n  ')}\n`;
}

/**
 * The words of a file that nobody has explained, with how many rows have each, and how a file for `--words` is written, as lines for
 * standard error; empty where there are none.
 */
export function unknownWordLines(list: ListKind, file: string, fields: readonly FieldWords[], translate: Translate): string {
  const lines = fields.flatMap(({ header, field, words }) =>
    words
      .filter(({ meaning }) => meaning === null)
      .map(({ word, rows }) =>
        translate('cli.lists.word', { header: header || field, word: word || translate('import.words.blank'), rows }),
      ),
  );
  if (lines.length === 0) return '';
  const shown = lines.slice(0, MOST_LINES);
  if (lines.length > shown.length) shown.push(translate('cli.lists.more', { more: lines.length - shown.length, total: lines.length }));
  for (const { field, kind, header, words } of fields) {
    const first = words.find(({ word, meaning }) => meaning === null && word !== '');
    if (first === undefined) continue;
    // Which of the meanings it is, nobody here can say: the first one stands as an example.
    const example = JSON.stringify({ [list]: { [field]: { [first.word]: MEANINGS[kind][0] } } });
    shown.push(translate('cli.lists.wordFile', { header: header || field, example, meanings: MEANINGS[kind].join(' | ') }));
  }
  return `${translate('cli.lists.words', { file })}\n${shown.map((line) => `  ${line}\n`).join('')}`;
}
