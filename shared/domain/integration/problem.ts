/** Severity: does not work, has a surprising effect, or worth knowing. */
export type ProblemSeverity = 'block' | 'risk' | 'note';

/** Something about a draft that its author should see. Texts below `<namespace>.problem.<code>` in the messages. */
export interface Problem<Code extends string = string> {
  readonly code: Code;
  readonly severity: ProblemSeverity;
  /** Where it is: `poRequestUrl`, `parts[2].text`; `''` = the object as a whole. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What closes a gate, for the audit to take in: `neoIndex` is a place in the list of NEO users, `-1` = the whole company. */
export interface GateFinding<Code extends string = string> {
  readonly code: Code;
  readonly neoIndex: number;
  readonly params: Readonly<Record<string, string | number>>;
}
