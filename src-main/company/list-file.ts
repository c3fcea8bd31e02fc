import type { ImportPreview, ListKind } from '#shared/contract/imports.ts';
import type { SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import type { WordAnswers } from '#shared/domain/directory/list-words.ts';
/** What somebody said that separates in the cells of a field; `auto` = as detected, whatever was said before. */
export type SeparatorAnswers = Readonly<Record<string, SeparatorChoice | 'auto'>>;

/** How a list in a file is to be understood; what is left out is detected. */
export interface ListFile {
  readonly path: string;
  /** The name the user knows, for errors and for the age of the data. */
  readonly name: string;
  readonly kind: ListKind;
  readonly reading: {
    readonly encoding?: ImportPreview['encoding'] & string;
    readonly delimiter?: ImportPreview['delimiter'] & string;
    readonly mapping?: Readonly<Record<string, number | null>>;
    /** The file's row that is the header; 0 = the first that is not empty. */
    readonly headerRow?: number;
    /** What words mean, by field. */
    readonly words?: WordAnswers;
    /** What stands between several references of a cell, by field. */
    readonly separators?: SeparatorAnswers;
    /** Rows that cannot be taken, seen and left out: exactly so many. */
    readonly skipBadRows?: number;
  };
}

/** A file with a list of people or organisations. */
export type PeopleFile = ListFile & { readonly kind: Exclude<ListKind, 'orders'> };

/** A file on the disk with the name the user knows. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}
