/** Stands for what is not shown or not known yet. */
export const MASK = '***';

/**
 * How sure it is that NEO sends a value so: Amazon's or a vendor's document says it, others were seen to do so, it follows from something
 * else, or nobody outside knows. Marks as in docs/domain/amazon-cxml.md.
 */
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
  /** As it would stand in the request; `MASK` for the password and for what NEO makes anew each time; `''` = not sent, or missing. */
  readonly value: string;
  readonly from: ValueSource;
  readonly certainty: Certainty;
  /** Amazon refuses the request without it (docs/domain/amazon-cxml.md#credentials and #setup-request). */
  readonly missing: boolean;
}

/** The request NEO would send to start shopping for somebody, as far as is known from outside. Holds no secret; never sent. */
export interface ComposedSetup {
  /** The production address; NEO has its own built in. */
  readonly address: string;
  /** Laid out for reading, with `MASK` where the password stands. */
  readonly document: string;
  readonly parts: readonly ComposedPart[];
}
