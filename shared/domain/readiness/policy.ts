import type { NeoUser } from '../directory/directory.ts';
import type { EmailPolicy } from '../email/policy.ts';
import type { AmazonUserSource } from '../integration/amazon-users.ts';
import type { Gate } from './finding.ts';

/** Assumptions of an audit. Every value answers a question that the vendors do not document. */
export interface AuditPolicy {
  readonly email: EmailPolicy;
  /** The day of the audit, `YYYY-MM-DD` in Asia/Tokyo. */
  readonly today: string;
  /** Excludes active people such as shared mailboxes and test users. Omitted = no exclusion list. */
  readonly excluded?: (user: NeoUser) => boolean;
  /**
   * Amazon groups with the purchasing system, compared by normalized name; omitted or empty = not checked. Source:
   * docs/glossary.md#the-eight-gates.
   */
  readonly purchasingGroups?: readonly string[];
  /**
   * Groups known to be without the purchasing system; omitted = all other groups. A person whose groups are in neither list has gate 4
   * unchecked.
   */
  readonly groupsWithout?: readonly string[];
  /** Source of Amazon's users; omitted = invitations. */
  readonly amazonUsersFrom?: AmazonUserSource;
  /** Gates unchecked for everyone because a column is missing: 2 for NEO's states, 4 for Amazon's groups. Omitted = none. */
  readonly openGates?: readonly Gate[];
}

export { INVITATION_DAYS } from '../checkout/waits.ts';

/** Maximum number of days left at which an invitation is reported as expiring. Project choice: two weeks of reminders. */
export const INVITATION_WARNING_DAYS = 14;
