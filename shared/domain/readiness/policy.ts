import type { NeoUser } from '../directory/directory.ts';
import type { EmailPolicy } from '../email/policy.ts';
import type { AmazonUsersFrom } from '../integration/amazon-users.ts';
import type { Gate } from './finding.ts';

/** What an audit takes for granted. Every value is a named answer to something the vendors do not publish. */
export interface AuditPolicy {
  readonly email: EmailPolicy;
  /** The business day on which the question is asked, `YYYY-MM-DD` in Asia/Tokyo. */
  readonly today: string;
  /** Who leaves the scope although NEO lets them log in: shared mailboxes, test users. Left out = no exclusion list, and none is counted. */
  readonly excluded?: (user: NeoUser) => boolean;
  /**
   * Names of the Amazon groups that have the purchasing system, compared by folded name; left out or empty = not looked at.
   * Source: docs/glossary.md#the-eight-gates.
   */
  readonly purchasingGroups?: readonly string[];
  /**
   * Names of the groups known to have none; left out = every other group. Whoever is in neither kind alone is not known to be in one that
   * has it, nor not to be: gate 4 is not checked.
   */
  readonly groupsWithout?: readonly string[];
  /** Where Amazon's users come from; left out = they are invited. */
  readonly amazonUsersFrom?: AmazonUsersFrom;
  /** Gates that the lists leave open for everybody, because a column is missing: 2 NEO's states, 4 Amazon's groups. Left out = none. */
  readonly openGates?: readonly Gate[];
}

export { INVITATION_DAYS } from '../checkout/waits.ts';

/** An open invitation with this many days or fewer left is told as expiring. Our choice: two weeks of reminders. */
export const INVITATION_WARNING_DAYS = 14;
