import { foldWord } from './fold.ts';

/**
 * A field to find in a list, and its headers, which are compared after `foldWord`. Source: docs/domain/neo.md#user-csv (accepts headers of
 * several NEO versions), docs/domain/amazon-cxml.md#invitations and #exported-lists (no fixed headers: synonyms),
 * docs/domain/directory.md#headers.
 */
export interface Field {
  /** Message key below `field.<kind>.`, and key in a saved mapping. */
  readonly id: string;
  readonly required: boolean;
  /** Id of an alternative field, one of the two being required; `null` for most fields. */
  readonly orElse: string | null;
  /** The usual header, as the vendor spells it. */
  readonly label: string;
  /** Headers that mean this field, most certain first. */
  readonly exact: readonly string[];
  /** Headers that may mean this field if no better column exists. */
  readonly weak: readonly string[];
  /**
   * Headers that mean this field only if the column contains addresses: below a merged header メールアドレス each column names only the kind of
   * address.
   */
  readonly bare: readonly string[];
  /** Headers that contain one word of each inner list also mean this field, unless they contain a word of `without`. */
  readonly contains: readonly (readonly string[])[];
  /** Words that exclude a header from `contains`. */
  readonly without: readonly string[];
}

/** Definition of a field with headers in the vendors' spelling; omitted = none. */
export interface FieldRule {
  readonly required?: boolean;
  readonly orElse?: string;
  readonly exact: readonly string[];
  readonly weak?: readonly string[];
  readonly bare?: readonly string[];
  readonly contains?: readonly (readonly string[])[];
  readonly without?: readonly string[];
}

const folded = (words: readonly string[] = []): readonly string[] => words.map(foldWord);

/** Creates a field from its rule, with normalized headers. */
export const createField = (id: string, rule: FieldRule): Field => ({
  id,
  required: rule.required ?? false,
  orElse: rule.orElse ?? null,
  label: rule.exact[0] ?? id,
  exact: folded(rule.exact),
  weak: folded(rule.weak),
  bare: folded(rule.bare),
  contains: (rule.contains ?? []).map(folded),
  without: folded(rule.without),
});

/** Field for employee codes, which occurs in the lists of several vendors. */
export const EMPLOYEE_CODE: FieldRule = {
  exact: [
    '社員番号',
    '社員コード',
    '従業員番号',
    '従業員コード',
    '職員番号',
    '職員コード',
    '社員No',
    '社員ID',
    '従業員ID',
    '社員CD',
    '個人コード',
  ],
  weak: ['employee code', 'employee id', 'employee number', 'employee no', 'staff id', 'staff code', 'personnel number', 'ユーザーコード'],
};

/** Minimum score of an unambiguous header: one of the exact headers, or words matching `contains`. */
export const MIN_CERTAIN_SCORE = 600;

const BARE = 200;

/** Scores a normalized header; 0 = it does not mean the field. `holdsAddresses` returns whether the column contains addresses. */
export function scoreHeader(candidate: Field, header: string, holdsAddresses: () => boolean = () => false): number {
  if (header === '') return 0;
  const exact = candidate.exact.indexOf(header);
  if (exact >= 0) return 1000 - exact;
  if (candidate.contains.length > 0 && holdsAll(candidate, header)) return MIN_CERTAIN_SCORE;
  const weak = candidate.weak.indexOf(header);
  if (weak >= 0) return 400 - weak;
  return candidate.bare.includes(header) && holdsAddresses() ? BARE : 0;
}

const holdsAll = (candidate: Field, header: string): boolean =>
  candidate.contains.every((words) => words.some((word) => header.includes(word))) &&
  !candidate.without.some((word) => header.includes(word));
