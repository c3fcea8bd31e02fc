import type { Branches } from './branches.ts';
import type { SetupFacts } from './facts.ts';

/** Sections of the setup manual; '0' is what stands before its first number. */
export const SETUP_SECTIONS = ['0', '1', '2', '3', '4'] as const;
export type SetupSection = (typeof SETUP_SECTIONS)[number];

/** Whose screens a step is done on, as the manual marks it. */
export type SetupSide = 'amazon' | 'neo' | 'both';

/** Where in the manual a step stands. Both texts are the manual's own, letter for letter, as readers look for them there. */
export interface ManualPlace {
  /** `2-2-2`; `''` before the first number. */
  readonly number: string;
  readonly heading: string;
}

/**
 * How a step is known to be done.
 * `word`: only a person can say. `check`: only the console's own check counts. `check-or-word`: either does.
 * `entered`: the check proves what is prepared; that NEO has it is proved by reading back or said by a person.
 * `people`: the check counts people; a person can say that the rest may wait, until there are more.
 * `choice`: answered by choosing a branch.
 */
export type ProofKind = 'word' | 'check' | 'check-or-word' | 'entered' | 'people' | 'choice';

/** What is waited for; the date, where one can be told, is worked out by `waits.ts`. */
export type WaitKind = 'support-contact' | 'account-review' | 'support-answer' | 'invoice-review' | 'checkout-activation' | 'invitations';

/** Where in the console a step is worked on. */
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
  /** `null`: not in the manual, added because an order depends on it or the vendor advises it elsewhere. */
  readonly manual: ManualPlace | null;
  readonly side: SetupSide;
  /** The manual, or the vendor, leaves it to the company. Optional steps are in no count and hold nothing up. */
  readonly optional: boolean;
  /** Without it nobody can order. */
  readonly firstOrder: boolean;
  /** What must be done before; only steps that stand earlier. */
  readonly after: readonly string[];
  /** The branches, and the companies, for which the step is there; left out = for all. */
  readonly when?: (branches: Branches, facts: Pick<SetupFacts, 'amazonUsersFrom'>) => boolean;
  readonly proof: ProofKind;
  readonly wait: WaitKind | null;
  /** The way there through the vendor's screens, each name as the manual prints it. */
  readonly screens: readonly string[];
  /** Menus that lead to the first of `screens` by the vendor's help; the manual does not print them. */
  readonly menus: readonly string[];
  readonly links: readonly HelpLink[];
  readonly places: readonly ConsolePlace[];
  /** Steps that the manual names as the next ones; only steps that stand later. */
  readonly followUps: readonly string[];
}
