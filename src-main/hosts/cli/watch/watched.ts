import type { NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { AmazonUsersFrom } from '#shared/domain/integration/amazon-users.ts';
import type { KnownGroups } from '#shared/domain/readiness/gates/purchasing-groups.ts';

/** Locations of a run's lists. */
export interface WatchedPlaces {
  /** Omitted = the company's server. */
  readonly neo: string | undefined;
  readonly amazon: string;
  readonly organizations: string | undefined;
  readonly company: string | undefined;
  readonly dataFolder: string | undefined;
  /** How old a list in a file may be; `null` = any age. */
  readonly mostDays: number | null;
}

/** The company's matching policy; without a company the strictest interpretation. */
export interface WatchedPolicy {
  /** `''` = of no company. */
  readonly name: string;
  readonly email: EmailPolicy;
  readonly groups: KnownGroups;
  readonly amazonUsersFrom: AmazonUsersFrom | undefined;
  readonly excludedBy: ((user: NeoUser) => number) | null;
  /** The company's directory as it was last taken in; `null` = none. */
  readonly companyDirectory: WatchedCompanyDirectory | null;
}

/** People of the company's directory, and where and when the list was taken. */
export interface WatchedCompanyDirectory {
  readonly people: readonly DirectoryPerson[];
  readonly missingFields: ReadonlySet<string>;
  readonly list: { readonly name: string; readonly writtenAt: number };
}
