/** `block`: does not work. `risk`: may have an unexpected effect. `note`: information. */
export type ProblemSeverity = 'block' | 'risk' | 'note';

/** A problem of a draft. Texts below `<namespace>.problem.<code>` in the messages. */
export interface Problem<Code extends string = string> {
  readonly code: Code;
  readonly severity: ProblemSeverity;
  /** Path of the field: `poRequestUrl`, `parts[2].text`; `''` = the whole object. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A finding that closes a gate, for the audit. `neoIndex` is a position in the list of NEO users; `-1` = the whole company. */
export interface GateFinding<Code extends string = string> {
  readonly code: Code;
  readonly neoIndex: number;
  readonly params: Readonly<Record<string, string | number>>;
}
