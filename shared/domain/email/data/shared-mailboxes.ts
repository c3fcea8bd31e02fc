/**
 * How mailboxes that belong to no single person are recognised. Source: docs/domain/matching.md#shared-mailboxes (our list); RFC 2142 role names.
 * Words are in NFKC and lower case, as names are compared.
 */
export interface SharedMailboxWords {
  /** Anywhere in the display name. */
  readonly inName: readonly string[];
  /** At the beginning of the display name. */
  readonly nameBegins: readonly string[];
  /** The whole local part, or its first word before `-`, `_`, `.` or a digit. */
  readonly localPart: readonly string[];
}

export const SHARED_MAILBOX_WORDS: SharedMailboxWords = {
  inName: ['共有', '共用', '受付', '会議室', '代表アドレス', 'メーリングリスト', 'システム管理者'],
  nameBegins: ['退職_', '退職者', 'テスト', 'test', 'admin', 'no-reply', 'noreply'],
  localPart: [
    'admin',
    'administrator',
    'info',
    'support',
    'sales',
    'contact',
    'inquiry',
    'office',
    'reception',
    'uketsuke',
    'kyoyu',
    'shared',
    'test',
    'testuser',
    'demo',
    'no-reply',
    'noreply',
    'donotreply',
    'postmaster',
    'hostmaster',
    'webmaster',
    'abuse',
    'security',
    'root',
    'system',
    'mailer-daemon',
    'soumu',
    'keiri',
    'jinji',
    'eigyo',
    'meeting',
    'meetingroom',
    'kaigishitsu',
    'ml',
    'all',
    'billing',
    'help',
    'helpdesk',
  ],
};
