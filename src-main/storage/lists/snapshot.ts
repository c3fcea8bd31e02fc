import type { AmazonUser, NeoUser, Organization, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';

export type SnapshotSide = 'neo' | 'amazon' | 'directory' | 'organizations';

export interface SnapshotOrigin {
  readonly side: SnapshotSide;
  readonly origin: 'server' | 'file' | 'demo';
  readonly label: string;
  readonly takenAt: string;
  readonly serverRevision: string | null;
  readonly missingFields: readonly string[];
}

export interface SnapshotInfo extends SnapshotOrigin {
  readonly id: number;
  readonly rows: number;
}

/** Row type of each list table. */
export interface ListItems {
  readonly neo_user: NeoUser;
  readonly amazon_user: AmazonUser;
  readonly directory_person: DirectoryPerson;
  readonly organization: Organization;
  readonly role: Role;
  readonly approver: OrganizationApprover;
}

export type ListTable = keyof ListItems;
