import type { AmazonUsersFrom } from '../integration/amazon-users.ts';
import type { AmazonGroup } from '../integration/settings.ts';
import type { CodeMatchKind } from '../invoicing/code-match.ts';

/** Facts for the guide's evaluation, collected by the owner of the data. */
export interface SetupFacts {
  /** The current lists; `null` = never imported. */
  readonly neoList: ListFact | null;
  readonly amazonList: ListFact | null;
  /** The list belongs to the account before a new registration. Set by the guide (`ofThisAccount`). */
  readonly isAmazonListFormer?: boolean;
  /** The account before a new registration; omitted = none. */
  readonly former?: FormerFact;
  /** How users are added to the Amazon account. */
  readonly amazonUsersFrom: AmazonUsersFrom;
  /** `null` while a list is missing. */
  readonly people: PeopleFact | null;
  readonly invitations: InvitationFact;
  readonly amazonGroups: readonly (ObjectFact & { readonly group: AmazonGroup })[];
  readonly invoiceGroups: readonly (ObjectFact & {
    readonly code: string;
    readonly match: CodeMatchKind | null;
    /** Amazon's option that equals or nearly equals the code; `''` = none. */
    readonly option: string;
  })[];
  readonly routes: readonly (ObjectFact & { readonly complete: boolean })[];
  readonly serials: readonly ObjectFact[];
  readonly integration:
    | (ObjectFact & {
        readonly systemLogin: string;
        readonly poRequestUrl: string;
        /** Incorrect values. */
        readonly wrong: readonly ('systemLogin' | 'poRequestUrl')[];
      })
    | null;
  /** Whether the catalog password is saved here, and whether NEO has one; `null` = unknown. */
  readonly password: { readonly kept: boolean; readonly inNeo: boolean | null };
  readonly commonSettings:
    | (ObjectFact & { readonly title: string; readonly routeId: string | null; readonly serialId: string | null })
    | null;
  /** `null` = unchanged: everyone. `people` = active people who may order; `null` without a list. */
  readonly allowedUsers: (ObjectFact & { readonly people: number | null }) | null;
  /** The last completed test of the values with Amazon. */
  readonly connection: ConnectionFact | null;
}

/** What was done for the Amazon account before a new one was registered. */
export interface FormerFact {
  /** Time of the decision to register again, ISO 8601 UTC. */
  readonly at: string;
  /** Steps that were done for that account. */
  readonly done: readonly string[];
  /** Values and password are still those of the former account. */
  readonly areValuesKept: boolean;
  readonly isPasswordKept: boolean;
}

export interface ListFact {
  readonly rows: number;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
}

/** People in scope; each counts once per number. */
export interface PeopleFact {
  readonly inScope: number;
  /** Can order today. */
  readonly ready: number;
  /** No known block, but an unchecked gate. */
  readonly notChecked: number;
  /** No usable work e-mail, or a mismatch with Amazon (gate 3, and gate 4 if caused by the address). */
  readonly address: number;
  /** No active account with the punchout role in the purchasing group, except invitations (gate 4), or no address to search by (gate 3). */
  readonly account: number;
  /** Has an account whose state, role or group is missing in the list (gate 4). */
  readonly accountUnknown: number;
  /** Invitation not accepted yet (gate 4). */
  readonly invited: number;
  /** Has an account with an unknown state word (gate 4). */
  readonly stateUnknown: number;
  /** In no invoice group with a working code (gate 5). */
  readonly invoice: number;
  /** Invoice group unchecked: not in a list, or no Amazon code known (gate 5). */
  readonly invoiceUnknown: number;
}

export interface InvitationFact {
  readonly pending: number;
  readonly expired: number;
  /** The first end of a pending invitation, `YYYY-MM-DD`; `null` without dates. */
  readonly firstExpiry: string | null;
  /** Whether Amazon's list has states; otherwise it is unknown who accepted. */
  readonly areStatesKnown: boolean;
}

/** Facts about a drafted object. */
export interface ObjectFact {
  readonly id: string;
  readonly name: string;
  /** Number of blocking problems. */
  readonly blocking: number;
  /**
   * Against the vendor's side. `same`, `differs`: read from the server. `claimed`: the administrator recorded that it was entered by hand.
   * `outdated`: the same, and the draft was changed since. `absent`: neither.
   */
  readonly server: 'same' | 'differs' | 'claimed' | 'outdated' | 'absent';
  /** The record of `claimed` and `outdated`; omitted otherwise. */
  readonly entry?: EntryFact;
  /** `fingerprint` of its content. */
  readonly print: string;
}

/** Record that an object was entered on the vendor's screens, shared by guide and manual entry sheet. */
export interface EntryFact {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: string;
  /** The day it was entered, `YYYY-MM-DD`. */
  readonly day: string;
}

export interface ConnectionFact {
  readonly passed: boolean;
  /** A wrong password was accepted too, so a passed test proves nothing about the saved one. */
  readonly unproven: boolean;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The values were changed after the test. */
  readonly outdated: boolean;
}

export const latestEntry = (objects: readonly Pick<ObjectFact, 'entry'>[]): EntryFact | null =>
  objects.flatMap(({ entry }) => entry ?? []).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;

/** The basis of a proof: objects with fingerprints. Equal fingerprints = unchanged. */
export type Basis = readonly { readonly id: string; readonly name: string; readonly print: string }[];

/** A message: a key below `setupGuide.reason.` with arguments. */
export interface SetupReason {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export const reason = (key: string, params: SetupReason['params'] = {}): SetupReason => ({ key, params });

const SHOWN_NAMES = 3;
/** The first names and the total number; `none` without names. */
export const named = (key: string, objects: readonly { readonly name: string }[]): SetupReason => {
  const names = objects.map(({ name }) => name.trim()).filter((name) => name !== '');
  return reason(key, {
    names: names.length === 0 ? 'none' : names.slice(0, SHOWN_NAMES).join('、'),
    count: objects.length,
    more: Math.max(0, names.length - SHOWN_NAMES),
  });
};

/** The same as a list of facts, empty without objects. */
export const namedSome = (key: string, objects: readonly { readonly name: string }[]): readonly SetupReason[] =>
  objects.length === 0 ? [] : [named(key, objects)];
