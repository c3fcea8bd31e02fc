/**
 * Words by which mailboxes of more than one person are recognized, in NFKC and lower case. Source: docs/domain/matching.md#shared-mailboxes
 * (own list); role names of RFC 2142.
 */
export interface SharedMailboxWords {
  /** Words anywhere in the display name. */
  readonly inName: readonly string[];
  /** Words at the beginning of the display name. */
  readonly nameBegins: readonly string[];
  /** Words that are the whole local part, or its beginning before `-`, `_`, `.` or a digit. */
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
