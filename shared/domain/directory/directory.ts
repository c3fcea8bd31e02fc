/** The people and the organisations of one company, as both vendors list them. Text is kept verbatim: nothing here trims or folds. */

/** NEO's user states: active, 使用停止中, ログイン拒否中, 削除済み (docs/domain/neo.md#users); `unknown` for an unknown word. */
export type NeoUserState = 'active' | 'suspended' | 'login-denied' | 'deleted' | 'unknown';

/** True if the state does not prevent a login. */
export const mayBeActive = (state: NeoUserState | undefined): boolean => state === 'active' || state === 'unknown';

/** Unknown words of a list by field; an empty cell is `''`. */
export type UnclearWords = Readonly<Record<string, string>>;

/** One desknet's NEO user. A text that the source does not hold is `''`. */
export interface NeoUser {
  /** NEO's own system id, decimal digits; `''` when the file has no such column. */
  readonly id: string;
  readonly loginId: string;
  readonly name: string;
  readonly kana: string;
  readonly employeeCode: string;
  readonly title: string;
  /** [メールアドレス]-[職場], verbatim as stored. */
  readonly workEmail: string;
  readonly mobileEmail: string;
  readonly homeEmail: string;
  readonly otherEmail: string;
  readonly state: NeoUserState;
  /** Organisation ids (or the names a file gives), the default one first. */
  readonly organizations: readonly string[];
  /** Left out where everything was understood. */
  readonly unclear?: UnclearWords | undefined;
}

/** One organisation; `parentId` is `null` at the top. */
export interface Organization {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** A role: a named set of people across organisations (NEO ロール). */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** 組織内承認者: this user may approve for this organisation. */
export interface OrganizationApprover {
  readonly organizationId: string;
  readonly userId: string;
}

/** State of a user's account in the Amazon export; `unknown` without such a column, or with an `unclear` word. */
export type AmazonUserState = 'active' | 'inactive' | 'invited' | 'unknown';

/** An account's values in some of its groups: one row of the list. */
export interface AmazonMembership {
  readonly groups: readonly string[];
  /** As `AmazonUser.punchout`, in these groups. */
  readonly punchout: boolean | null;
  /** The role word that is `unclear` in this row; left out where every word was understood. */
  readonly unclearRole?: string;
}

/** One Amazon Business user, from an exported list. */
export interface AmazonUser {
  /** Verbatim as exported. */
  readonly email: string;
  readonly name: string;
  readonly employeeCode: string;
  readonly state: AmazonUserState;
  /** The punchout role in any group: `null` when the export has no role column, or words there that are `unclear`. */
  readonly punchout: boolean | null;
  /** Group names; empty when the export has none. */
  readonly groups: readonly string[];
  /** The role in each group of an account in several; left out for one group, without a role column, and in lists stored before. */
  readonly memberships?: readonly AmazonMembership[] | undefined;
  /** Day of the invitation as `YYYY-MM-DD`, or `null`. */
  readonly invitedOn: string | null;
  /** The invitation's validity as stated by the export; omitted if it states none. */
  readonly invitation?: InvitationWord | undefined;
  /** Left out where everything was understood. */
  readonly unclear?: UnclearWords | undefined;
}

/** The invitation ends soon, or has ended. */
export type InvitationWord = 'expiring' | 'expired';

/** Both sides at one moment. Lists keep the order of their source. */
export interface Directory {
  readonly neoUsers: readonly NeoUser[];
  readonly amazonUsers: readonly AmazonUser[];
  readonly organizations: readonly Organization[];
  readonly approvers: readonly OrganizationApprover[];
}
