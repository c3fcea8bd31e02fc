import type { AmazonUserSource } from '../integration/amazon-users.ts';
import type { AmazonGroup } from '../integration/settings.ts';
import type { CodeMatchKind } from '../invoicing/code-match.ts';

/** Facts for evaluating the setup guide, collected from the company's data. */
export interface SetupFacts {
  /** The current lists; `null` = never imported. */
  readonly neoList: ImportedListFact | null;
  readonly amazonList: ImportedListFact | null;
  /** True if the list belongs to the account before a new registration. Set by the guide (`ofThisAccount`). */
  readonly isAmazonListFormer?: boolean;
  /** The former account, after a new registration; omitted if there is none. */
  readonly former?: FormerAccountFact;
  /** How users are added to the Amazon account. */
  readonly amazonUsersFrom: AmazonUserSource;
  /** Counts of people; `null` while a list is missing. */
  readonly people: PeopleFact | null;
  readonly invitations: InvitationFact;
  readonly amazonGroups: readonly (ObjectFact & { readonly group: AmazonGroup })[];
  readonly invoiceGroups: readonly (ObjectFact & {
    readonly code: string;
    readonly match: CodeMatchKind | null;
    /** Amazon's option that equals or resembles the code; `''` if there is none. */
    readonly option: string;
  })[];
  readonly routes: readonly (ObjectFact & { readonly complete: boolean })[];
  readonly serials: readonly ObjectFact[];
  readonly integration:
    | (ObjectFact & {
        readonly systemLogin: string;
        readonly poRequestUrl: string;
        /** Names of incorrect values. */
        readonly wrong: readonly ('systemLogin' | 'poRequestUrl')[];
      })
    | null;
  /** Whether the catalog password is saved here, and whether NEO has one; `null` = unknown. */
  readonly password: { readonly kept: boolean; readonly inNeo: boolean | null };
  readonly commonSettings:
    | (ObjectFact & { readonly title: string; readonly routeId: string | null; readonly serialId: string | null })
    | null;
  /**
   * The list of allowed users; `null` = unchanged, which permits everyone. `people`: number of active people who may order; `null` without
   * a list.
   */
  readonly allowedUsers: (ObjectFact & { readonly people: number | null }) | null;
  /** The last completed test of the values with Amazon. */
  readonly connection: ConnectionFact | null;
}

/** The state of the former Amazon account when a new one was registered. */
export interface FormerAccountFact {
  /** Time of the decision to register a new account, ISO 8601 UTC. */
  readonly at: string;
  /** Steps that were done for that account. */
  readonly done: readonly string[];
  /** True if the values are still those of the former account; `isPasswordKept` is the same for the password. */
  readonly areValuesKept: boolean;
  readonly isPasswordKept: boolean;
}

export interface ImportedListFact {
  readonly rows: number;
  /** Time of the import, ISO 8601 UTC. */
  readonly takenAt: string;
}

/** Numbers of people in scope; a person counts once in each number. */
export interface PeopleFact {
  readonly inScope: number;
  /** Number of people who can order today. */
  readonly ready: number;
  /** Number of people without a known closed gate but with an unchecked one. */
  readonly notChecked: number;
  /** Number of people without a usable work e-mail, or with a mismatch with Amazon (gate 3, and gate 4 if caused by the address). */
  readonly address: number;
  /**
   * Number of people without an active account with the punchout role in the purchasing group (gate 4, without invitations), or without an
   * address to search by (gate 3).
   */
  readonly account: number;
  /** Number of people with an account whose state, role or group is missing in the list (gate 4). */
  readonly accountUnknown: number;
  /** Number of people who have not accepted their invitation yet (gate 4). */
  readonly invited: number;
  /** Number of people with an account with an unknown state word (gate 4). */
  readonly stateUnknown: number;
  /** Number of people in no invoice group with a working code (gate 5). */
  readonly invoice: number;
  /** Number of people whose invoice group is not checked, because it is not in a list or no Amazon code is known (gate 5). */
  readonly invoiceUnknown: number;
}

export interface InvitationFact {
  readonly pending: number;
  readonly expired: number;
  /** The first day on which a pending invitation ends, `YYYY-MM-DD`; `null` without dates. */
  readonly firstExpiry: string | null;
  /** True if Amazon's list contains states; otherwise it is unknown who accepted. */
  readonly areStatesKnown: boolean;
}

/** Facts about a drafted object. */
export interface ObjectFact {
  readonly id: string;
  readonly name: string;
  /** Number of blocking problems. */
  readonly blocking: number;
  /**
   * Comparison with the server. `same`, `differs`: read from the server. `claimed`: the administrator recorded the manual entry.
   * `outdated`: recorded, and the draft was changed since. `absent`: neither read nor recorded.
   */
  readonly server: 'same' | 'differs' | 'claimed' | 'outdated' | 'absent';
  /** The record for `claimed` and `outdated`; omitted for other states. */
  readonly entry?: EntryFact;
  /** `fingerprint` of the content. */
  readonly print: string;
}

/** Record that an object was entered on the vendor's screens, shared by the guide and the manual entry sheet. */
export interface EntryFact {
  /** Time of the record, ISO 8601 UTC. */
  readonly at: string;
  readonly by: string;
  /** Day of the entry, `YYYY-MM-DD`. */
  readonly day: string;
}

export interface ConnectionFact {
  readonly passed: boolean;
  /** True if a wrong password was accepted too, so that a passed test proves nothing about the saved one. */
  readonly unproven: boolean;
  /** Time of the test, ISO 8601 UTC. */
  readonly at: string;
  /** True if the values were changed after the test. */
  readonly outdated: boolean;
}

export const findLatestEntry = (objects: readonly Pick<ObjectFact, 'entry'>[]): EntryFact | null =>
  objects.flatMap(({ entry }) => entry ?? []).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;

/** Objects on which a proof is based, with fingerprints. Equal fingerprints = unchanged. */
export type ProofBasis = readonly { readonly id: string; readonly name: string; readonly print: string }[];

/** A message: a key below `setupGuide.reason.` with arguments. */
export interface SetupReason {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export const createSetupReason = (key: string, params: SetupReason['params'] = {}): SetupReason => ({ key, params });

const SHOWN_NAMES = 3;
/** A reason with the first names and the total number; the name is `none` if no object has one. */
export const createNamedReason = (key: string, objects: readonly { readonly name: string }[]): SetupReason => {
  const names = objects.map(({ name }) => name.trim()).filter((name) => name !== '');
  return createSetupReason(key, {
    names: names.length === 0 ? 'none' : names.slice(0, SHOWN_NAMES).join('、'),
    count: objects.length,
    more: Math.max(0, names.length - SHOWN_NAMES),
  });
};

/** Like `createNamedReason`, as a list; empty without objects. */
export const createNamedReasons = (key: string, objects: readonly { readonly name: string }[]): readonly SetupReason[] =>
  objects.length === 0 ? [] : [createNamedReason(key, objects)];
