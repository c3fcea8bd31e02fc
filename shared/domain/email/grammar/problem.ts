/** What can be wrong with an address, and how much it matters. */
const SEVERITIES = {
  'several-addresses': 'error',
  'mailto-prefix': 'error',
  'extra-text': 'error',
  'broken-character': 'error',
  'at-missing': 'error',
  'at-repeated': 'error',
  'local-empty': 'error',
  'local-too-long': 'error',
  'local-character': 'error',
  'local-dot-first': 'error',
  'local-dot-last': 'error',
  'local-dots-repeated': 'error',
  'quote-unbalanced': 'error',
  'domain-empty': 'error',
  'domain-too-long': 'error',
  'domain-character': 'error',
  'domain-literal': 'error',
  'domain-single-label': 'error',
  'label-empty': 'error',
  'label-hyphen': 'error',
  'label-too-long': 'error',
  'punycode-broken': 'error',
  'top-level-invalid': 'error',
  'address-too-long': 'error',
  'carrier-dots': 'note',
  'local-quoted': 'note',
  'local-not-ascii': 'note',
  'has-whitespace': 'note',
  'has-invisible': 'note',
  'has-width-variant': 'note',
  'has-dash-variant': 'note',
  'is-decomposed': 'note',
} as const satisfies Record<string, 'error' | 'note'>;

/** Closed and stable; the message keys below `addressProblem`. */
export type AddressProblemCode = keyof typeof SEVERITIES;
export const ADDRESS_PROBLEM_CODES = Object.keys(SEVERITIES) as readonly AddressProblemCode[];

/** One problem; `params` are the arguments of its message. */
export interface AddressProblem {
  readonly code: AddressProblemCode;
  /** An `error` cannot be delivered to, or is not one address; a `note` can. */
  readonly severity: 'error' | 'note';
  readonly params: Readonly<Record<string, string | number>>;
}

/** A problem with the severity that belongs to its code. */
export function problem(code: AddressProblemCode, params: AddressProblem['params']): AddressProblem {
  return { code, severity: SEVERITIES[code], params };
}
