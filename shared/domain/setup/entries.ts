import { checkCode, isCode } from '../integration/code.ts';
import { isNotationVariant } from '../invoicing/code-match.ts';
import { listGroupsInUse } from './checks-amazon.ts';
import type { ObjectFact, SetupFacts } from './facts.ts';
import type { SetupStepId } from './guide.ts';

/** The purchasing system to choose on Amazon's page (manual 2-2-2). */
export const PURCHASING_SYSTEM = 'desknetsNEO';
/** The role required for ordering (manual 2-2-2). */
export const PUNCHOUT_ROLE = 'パンチアウト';

export const SETUP_ENTRY_KINDS = ['fixed', 'draft', 'example', 'missing', 'secret', 'wrong'] as const;
export type SetupEntryKind = (typeof SETUP_ENTRY_KINDS)[number];

/** One value to enter on a vendor's screen. */
export interface SetupEntry {
  /** Name of the field as printed in the manual. */
  readonly field: string;
  /** The value; `''` if there is none yet or if it must stay in the keychain. */
  readonly value: string;
  /**
   * `fixed`: text from the manual. `draft`: from the company's drafts. `example`: example from the manual, while the draft is empty.
   * `missing`: not drafted. `secret`: only in the keychain. `wrong`: drafted but incorrect, so it must not be copied.
   */
  readonly kind: SetupEntryKind;
  /** The correct value to use instead of a wrong one, if known: Amazon's option, or the code in half width; otherwise `''`. */
  readonly instead: string;
  /** Name of the object; `''` if there is only one. */
  readonly of: string;
}

/** Maximum number of objects listed. */
export const MAX_LISTED_OBJECTS = 20;

const fixed = (field: string, value: string): SetupEntry => ({ field, value, kind: 'fixed', of: '', instead: '' });
const drafted = (field: string, value: string, of = ''): SetupEntry => ({
  field,
  value,
  kind: value === '' ? 'missing' : 'draft',
  of,
  instead: '',
});
/** Marks an incorrect drafted value as `wrong`, so that it is not offered for copying. */
const judged = (entry: SetupEntry, isRight: boolean, instead = ''): SetupEntry =>
  entry.kind !== 'draft' || isRight ? entry : { ...entry, kind: 'wrong', instead };
const example = (field: string, value: string): SetupEntry => ({ field, value, kind: 'example', of: '', instead: '' });

/** 「お支払いオプション」 as required by the manual. */
const PAYMENT_OPTION = '支払い方法と配送先住所は管理者が設定し(複数設定可能)、ユーザーが利用します';

/** The name of an object selected in the settings. */
function chosen<O extends ObjectFact>(field: string, object: O | undefined, isRight: (object: O) => boolean): SetupEntry {
  const entry = drafted(field, object?.name ?? '');
  return object === undefined ? entry : judged(entry, isRight(object));
}

const rolesAndGroups = (facts: SetupFacts): readonly SetupEntry[] => [
  fixed('役割', PUNCHOUT_ROLE),
  ...listGroupsInUse(facts)
    .slice(0, MAX_LISTED_OBJECTS)
    .map(({ group }) => drafted('グループ', group.name, group.name)),
];

const ENTRIES: Readonly<Partial<Record<SetupStepId, (facts: SetupFacts) => readonly SetupEntry[]>>> = {
  support: () => [fixed('お問い合わせ内容', "desknet's NEO との連携")],
  'group-add': (facts) => {
    const groups = listGroupsInUse(facts).slice(0, MAX_LISTED_OBJECTS);
    if (groups.length === 0)
      return [
        example('グループ名', 'NEOカタログ購買'),
        fixed('お支払いオプション', PAYMENT_OPTION),
        example('システム連携用オプション', 'NEOcatalog'),
      ];
    return groups.flatMap(({ group }, at) => [
      drafted('グループ名', group.name, group.name),
      ...(at === 0 ? [fixed('お支払いオプション', PAYMENT_OPTION)] : []),
      judged(
        drafted('システム連携用オプション', group.integrationOption, group.name),
        isCode(group.integrationOption),
        checkCode(group.integrationOption).twin ?? '',
      ),
    ]);
  },
  'purchasing-system': () => [fixed('購買システムの選択', PURCHASING_SYSTEM)],
  'add-users': rolesAndGroups,
  'grant-roles': rolesAndGroups,
  'integration-values': ({ integration }) => [
    judged(drafted('システムログイン(System Login)', integration?.systemLogin ?? ''), integration?.wrong.includes('systemLogin') !== true),
    { field: 'カタログ連携パスワード(Password)', value: '', kind: 'secret', of: '', instead: '' },
    judged(drafted('PO Request URL', integration?.poRequestUrl ?? ''), integration?.wrong.includes('poRequestUrl') !== true),
  ],
  'common-settings': ({ commonSettings, routes, serials }) => [
    drafted('申請タイトル', commonSettings?.title ?? ''),
    chosen(
      '申請経路',
      routes.find(({ id }) => id === commonSettings?.routeId),
      ({ complete, blocking }) => complete && blocking === 0,
    ),
    chosen(
      '連番',
      serials.find(({ id }) => id === commonSettings?.serialId),
      ({ blocking }) => blocking === 0,
    ),
  ],
  'invoice-code': ({ invoiceGroups }) =>
    invoiceGroups.length === 0
      ? [drafted('請求書グループコード', '')]
      : invoiceGroups.slice(0, MAX_LISTED_OBJECTS).map(({ name, code, match, option }) =>
          // No correction is offered, because a similar option may belong to another group.
          judged(
            drafted('請求書グループコード', code, name),
            isCode(code) && (match === null || match === 'exact'),
            match !== null && isNotationVariant(match) ? option : '',
          ),
        ),
};

/** Values of a step, in screen order. */
export const listSetupEntries = (id: SetupStepId, facts: SetupFacts): readonly SetupEntry[] => ENTRIES[id]?.(facts) ?? [];
