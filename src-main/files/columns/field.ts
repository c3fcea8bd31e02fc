import { foldWord } from './fold.ts';

/**
 * A field to find in a list, and its headers. Headers are compared after `foldWord`. Source: docs/domain/neo.md#user-csv (tolerant of
 * NEO's versions), docs/domain/amazon-cxml.md#invitations and #exported-lists (no fixed headers: synonyms),
 * docs/domain/directory.md#headers.
 */
export interface Field {
  /** Key below `field.<kind>.` in the messages, and of a remembered mapping. */
  readonly id: string;
  readonly required: boolean;
  /** An alternative field: one of the two is required. `null` for most. */
  readonly orElse: string | null;
  /** Its usual header, as the vendor spells it. */
  readonly label: string;
  /** Headers that mean this field, most certain first. */
  readonly exact: readonly string[];
  /** Headers that may mean it if no better one exists. */
  readonly weak: readonly string[];
  /** Headers that mean it if addresses are below: under a merged メールアドレス each column names its kind only. */
  readonly bare: readonly string[];
  /** Headers that contain one word of each inner list mean it too ... */
  readonly contains: readonly (readonly string[])[];
  /** ... unless they contain one of these. */
  readonly without: readonly string[];
}

/** A field in the vendors' spelling; omitted = none. */
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
export const field = (id: string, rule: FieldRule): Field => ({
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

/** In lists of several vendors. */
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

/** From this score a header is unambiguous: its exact words, or words that contain them. */
export const CERTAIN_SCORE = 600;

const BARE = 200;

/** Score that a normalized header means the field: 0 = not at all. `holdsAddresses` describes the column below, if examined. */
export function headerScore(candidate: Field, header: string, holdsAddresses: () => boolean = () => false): number {
  if (header === '') return 0;
  const exact = candidate.exact.indexOf(header);
  if (exact >= 0) return 1000 - exact;
  if (candidate.contains.length > 0 && holdsAll(candidate, header)) return CERTAIN_SCORE;
  const weak = candidate.weak.indexOf(header);
  if (weak >= 0) return 400 - weak;
  return candidate.bare.includes(header) && holdsAddresses() ? BARE : 0;
}

const holdsAll = (candidate: Field, header: string): boolean =>
  candidate.contains.every((words) => words.some((word) => header.includes(word))) &&
  !candidate.without.some((word) => header.includes(word));
