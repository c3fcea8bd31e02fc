import type { Branches } from './branches.ts';
import type { SetupFacts } from './facts.ts';

/** Sections of the setup manual; '0' is the part before the first number. */
export const SETUP_SECTIONS = ['0', '1', '2', '3', '4'] as const;
export type SetupSection = (typeof SETUP_SECTIONS)[number];

/** The vendor's screens used by a step, as marked in the manual. */
export type SetupSide = 'amazon' | 'neo' | 'both';

/** Position of a step in the manual. Both texts are literal, because readers search for them. */
export interface ManualPlace {
  /** `2-2-2`; `''` before the first number. */
  readonly number: string;
  readonly heading: string;
}

/**
 * How a step is proved. `word`: only a person's record. `check`: only the console's check. `check-or-word`: either. `entered`: the check
 * proves the draft; NEO's content is read back or recorded. `people`: the check counts people; a person may defer the rest until there
 * are more. `choice`: by choosing a branch.
 */
export type ProofKind = 'word' | 'check' | 'check-or-word' | 'entered' | 'people' | 'choice';

/** Kind of wait; `waits.ts` computes its end if known. */
export type WaitKind = 'support-contact' | 'account-review' | 'support-answer' | 'invoice-review' | 'checkout-activation' | 'invitations';

/** The screen of the console for a step. */
export type ConsolePlace =
  | 'amazon-groups'
  | 'invoice-groups'
  | 'coverage'
  | 'routes'
  | 'serials'
  | 'integration'
  | 'matching'
  | 'import-amazon'
  | 'import-neo'
  | 'import-organizations'
  | 'amazon-sheet'
  | 'manual-entry'
  | 'lock-policy'
  | 'server'
  | 'connection';

export interface HelpLink {
  /** The vendor's own title. */
  readonly label: string;
  readonly url: string;
}

export interface SetupStep<Id extends string = string> {
  readonly id: Id;
  readonly section: SetupSection;
  /** `null`: not in the manual, added because an order depends on it or the vendor recommends it elsewhere. */
  readonly manual: ManualPlace | null;
  readonly side: SetupSide;
  /** Optional according to the manual or vendor; in no count and blocking nothing. */
  readonly optional: boolean;
  /** Required for the first order. */
  readonly firstOrder: boolean;
  /** Requirements; only earlier steps. */
  readonly after: readonly string[];
  /** Branches and companies for which the step exists; omitted = all. */
  readonly when?: (branches: Branches, facts: Pick<SetupFacts, 'amazonUsersFrom'>) => boolean;
  readonly proof: ProofKind;
  readonly wait: WaitKind | null;
  /** Path through the vendor's screens, with names as the manual prints them. */
  readonly screens: readonly string[];
  /** Menus to the first of `screens`, from the vendor's help; not in the manual. */
  readonly menus: readonly string[];
  readonly links: readonly HelpLink[];
  readonly places: readonly ConsolePlace[];
  /** Following steps named by the manual; only later steps. */
  readonly followUps: readonly string[];
}
