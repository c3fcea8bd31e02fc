import type { SetupBranches } from './branches.ts';
import type { SetupFacts } from './facts.ts';

/** Sections of the setup manual; '0' is the part before the first number. */
export const SETUP_SECTIONS = ['0', '1', '2', '3', '4'] as const;
export type SetupSection = (typeof SETUP_SECTIONS)[number];

/** The vendor's screens used by a step, according to the manual. */
export type SetupSide = 'amazon' | 'neo' | 'both';

/** Position of a step in the manual. Both texts are literal, so that users can find them there. */
export interface ManualSection {
  /** Section number such as `2-2-2`; `''` before the first number. */
  readonly number: string;
  readonly heading: string;
}

/**
 * How a step is proved. `word`: only by a record. `check`: only by the console's check. `check-or-word`: by either. `entered`: the check
 * proves the draft, and NEO's content is read back or recorded. `people`: the check counts people, and a record may defer the rest until
 * there are more. `choice`: by choosing a branch.
 */
export type ProofKind = 'word' | 'check' | 'check-or-word' | 'entered' | 'people' | 'choice';

/** Kind of wait; `waits.ts` computes its last day if known. */
export type WaitKind = 'support-contact' | 'account-review' | 'support-answer' | 'invoice-review' | 'checkout-activation' | 'invitations';

/** The screen of the console for a step. */
export type ConsoleScreen =
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
  /** Title of the page as given by the vendor. */
  readonly label: string;
  readonly url: string;
}

export interface SetupStep<Id extends string = string> {
  readonly id: Id;
  readonly section: SetupSection;
  /** `null`: not in the manual. The step was added because an order depends on it or the vendor recommends it elsewhere. */
  readonly manual: ManualSection | null;
  readonly side: SetupSide;
  /** True if the step is optional according to the manual or vendor; it is not counted and blocks nothing. */
  readonly optional: boolean;
  /** True if the first order requires the step. */
  readonly firstOrder: boolean;
  /** Required earlier steps. */
  readonly after: readonly string[];
  /** Whether the step exists for a branch and company; omitted = always. */
  readonly when?: (branches: SetupBranches, facts: Pick<SetupFacts, 'amazonUsersFrom'>) => boolean;
  readonly proof: ProofKind;
  readonly wait: WaitKind | null;
  /** Path through the vendor's screens, with names as the manual prints them. */
  readonly screens: readonly string[];
  /** Menu path to the first of `screens`, from the vendor's help; not in the manual. */
  readonly menus: readonly string[];
  readonly links: readonly HelpLink[];
  readonly places: readonly ConsoleScreen[];
  /** Later steps to which the manual refers. */
  readonly followUps: readonly string[];
}
