/** Placeholder for hidden or unknown values. */
export const MASK = '***';

/** Certainty that NEO sends a value like this: documented, observed, inferred or unknown. Marks as in docs/domain/amazon-cxml.md. */
export type Certainty = 'documented' | 'observed' | 'inferred' | 'unknown';

/** Where a value comes from: the integration settings, the keychain, the employee, or NEO makes it for each request. */
export type ValueSource = 'settings' | 'keychain' | 'employee' | 'neo' | 'fixed';

/** Parts of the request; texts below `punchout.part.<part>` (name) and `punchout.certainty.<part>` (why one thinks so). */
export const SETUP_PARTS = [
  'address',
  'identity',
  'shared-secret',
  'recipient',
  'user-email',
  'return-address',
  'buyer-cookie',
  'group',
  'envelope',
] as const;
export type SetupPart = (typeof SETUP_PARTS)[number];

export interface ComposedPart {
  readonly part: SetupPart;
  /** Value in the request; `MASK` for the password and generated values, `''` = missing. */
  readonly value: string;
  readonly from: ValueSource;
  readonly certainty: Certainty;
  /** Amazon refuses the request without it (docs/domain/amazon-cxml.md#credentials and #setup-request). */
  readonly missing: boolean;
}

/** The request that NEO would send for a person, as far as known. Contains no secret and is never sent. */
export interface ComposedSetup {
  /** The production address; NEO has its own built in. */
  readonly address: string;
  /** Formatted for reading, with `MASK` for the password. */
  readonly document: string;
  readonly parts: readonly ComposedPart[];
}
