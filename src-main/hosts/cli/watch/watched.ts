import type { ListRules } from '#shared/contract/imports/list-rules.ts';
import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { AmazonUserSource } from '#shared/domain/integration/amazon-users.ts';
import type { KnownGroups } from '#shared/domain/readiness/gates/purchasing-groups.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { Output } from '../output/output.ts';

/** Locations of the lists that a run reads. */
export interface WatchedListLocations {
  /** File or folder of NEO's list; omitted = the company's server. */
  readonly neo: string | undefined;
  readonly amazon: string;
  readonly organizations: string | undefined;
  readonly company: string | undefined;
  readonly dataFolder: string | undefined;
  /** Maximum age of a list file in days; `null` = no limit. */
  readonly mostDays: number | null;
}

/** The company's matching policy; without a company the strictest interpretation. */
export interface WatchedPolicy {
  /** Company name; `''` = no company. */
  readonly name: string;
  readonly words: ListRules['words'];
  readonly email: EmailPolicy;
  readonly groups: KnownGroups;
  readonly amazonUsersFrom: AmazonUserSource | undefined;
  readonly excludedBy: ((user: NeoUser) => number) | null;
  /** The company directory as read now, else as read last; `null` = none. */
  readonly companyDirectory: WatchedCompanyDirectory | null;
}

/** People of the company directory, with the source and time of the list. */
export interface WatchedCompanyDirectory {
  readonly people: readonly DirectoryPerson[];
  readonly missingFields: ReadonlySet<string>;
  readonly list: WatchedListName;
}

/** A list that a run used. */
export interface WatchedListName {
  readonly name: string;
  readonly writtenAt: number;
  /** Whether the list is an older one because it could not be read in this run. */
  readonly isFormer?: boolean;
}

/** People and organizations as read from the company's server. */
export interface WatchedPeople {
  readonly neoUsers: readonly NeoUser[];
  readonly organizations: readonly Organization[];
  readonly missingFields: ReadonlySet<string>;
  /** Host name and port of the server. */
  readonly address: string;
  readonly readAt: number;
}

/** The company of a run. Nothing of it is changed. */
export interface WatchedCompany {
  readonly name: string;
  rules(): Promise<ListRules>;
  /** Reads the connected directory; if that fails, warns and returns the list read last. */
  companyDirectory(output: Pick<Output, 'translate' | 'warn' | 'progress'>): Promise<WatchedCompanyDirectory | null>;
  /** Reads the people from the company's server without storing them. Throws `server-*`, secret-not-set. */
  readPeople(translate: Translate, signal: AbortSignal): Promise<WatchedPeople>;
  close(): Promise<void>;
}
