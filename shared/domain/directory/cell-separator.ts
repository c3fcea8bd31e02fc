/**
 * Separators of several references in one cell. The vendors do not document them (docs/domain/neo.md#user-csv), so they are detected from
 * the list.
 */
export const SEPARATORS = ['semicolon', 'bar', 'newline', 'comma', 'ideographic-comma', 'slash', 'space'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Choices of the administrator: one separator, or `none` if every cell is one name. */
export const SEPARATOR_CHOICES = [...SEPARATORS, 'none'] as const;
export type SeparatorChoice = (typeof SEPARATOR_CHOICES)[number];

const MARKS: Readonly<Record<Separator, string>> = {
  semicolon: ';；',
  bar: '|｜',
  newline: '\r\n',
  comma: ',，',
  'ideographic-comma': '、',
  slash: '/／',
  space: ' \u3000\t',
};
/** Separators that never occur in the name of a group or an organization. */
const SURE: readonly Separator[] = ['semicolon', 'bar', 'newline'];
const COMMAS: readonly Separator[] = ['comma', 'ideographic-comma'];
/** Separators that may also be part of a name: 営業、企画部, 人事/総務部. */
const DOUBTFUL: readonly Separator[] = [...COMMAS, 'slash'];
/** Separators that need proof from the list. A blank is usually part of a name, so it is never reported as ambiguous. */
const PROVABLE: readonly Separator[] = [...DOUBTFUL, 'space'];

const anyOf = (separators: readonly Separator[]): RegExp =>
  new RegExp(`[${separators.map((separator) => MARKS[separator]).join('')}]`, 'u');
const ANY = anyOf(SEPARATORS);
const ANY_DOUBTFUL = anyOf(DOUBTFUL);
const ANY_PROVABLE = anyOf(PROVABLE);

/** True if the text contains a mark that could separate values. */
export const hasSeparatorMark = (text: string): boolean => ANY.test(text);
/** True if the text contains a mark that may be a separator or part of a name. */
export const hasAmbiguousMark = (text: string): boolean => ANY_DOUBTFUL.test(text);

/** True if the text contains a mark, including a blank, that separates only in some lists. */
export const needsSeparatorDetection = (text: string): boolean => ANY_PROVABLE.test(text);

/** Splits a cell. Outer blanks of parts and empty parts are removed. */
export function splitCell(text: string, separators: readonly Separator[]): string[] {
  const marks = separators.map((separator) => MARKS[separator]).join('');
  const parts: string[] = [];
  let part = '';
  const take = (): void => {
    const trimmed = part.trim();
    if (trimmed !== '') parts.push(trimmed);
    part = '';
  };
  for (const character of text) {
    if (marks.includes(character)) take();
    else part += character;
  }
  take();
  return parts;
}

/** A cell text and the number of rows that contain it. */
export interface CountedText {
  readonly text: string;
  readonly rows: number;
}

/** A separator, the number of rows that it splits, and the text of one such row. */
export interface SeparatorUse {
  readonly separator: Separator;
  readonly rows: number;
  readonly example: string;
}

/** Separators of one column. */
export interface DetectedSeparators {
  /** Marks at which cells are split; not all of them need to occur in the column. */
  readonly separators: readonly Separator[];
  /** Separators that occur in the column. */
  readonly used: readonly SeparatorUse[];
  /** Ambiguous marks, at which cells are not split. */
  readonly doubtful: readonly SeparatorUse[];
}

/** True for references such as `*12` and `@A01`. */
const isReference = (part: string): boolean => /^(?:\*\d+|@[^\s@]+)$/u.test(part);

/** Splits a text that consists only of references; `@A01 @B02` is never the name of an organization. */
export function splitReferences(text: string): readonly string[] {
  const parts = splitCell(text, PROVABLE);
  return parts.length > 1 && parts.every(isReference) ? parts : [text];
}

/** Separators at which a cell is split before `separator` is tested. A blank beside another separator is not a separator itself. */
const besides = (separator: Separator): readonly Separator[] => (separator === 'space' ? [...SURE, ...DOUBTFUL] : SURE);

/**
 * Detects the separators of a column from all its texts. A semicolon, a bar and a line end always separate. A comma, slash or blank
 * separates if at least half of the cells that contain it split into references (`*12`, `@A01`) or into texts that occur alone in other
 * cells: parts of a name with a comma occur nowhere else. Without that proof a comma or slash is ambiguous. Independent of the order of
 * texts.
 */
export function detectSeparators(texts: readonly CountedText[]): DetectedSeparators {
  const marked = texts.filter(({ text }) => hasSeparatorMark(text));
  const proven = PROVABLE.filter((separator) => {
    const mark = anyOf([separator]);
    const cells = marked.flatMap(({ text }) => splitCell(text, besides(separator))).filter((part) => mark.test(part));
    if (cells.length === 0) return false;
    const alone = textsAlone(texts, separator);
    const isKnown = (part: string): boolean => isReference(part) || alone.has(part);
    // Commas of either kind are split here too.
    const fall = [...new Set(cells)].map((cell) => splitCell(cell, [separator, ...COMMAS]).every(isKnown));
    return fall.filter(Boolean).length * 2 >= fall.length;
  });
  const separators = SEPARATORS.filter((separator) => SURE.includes(separator) || proven.includes(separator));
  const usesOf = (of: readonly Separator[]): SeparatorUse[] =>
    of.flatMap((separator) => {
      const isTakenApart = (part: string): boolean => splitCell(part, [separator]).length > 1;
      const cells = marked.filter(({ text }) =>
        separator === 'space' ? splitCell(text, besides(separator)).some(isTakenApart) : isTakenApart(text),
      );
      const [first] = [...cells].sort((a, b) => b.rows - a.rows || (a.text < b.text ? -1 : 1));
      return first === undefined ? [] : [{ separator, rows: cells.reduce((sum, { rows }) => sum + rows, 0), example: first.text }];
    });
  return { separators, used: usesOf(separators), doubtful: usesOf(DOUBTFUL.filter((separator) => !proven.includes(separator))) };
}

/** Texts that occur as a whole cell, or between two certain separators, and contain neither a comma nor `separator`. */
function textsAlone(texts: readonly CountedText[], separator: Separator): ReadonlySet<string> {
  const other = anyOf([...COMMAS, separator]);
  return new Set(texts.flatMap(({ text }) => splitCell(text, SURE)).filter((part) => !other.test(part)));
}

/** Separators for the administrator's choice. */
export const toSeparators = (choice: SeparatorChoice): readonly Separator[] => (choice === 'none' ? [] : [choice]);
