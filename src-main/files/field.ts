import { foldWord } from './fold.ts';

/**
 * What the console looks for in a list, and the headers by which it finds it. Headers are compared after `foldWord`.
 * Source: docs/domain/neo.md#user-csv (tolerant of NEO's versions), docs/domain/amazon-cxml.md#invitations and #exported-lists (no fixed headers: match by synonyms),
 * docs/domain/directory.md#headers.
 */
export interface Field {
  /** Key below `field.<kind>.` in the messages, and of a remembered mapping. */
  readonly id: string;
  readonly required: boolean;
  /** The field that says as much: one of the two is required. `null` for most. */
  readonly orElse: string | null;
  /** Its usual header, as the vendor spells it. */
  readonly label: string;
  /** Headers that mean this field, the surest first. */
  readonly exact: readonly string[];
  /** Headers that may mean it when nothing better does. */
  readonly weak: readonly string[];
  /** Headers that mean it where addresses stand below them: below a merged メールアドレス each column says its kind alone. */
  readonly bare: readonly string[];
  /** Headers that contain one word of each inner list mean it too ... */
  readonly contains: readonly (readonly string[])[];
  /** ... unless they contain one of these. */
  readonly without: readonly string[];
}

/** A field as a vendor's list is described by: headers as they are written, left out = none. */
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

/** A field by its rule, its headers folded. */
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

/** Several vendors' lists have it. */
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

/** From here on a header can hardly mean anything else: its very words, or words that contain them. */
export const SURE = 600;

const BARE = 200;

/** How sure a folded header means the field: 0 = not at all. `holdsAddresses` tells of the column below, where somebody looked. */
export function headerScore(candidate: Field, header: string, holdsAddresses: () => boolean = () => false): number {
  if (header === '') return 0;
  const exact = candidate.exact.indexOf(header);
  if (exact >= 0) return 1000 - exact;
  if (candidate.contains.length > 0 && holdsAll(candidate, header)) return SURE;
  const weak = candidate.weak.indexOf(header);
  if (weak >= 0) return 400 - weak;
  return candidate.bare.includes(header) && holdsAddresses() ? BARE : 0;
}

const holdsAll = (candidate: Field, header: string): boolean =>
  candidate.contains.every((words) => words.some((word) => header.includes(word))) &&
  !candidate.without.some((word) => header.includes(word));
