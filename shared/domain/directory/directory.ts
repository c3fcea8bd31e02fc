/** The people and organizations of one company, as listed by both vendors. Texts are kept verbatim, without trimming or normalization. */

/** NEO's user states: active, 使用停止中, ログイン拒否中, 削除済み (docs/domain/neo.md#users); `unknown` for an unknown word. */
export type NeoUserState = 'active' | 'suspended' | 'login-denied' | 'deleted' | 'unknown';

/** True if the state does not prevent a login. */
export const mayBeActive = (state: NeoUserState | undefined): boolean => state === 'active' || state === 'unknown';

/** Unknown words of a list by field; an empty cell is `''`. */
export type UnclearWords = Readonly<Record<string, string>>;

/** One desknet's NEO user. Fields missing in the source are `''`. */
export interface NeoUser {
  /** NEO's system id, decimal digits; `''` if the file has no such column. */
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
  /** Organization ids, or names as given in the file, with the default organization first. */
  readonly organizations: readonly string[];
  /** Omitted if all words are known. */
  readonly unclear?: UnclearWords | undefined;
}

/** One organization; `parentId` is `null` at the top. */
export interface Organization {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** A role: a named set of people across organizations (NEO ロール). */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** 組織内承認者: the user may approve for this organization. */
export interface OrganizationApprover {
  readonly organizationId: string;
  readonly userId: string;
}

/** State of a user's account in the Amazon export; `unknown` without such a column, or with an `unclear` word. */
export type AmazonUserState = 'active' | 'inactive' | 'invited' | 'unknown';

/** Values of an account in some of its groups; corresponds to one row of the list. */
export interface AmazonMembership {
  readonly groups: readonly string[];
  /** Same as `AmazonUser.punchout`, for these groups. */
  readonly punchout: boolean | null;
  /** The unknown role word of this row; omitted if all words are known. */
  readonly unclearRole?: string;
}

/** One Amazon Business user, from an exported list. */
export interface AmazonUser {
  /** Verbatim as exported. */
  readonly email: string;
  readonly name: string;
  readonly employeeCode: string;
  readonly state: AmazonUserState;
  /** True if the account has the punchout role in any group; `null` without a role column or with unknown words in it. */
  readonly punchout: boolean | null;
  /** Group names; empty when the export has none. */
  readonly groups: readonly string[];
  /**
   * Role per group, for accounts in several groups. Omitted for a single group, without a role column, and in lists saved by older
   * versions.
   */
  readonly memberships?: readonly AmazonMembership[] | undefined;
  /** Day of the invitation as `YYYY-MM-DD`, or `null`. */
  readonly invitedOn: string | null;
  /** The invitation's validity as stated by the export; omitted if it states none. */
  readonly invitation?: InvitationExpiry | undefined;
  /** Omitted if all words are known. */
  readonly unclear?: UnclearWords | undefined;
}

/** The invitation ends soon, or has ended. */
export type InvitationExpiry = 'expiring' | 'expired';

/** The lists of both sides at one moment, in the order of their source. */
export interface Directory {
  readonly neoUsers: readonly NeoUser[];
  readonly amazonUsers: readonly AmazonUser[];
  readonly organizations: readonly Organization[];
  readonly approvers: readonly OrganizationApprover[];
}
