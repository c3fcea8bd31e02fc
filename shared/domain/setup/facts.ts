import type { AmazonUsersFrom } from '../integration/amazon-users.ts';
import type { AmazonGroup } from '../integration/settings.ts';
import type { CodeMatchKind } from '../invoicing/code-match.ts';

/** What the console knows of a company when the guide is evaluated. Plain numbers and texts, gathered by whoever holds the data. */
export interface SetupFacts {
  /** The lists as they are now; `null` = never taken in. */
  readonly neoList: ListFact | null;
  readonly amazonList: ListFact | null;
  /** There is a list, of an account that was there before the one that the company registers. Told by the guide itself (`ofThisAccount`). */
  readonly isAmazonListFormer?: boolean;
  /** The account before the one that is registered anew; left out where there is none. */
  readonly former?: FormerFact;
  /** How users come into the Amazon account, as the company said. */
  readonly amazonUsersFrom: AmazonUsersFrom;
  /** `null` while a list is missing: then nobody can be told. */
  readonly people: PeopleFact | null;
  readonly invitations: InvitationFact;
  readonly amazonGroups: readonly (ObjectFact & { readonly group: AmazonGroup })[];
  readonly invoiceGroups: readonly (ObjectFact & {
    readonly code: string;
    readonly match: CodeMatchKind | null;
    /** Amazon's option that the code meets or nearly meets; `''` where there is none. */
    readonly option: string;
  })[];
  readonly routes: readonly (ObjectFact & { readonly complete: boolean })[];
  readonly serials: readonly ObjectFact[];
  readonly integration:
    | (ObjectFact & {
        readonly systemLogin: string;
        readonly poRequestUrl: string;
        /** Values that cannot be right as they stand. */
        readonly wrong: readonly ('systemLogin' | 'poRequestUrl')[];
      })
    | null;
  /** Whether the catalog password is kept here, and whether NEO has one; `null` = NEO does not tell. */
  readonly password: { readonly kept: boolean; readonly inNeo: boolean | null };
  readonly commonSettings:
    | (ObjectFact & { readonly title: string; readonly routeId: string | null; readonly serialId: string | null })
    | null;
  /** `null` = nobody has touched it: everybody. `people` = active people who may order; `null` while no list is loaded. */
  readonly allowedUsers: (ObjectFact & { readonly people: number | null }) | null;
  /** The last test of the values with Amazon that came to its end. */
  readonly connection: ConnectionFact | null;
}

/** What was done with the Amazon account before a new one was registered. */
export interface FormerFact {
  /** When the company decided to register anew, ISO 8601 UTC. */
  readonly at: string;
  /** Steps that were done for that account. */
  readonly done: readonly string[];
  /** The values and the password are still those of that account. */
  readonly areValuesKept: boolean;
  readonly isPasswordKept: boolean;
}

export interface ListFact {
  readonly rows: number;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
}

/** People in scope, each counted once in every number that concerns them. */
export interface PeopleFact {
  readonly inScope: number;
  /** Can order today. */
  readonly ready: number;
  /** Nothing that is known keeps them from it, and a gate was not checked. */
  readonly notChecked: number;
  /** No usable work e-mail, or one that does not meet the address on Amazon (gate 3, and gate 4 where it is the address). */
  readonly address: number;
  /** No active account with the punchout role in the purchasing group, invitations apart (gate 4), or no address to look for one by (gate 3). */
  readonly account: number;
  /** Has an account, and the list does not tell its state, its role or its group (gate 4). */
  readonly accountUnknown: number;
  /** Invited, and not there yet (gate 4). */
  readonly invited: number;
  /** Has an account whose state is told by a word that nobody has explained (gate 4). */
  readonly stateUnknown: number;
  /** In no invoice group whose code works (gate 5). */
  readonly invoice: number;
  /** Of whom it was not checked whether they are in one: no list tells, or no code of Amazon's is known (gate 5). */
  readonly invoiceUnknown: number;
}

export interface InvitationFact {
  readonly pending: number;
  readonly expired: number;
  /** The day on which the first of the pending ones ends, `YYYY-MM-DD`; `null` where the list tells no days. */
  readonly firstExpiry: string | null;
  /** Whether Amazon's list tells the state of its users: else nobody can say who accepted. */
  readonly areStatesKnown: boolean;
}

/** A drafted object as far as the guide has to know. */
export interface ObjectFact {
  readonly id: string;
  readonly name: string;
  /** Problems that keep it from working. */
  readonly blocking: number;
  /**
   * Against the vendor's side. `same`, `differs`: read from the server. `claimed`: the administrator recorded that it was entered by hand.
   * `outdated`: the same, and the draft was changed since. `absent`: neither.
   */
  readonly server: 'same' | 'differs' | 'claimed' | 'outdated' | 'absent';
  /** The record behind `claimed` and `outdated`; left out for the others. */
  readonly entry?: EntryFact;
  /** `fingerprint` of its content. */
  readonly print: string;
}

/** That an object was entered on the vendor's screens: one record for the guide and the manual entry sheet. */
export interface EntryFact {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: string;
  /** The day it was entered, `YYYY-MM-DD`. */
  readonly day: string;
}

export interface ConnectionFact {
  readonly passed: boolean;
  /** Another password was taken as well: that the test passed says nothing of the one that is set. */
  readonly unproven: boolean;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The values were changed after the test. */
  readonly outdated: boolean;
}

export const latestEntry = (objects: readonly Pick<ObjectFact, 'entry'>[]): EntryFact | null =>
  objects.flatMap(({ entry }) => entry ?? []).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;

/** What a proof rests on: objects with a print each. Equal prints = nothing has changed since. */
export type Basis = readonly { readonly id: string; readonly name: string; readonly print: string }[];

/** Something to be told: a key below `setupGuide.reason.` in the messages, with its arguments. */
export interface SetupReason {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export const reason = (key: string, params: SetupReason['params'] = {}): SetupReason => ({ key, params });

const SHOWN_NAMES = 3;
/** The first names, and how many there are altogether; `none` where nothing has a name. */
export const named = (key: string, objects: readonly { readonly name: string }[]): SetupReason => {
  const names = objects.map(({ name }) => name.trim()).filter((name) => name !== '');
  return reason(key, {
    names: names.length === 0 ? 'none' : names.slice(0, SHOWN_NAMES).join('、'),
    count: objects.length,
    more: Math.max(0, names.length - SHOWN_NAMES),
  });
};

/** The same as what was found, of which nothing is told where there is none. */
export const namedSome = (key: string, objects: readonly { readonly name: string }[]): readonly SetupReason[] =>
  objects.length === 0 ? [] : [named(key, objects)];
