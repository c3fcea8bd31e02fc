import { groupsInUse } from './checks-amazon.ts';
import type { SetupFacts } from './facts.ts';
import type { StepId } from './guide.ts';

/** The purchasing system to choose on Amazon's page (manual 2-2-2). */
export const PURCHASING_SYSTEM = 'desknetsNEO';
/** The role without which nobody can order (manual 2-2-2). */
export const PUNCHOUT_ROLE = 'パンチアウト';

/** One thing to enter on a vendor's screen. */
export interface SetupEntry {
  /** The field's name as the manual prints it. */
  readonly field: string;
  /** What to enter; `''` where there is nothing yet, or where it never leaves the keychain. */
  readonly value: string;
  /**
   * `fixed`: the manual's own word. `draft`: out of this company's drafts. `example`: the manual's example, while the draft is empty.
   * `missing`: nothing drafted yet. `secret`: known to the keychain alone.
   */
  readonly kind: 'fixed' | 'draft' | 'example' | 'missing' | 'secret';
  /** Which of several objects it belongs to; `''` where there is one. */
  readonly of: string;
}

/** So many objects are listed; whoever has more copies them from their own screen. */
export const MOST_OBJECTS = 20;

const fixed = (field: string, value: string): SetupEntry => ({ field, value, kind: 'fixed', of: '' });
const drafted = (field: string, value: string, of = ''): SetupEntry => ({ field, value, kind: value === '' ? 'missing' : 'draft', of });
const example = (field: string, value: string): SetupEntry => ({ field, value, kind: 'example', of: '' });

/** 「お支払いオプション」 as the manual wants it ticked. */
const PAYMENT_OPTION = '支払い方法と配送先住所は管理者が設定し(複数設定可能)、ユーザーが利用します';

const ENTRIES: Readonly<Partial<Record<StepId, (facts: SetupFacts) => readonly SetupEntry[]>>> = {
  support: () => [
    fixed('お問い合わせ先', 'いいえ、ビジネスアカウントを持っていません'),
    fixed('お問い合わせ内容', "desknet's NEO との連携"),
  ],
  'group-add': (facts) => {
    const groups = groupsInUse(facts).slice(0, MOST_OBJECTS);
    if (groups.length === 0)
      return [
        example('グループ名', 'NEOカタログ購買'),
        fixed('お支払いオプション', PAYMENT_OPTION),
        example('システム連携オプション', 'NEOcatalog'),
      ];
    return groups.flatMap(({ group }, at) => [
      drafted('グループ名', group.name, group.name),
      ...(at === 0 ? [fixed('お支払いオプション', PAYMENT_OPTION)] : []),
      drafted('システム連携オプション', group.integrationOption, group.name),
    ]);
  },
  'purchasing-system': () => [fixed('購買システムの選択', PURCHASING_SYSTEM)],
  'add-users': (facts) => [
    fixed('役割', PUNCHOUT_ROLE),
    ...groupsInUse(facts)
      .slice(0, MOST_OBJECTS)
      .map(({ group }) => drafted('グループ', group.name, group.name)),
  ],
  'integration-values': ({ integration }) => [
    drafted('システムログイン(System Login)', integration?.systemLogin ?? ''),
    { field: 'カタログ連携パスワード(Password)', value: '', kind: 'secret', of: '' },
    drafted('PO Request URL', integration?.poRequestUrl ?? ''),
  ],
  'common-settings': ({ commonSettings, routes, serials }) => [
    drafted('申請タイトル', commonSettings?.title ?? ''),
    drafted('申請経路', routes.find(({ id }) => id === commonSettings?.routeId)?.name ?? ''),
    drafted('連番', serials.find(({ id }) => id === commonSettings?.serialId)?.name ?? ''),
  ],
  'invoice-code': ({ invoiceGroups }) =>
    invoiceGroups.length === 0
      ? [drafted('請求書グループコード', '')]
      : invoiceGroups.slice(0, MOST_OBJECTS).map(({ name, code }) => drafted('請求書グループコード', code, name)),
};

/** What to enter in a step, in the order of the screen. */
export const entriesOf = (id: StepId, facts: SetupFacts): readonly SetupEntry[] => ENTRIES[id]?.(facts) ?? [];
