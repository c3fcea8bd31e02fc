import type { ImportPreview, ListKind } from '#shared/contract/imports/imports.ts';
import type { SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import type { ConfirmedWordMeanings } from '#shared/domain/directory/list-words.ts';
/** Separators chosen by the user, by field; `auto` = detect, ignoring earlier choices. */
export type SeparatorAnswers = Readonly<Record<string, SeparatorChoice | 'auto'>>;

/** A list file and its reading options; omitted options are detected. */
export interface ListFile {
  readonly path: string;
  /** File name for error messages and for determining the age of the data. */
  readonly name: string;
  readonly kind: ListKind;
  readonly reading: {
    readonly encoding?: ImportPreview['encoding'] & string;
    readonly delimiter?: ImportPreview['delimiter'] & string;
    readonly mapping?: Readonly<Record<string, number | null>>;
    /** Index of the header row; 0 = the first non-empty row. */
    readonly headerRow?: number;
    /** Meanings of unknown words, by field. */
    readonly words?: ConfirmedWordMeanings;
    /** Separator between several references in one cell, by field. */
    readonly separators?: SeparatorAnswers;
    /** Number of invalid rows that the user agreed to skip. */
    readonly skipBadRows?: number;
  };
}

/** A list file of people or organizations. */
export type PeopleFile = ListFile & { readonly kind: Exclude<ListKind, 'orders'> };

/** A file on disk and its display name. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}
