import fc from 'fast-check';
import type { AmazonUser, Directory, InvitationExpiry, NeoUser, UnclearWords } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';

/** Returns a NEO user with defaults for all fields that a test does not set. */
export const neoUser = (fields: Partial<NeoUser> = {}): NeoUser => ({
  id: '',
  loginId: '',
  name: '',
  kana: '',
  employeeCode: '',
  title: '',
  workEmail: '',
  mobileEmail: '',
  homeEmail: '',
  otherEmail: '',
  state: 'active',
  organizations: [],
  ...fields,
});

/**
 * Returns an Amazon user who can order, with defaults for all fields that a test does not set. In several groups, the role applies to each.
 */
export const amazonUser = (fields: Partial<AmazonUser> = {}): AmazonUser => ({
  email: '',
  name: '',
  employeeCode: '',
  state: 'active',
  punchout: true,
  groups: [],
  invitedOn: null,
  ...((fields.groups ?? []).length > 1 && { memberships: [{ groups: fields.groups ?? [], punchout: fields.punchout ?? true }] }),
  ...fields,
});

export const directoryOf = (neoUsers: readonly NeoUser[], amazonUsers: readonly AmazonUser[]): Directory => ({
  neoUsers,
  amazonUsers,
  organizations: [],
  approvers: [],
});

const LOCALS = [
  'tanaka',
  'Tanaka',
  'tanaka1',
  'tanaka2',
  'ｔａｎａｋａ',
  'tan-aka',
  'tanーaka',
  'tаnaka',
  'tnaaka',
  'tanaka+amazon',
  'suzuki',
  'suzuki ',
  'e\u0301',
  '\u00e9',
  'su\u200bzuki',
];
const DOMAINS = ['example.co.jp', 'EXAMPLE.co.jp', 'example．co．jp', 'old.example', 'gmail.com', 'docomo.ne.jp', 'xn--r8jz45g.example'];

/** Generates addresses that often match each other by some rule, blank cells, and arbitrary text. */
export const anyAddress = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...LOCALS), fc.constantFrom('@', '＠', ' @'), fc.constantFrom(...DOMAINS))
      .map(([local, at, domain]) => local + at + domain),
  },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\u3000', '\u200b', 'a@example.co.jp;b@example.co.jp', '田中 <tanaka@example.co.jp>') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

const anyName = fc.constantFrom('田中 太郎', '田中太郎', '鈴木 花子', '髙橋 一', '高橋 一', 'Tanaka', '');
const anyCode = fc.constantFrom('', '001', '002', '003');

const anyNeoUser = fc.record({
  name: anyName,
  employeeCode: anyCode,
  workEmail: anyAddress,
  mobileEmail: fc.oneof(fc.constant(''), anyAddress),
  otherEmail: fc.oneof(fc.constant(''), anyAddress),
  state: fc.constantFrom(
    'active' as const,
    'active' as const,
    'active' as const,
    'suspended' as const,
    'login-denied' as const,
    'deleted' as const,
    'unknown' as const,
  ),
  organizations: fc.constantFrom<readonly string[]>([], ['総務部'], ['営業部']),
});
export const anyAmazonUser = fc.record({
  email: anyAddress,
  name: anyName,
  employeeCode: anyCode,
  state: fc.constantFrom('active' as const, 'inactive' as const, 'invited' as const, 'unknown' as const),
  punchout: fc.constantFrom(true, false, null),
  groups: fc.constantFrom<readonly string[]>([], ['総務部'], ['NEOカタログ購買']),
  invitedOn: fc.constantFrom(null, '2026-01-01', '2026-11-01', 'not a day'),
  invitation: fc.constantFrom<InvitationExpiry | undefined>(undefined, undefined, 'expiring', 'expired'),
  unclear: fc.constantFrom<UnclearWords | undefined>(undefined, undefined, undefined, { state: '△' }, { role: '担当' }, { punchout: '' }),
});

/** Generates small companies in which many people nearly match. Every NEO user has a unique ID. */
export const anyDirectory: fc.Arbitrary<Directory> = fc
  .tuple(fc.array(anyNeoUser, { maxLength: 12 }), fc.array(anyAmazonUser, { maxLength: 12 }))
  .map(([neo, amazon]) =>
    directoryOf(
      neo.map((user, i) => neoUser({ ...user, id: String(i + 1) })),
      amazon.map(amazonUser),
    ),
  );

/** Returns the items in another order, which depends only on the seed. */
export const shuffle = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, i) => ({ item, key: Math.sin(seed * 1000 + i) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

/** Returns an enabled person of the company directory, with defaults for all fields that a test does not set. */
export const directoryPerson = (fields: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  mail: '',
  principalName: '',
  accountName: '',
  employeeId: '',
  name: '',
  state: 'enabled',
  group: '',
  ...fields,
});

/** Generates company directories that often match people of `anyDirectory`, and arbitrary ones. */
export const anyDirectoryPeople: fc.Arbitrary<readonly DirectoryPerson[]> = fc.array(
  fc
    .record({
      mail: fc.oneof(fc.constant(''), anyAddress),
      principalName: fc.oneof(fc.constant(''), anyAddress),
      accountName: fc.constantFrom('', 'tanaka', 'suzuki', 'TANAKA'),
      employeeId: anyCode,
      name: anyName,
      state: fc.constantFrom('enabled' as const, 'disabled' as const, 'unknown' as const),
    })
    .map(directoryPerson),
  { maxLength: 8 },
);
