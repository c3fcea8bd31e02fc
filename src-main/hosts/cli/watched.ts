import type { NeoUser } from '#shared/domain/directory/directory.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { AmazonUsersFrom } from '#shared/domain/integration/amazon-users.ts';
import type { KnownGroups } from '#shared/domain/readiness/purchasing-groups.ts';

/** Where the lists of a run lie. */
export interface WatchedPlaces {
  /** Left out = the server of the company. */
  readonly neo: string | undefined;
  readonly amazon: string;
  readonly organizations: string | undefined;
  readonly company: string | undefined;
  readonly dataFolder: string | undefined;
  /** How old a list in a file may be; `null` = any age. */
  readonly mostDays: number | null;
}

/** What a company decided about matching; of files alone the strictest reading. */
export interface WatchedPolicy {
  /** `''` = of no company. */
  readonly name: string;
  readonly email: EmailPolicy;
  readonly groups: KnownGroups;
  readonly amazonUsersFrom: AmazonUsersFrom | undefined;
  readonly excludedBy: ((user: NeoUser) => number) | null;
}
