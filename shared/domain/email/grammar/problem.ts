/** Severity of each problem of an address. */
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

/** A closed list of stable codes; their messages are below `addressProblem`. */
export type AddressProblemCode = keyof typeof SEVERITIES;
export const ADDRESS_PROBLEM_CODES = Object.keys(SEVERITIES) as readonly AddressProblemCode[];

/** One problem; `params` are the arguments of its message. */
export interface AddressProblem {
  readonly code: AddressProblemCode;
  /** `error`: mail cannot be delivered, or the cell is not one address. `note`: delivery is possible. */
  readonly severity: 'error' | 'note';
  readonly params: Readonly<Record<string, string | number>>;
}

/** Creates a problem with the severity of its code. */
export function createAddressProblem(code: AddressProblemCode, params: AddressProblem['params']): AddressProblem {
  return { code, severity: SEVERITIES[code], params };
}
