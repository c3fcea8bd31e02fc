import {
  type DetectedSeparators,
  detectSeparators,
  hasSeparatorMark,
  needsSeparatorDetection,
  type Separator,
  type SeparatorChoice,
  type SeparatorUse,
  splitCell,
  splitReferences,
  toSeparators,
} from '#shared/domain/directory/cell-separator.ts';
import type { ColumnMapping } from '../columns/mapping.ts';
import type { Table } from '../table.ts';
import { mapColumnToCodes } from './column-codes.ts';
import { mayContainSeparator } from './mark-bytes.ts';

/** Fields whose cells may contain several references, by list. */
const LIST_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'neo-users': ['organization', 'organization2', 'organization3'],
  'amazon-users': ['group'],
};

/** Chosen separators, by field. */
export type SeparatorChoices = Readonly<Record<string, SeparatorChoice>>;

/** Returns the same choice for all such fields of a list. */
export const createUniformSeparators = (list: 'neo-users' | 'amazon-users', choice: SeparatorChoice): SeparatorChoices =>
  Object.fromEntries((LIST_FIELDS[list] ?? []).map((field) => [field, choice]));

/** Splits the cells of a column. All its cells are examined only if a text is ambiguous. */
export class CellSplitter {
  readonly #table: Table;
  readonly #column: number;
  readonly #chosen: readonly Separator[] | undefined;
  #detected: readonly Separator[] | undefined;

  constructor(table: Table, column: number, choice: SeparatorChoice | undefined) {
    this.#table = table;
    this.#column = column;
    this.#chosen = choice === undefined ? undefined : toSeparators(choice);
  }

  split(text: string): readonly string[] {
    if (!hasSeparatorMark(text)) return text.trim() === '' ? [] : [text.trim()];
    if (this.#chosen !== undefined) return splitCell(text, this.#chosen);
    if (!needsSeparatorDetection(text)) return splitCell(text, SURE_ONLY);
    this.#detected ??= readingOf(this.#table, this.#column).separators;
    return splitCell(text, this.#detected).flatMap(splitReferences);
  }
}

/** Separators that are never ambiguous; used without examining the column. */
const SURE_ONLY = detectSeparators([]).separators;

function readingOf(table: Table, column: number): DetectedSeparators {
  const texts: string[] = [];
  const rows: number[] = [];
  for (const code of mapColumnToCodes(table, column, (text) => texts.push(text) - 1)) rows[code] = (rows[code] ?? 0) + 1;
  return detectSeparators(texts.map((text, code) => ({ text, rows: rows[code] ?? 0 })));
}

/** Separators of one field, for display. */
export interface FieldSeparators {
  readonly field: string;
  readonly header: string;
  readonly by: 'detected' | 'remembered' | 'user';
  /** Separator that the user chose; `null` = detected. */
  readonly choice: SeparatorChoice | null;
  readonly used: readonly SeparatorUse[];
  readonly doubtful: readonly SeparatorUse[];
  /** A cell and its parts. */
  readonly example: { readonly text: string; readonly parts: readonly string[] };
}

/** Maximum characters of an example. */
const MAX_LENGTH = 120;

/** Returns all fields of the list whose cells may contain a separator. Reads each row of their columns once. */
export function listFieldSeparators(
  list: string,
  table: Table,
  mapping: ColumnMapping,
  said: { readonly remembered: SeparatorChoices; readonly chosen: SeparatorChoices },
): readonly FieldSeparators[] {
  return (LIST_FIELDS[list] ?? []).flatMap((field) => {
    const column = mapping[field] ?? -1;
    if (column < 0) return [];
    if (!mayContainSeparator(table, column)) return [];
    const { used, doubtful } = readingOf(table, column);
    const [first] = [...used, ...doubtful];
    if (first === undefined) return [];
    const user = said.chosen[field];
    const choice = user ?? said.remembered[field] ?? null;
    const parts = new CellSplitter(table, column, choice ?? undefined).split(first.example);
    return [
      {
        field,
        header: table.header[column] ?? '',
        by: user !== undefined ? 'user' : choice !== null ? 'remembered' : 'detected',
        choice,
        used,
        doubtful,
        example: { text: first.example.slice(0, MAX_LENGTH), parts: parts.map((part) => part.slice(0, MAX_LENGTH)) },
      } as const,
    ];
  });
}
