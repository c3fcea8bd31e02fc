import type { ImportPreview, ListKind } from '#shared/contract/imports/imports.ts';
import type { SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import type { WordAnswers } from '#shared/domain/directory/list-words.ts';
/** Separators chosen by the user, by field; `auto` = detect, ignoring earlier choices. */
export type SeparatorAnswers = Readonly<Record<string, SeparatorChoice | 'auto'>>;

/** How to read a list file; omitted options are detected. */
export interface ListFile {
  readonly path: string;
  /** File name for errors and for the age of the data. */
  readonly name: string;
  readonly kind: ListKind;
  readonly reading: {
    readonly encoding?: ImportPreview['encoding'] & string;
    readonly delimiter?: ImportPreview['delimiter'] & string;
    readonly mapping?: Readonly<Record<string, number | null>>;
    /** The file's row that is the header; 0 = the first that is not empty. */
    readonly headerRow?: number;
    /** Meanings of words, by field. */
    readonly words?: WordAnswers;
    /** Separator between several references in a cell, by field. */
    readonly separators?: SeparatorAnswers;
    /** Number of bad rows that the user agreed to skip. */
    readonly skipBadRows?: number;
  };
}

/** A file with a list of people or organizations. */
export type PeopleFile = ListFile & { readonly kind: Exclude<ListKind, 'orders'> };

/** A file on disk with its display name. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}
