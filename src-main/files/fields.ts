import type { ListKind } from '#shared/contract/imports.ts';
import type { FieldRule } from './field-rule.ts';
import { foldWord } from './fold.ts';
import { ORDER_FIELD_RULES } from './order-fields.ts';

/**
 * What the console looks for in a list, and the headers by which it finds it. Headers are compared after `foldWord`.
 * Source: docs/domain/neo.md#user-csv (tolerant of NEO's versions), docs/domain/amazon-cxml.md#invitations and #exported-lists (no fixed headers: match by synonyms),
 * docs/domain/directory.md#headers.
 */
export interface Field {
  /** Key below `field.<kind>.` in the messages, and of a remembered mapping. */
  readonly id: string;
  readonly required: boolean;
  /** Its usual header, as the vendor spells it. */
  readonly label: string;
  /** Headers that mean this field, the surest first. */
  readonly exact: readonly string[];
  /** Headers that may mean it when nothing better does. */
  readonly weak: readonly string[];
  /** Headers that mean it where addresses stand below them: below a merged メールアドレス each column says its kind alone. */
  readonly bare: readonly string[];
  /** Headers that contain one word of each inner list mean it too ... */
  readonly contains: readonly (readonly string[])[];
  /** ... unless they contain one of these. */
  readonly without: readonly string[];
}

const folded = (words: readonly string[] = []): readonly string[] => words.map(foldWord);

const field = (id: string, rule: FieldRule): Field => ({
  id,
  required: rule.required ?? false,
  label: rule.exact[0] ?? id,
  exact: folded(rule.exact),
  weak: folded(rule.weak),
  bare: folded(rule.bare),
  contains: (rule.contains ?? []).map(folded),
  without: folded(rule.without),
});

const EMPLOYEE_CODE: FieldRule = {
  exact: [
    '社員番号',
    '社員コード',
    '従業員番号',
    '従業員コード',
    '職員番号',
    '職員コード',
    '社員No',
    '社員ID',
    '従業員ID',
    '社員CD',
    '個人コード',
  ],
  weak: ['employee code', 'employee id', 'employee number', 'employee no', 'staff id', 'staff code', 'personnel number', 'ユーザーコード'],
};

/** NEO's own switches beside each address (V7.5): they contain the address's name. */
const ADDRESS_SWITCHES = [
  ...['通知', '公開', '転送', '受信', '署名', '設定', '表示', '可否', 'フラグ'],
  ...['notif', 'publi', 'visib', 'forward', 'receive', 'disclos', 'setting', 'show', 'hide', 'flag'],
];

const NEO_USER_FIELDS: readonly Field[] = [
  field('loginId', {
    exact: ['ログインID', 'login ID', 'ログイン名', 'ログオンID', 'login name', 'login', 'logon id', 'サインインID'],
    weak: ['user name', 'アカウント名', 'アカウント', 'account', 'ユーザーID', 'user ID'],
  }),
  field('name', {
    required: true,
    exact: [
      '氏名',
      '名前',
      '社員名',
      '従業員名',
      'ユーザー氏名',
      '氏名（漢字）',
      '漢字氏名',
      'full name',
      'name',
      'display name',
      '表示名',
    ],
    weak: ['ユーザー名', '利用者名', 'employee name', 'ユーザー', 'user'],
    contains: [['氏名']],
    without: ['かな', 'カナ', 'ふりがな', 'フリガナ', 'よみ', '読み', 'ローマ', '英', '上司', '承認'],
  }),
  field('workEmail', {
    required: true,
    exact: [
      '職場用メールアドレス',
      'メールアドレス（職場）',
      '職場メールアドレス',
      'work e-mail',
      'e-mail (work)',
      'business e-mail',
      'office e-mail',
      '会社メールアドレス',
      '社内メールアドレス',
    ],
    weak: ['メールアドレス', 'e-mail', 'mail address', 'メールアドレス1', 'PCメールアドレス', 'PC mail'],
    bare: ['職場', '職場用', '勤務先', '会社', 'work', 'office', 'business'],
    contains: [['職場', '勤務先', '会社', '社用', 'work', 'business', 'office', 'company'], ['メール']],
    without: ADDRESS_SWITCHES,
  }),
  field('id', {
    exact: ['ID', 'システムID', 'NEO ID', '内部ID', 'ユーザーシステムID', 'system ID'],
    weak: ['ユーザーID', 'user ID'],
  }),
  field('kana', {
    exact: [
      'ふりがな',
      'フリガナ',
      '読み仮名',
      'よみがな',
      'よみ',
      '読み',
      '氏名カナ',
      '氏名かな',
      'カナ氏名',
      'かな氏名',
      'カナ',
      'かな',
      'ヨミ',
      'ヨミガナ',
    ],
    weak: ['kana', 'furigana', 'phonetic name', 'name (kana)', 'reading', 'phonetic'],
    contains: [['ふりがな', 'フリガナ', 'よみがな', '読み仮名', '氏名カナ', '氏名かな']],
    without: ['組織', '会社', '部署', '住所'],
  }),
  field('employeeCode', EMPLOYEE_CODE),
  field('title', { exact: ['役職', '役職名', '職位', '肩書', 'job title', 'title'], weak: ['position', 'post'] }),
  field('mobileEmail', {
    exact: ['携帯用メールアドレス', 'メールアドレス（携帯）', '携帯メールアドレス', 'mobile e-mail', 'e-mail (mobile)'],
    bare: ['携帯', '携帯用', 'mobile'],
    contains: [['携帯', 'モバイル', 'スマホ', 'mobile', 'cell'], ['メール']],
    without: ADDRESS_SWITCHES,
  }),
  field('homeEmail', {
    exact: ['自宅用メールアドレス', 'メールアドレス（自宅）', '自宅メールアドレス', 'home e-mail', 'e-mail (home)', 'private e-mail'],
    bare: ['自宅', '自宅用', 'home'],
    contains: [['自宅', '個人', 'home', 'private', 'personal'], ['メール']],
    without: ADDRESS_SWITCHES,
  }),
  field('otherEmail', {
    exact: ['その他メールアドレス', 'メールアドレス（その他）', 'other e-mail', 'e-mail (other)'],
    weak: ['メールアドレス2', 'e-mail 2', 'サブメールアドレス', '予備メールアドレス'],
    bare: ['その他', 'other'],
    contains: [['その他', 'other'], ['メール']],
    without: ADDRESS_SWITCHES,
  }),
  field('suspended', {
    exact: [
      '使用停止フラグ',
      '使用停止',
      '利用停止フラグ',
      '利用停止',
      '停止フラグ',
      'suspended',
      'suspended flag',
      'suspend flag',
      'suspend',
    ],
    weak: ['停止', 'disabled', 'inactive'],
  }),
  field('loginDenied', {
    exact: ['ログイン拒否フラグ', 'ログイン拒否', 'ログインロック', 'login denied', 'login locked', 'login denied flag', 'ログイン禁止'],
    weak: ['locked', 'アカウントロック', 'ロック', 'account locked', 'locked out'],
  }),
  field('deleted', { exact: ['削除フラグ', '削除', 'delete flag', 'deleted', 'deleted flag'], weak: ['delete'] }),
  field('state', {
    exact: [
      '状態',
      '利用状態',
      '使用状態',
      '利用状況',
      '使用状況',
      'ステータス',
      'ユーザー状態',
      'アカウント状態',
      'status',
      'state',
      'user status',
    ],
    weak: ['account status', '在籍状況', '在籍区分'],
  }),
  field('organization', {
    exact: [
      'デフォルト組織',
      '主所属組織',
      '主所属',
      '所属組織',
      '所属組織1',
      '組織',
      '組織名',
      '組織1',
      'default organization',
      'primary organization',
      'organization',
    ],
    weak: [
      ...['所属', '所属部署', '部署', '部署名', '部門', '所属部門', 'organization name', 'organisation', 'department'],
      ...['組織コード', '企業内組織コード', '所属組織コード', '組織ID', '所属組織ID'],
    ],
    contains: [['デフォルト組織', '主所属', 'default organ']],
  }),
  field('organization2', {
    exact: [
      '所属組織2',
      '組織2',
      '兼務組織',
      '兼務',
      '副所属',
      '所属組織（兼務）',
      '兼務組織1',
      'organization 2',
      'other organizations',
      'secondary organization',
    ],
    weak: ['所属組織', '組織', '組織名', 'organization', 'organizations', '所属組織1'],
  }),
  field('organization3', { exact: ['所属組織3', '組織3', '兼務組織2', 'organization 3'], weak: [] }),
];

const AMAZON_USER_FIELDS: readonly Field[] = [
  field('email', {
    required: true,
    exact: [
      'メールアドレス',
      'e-mail',
      'mail',
      'ユーザーのメールアドレス',
      'user e-mail',
      'account user e-mail',
      'Eメールアドレス',
      '電子メール',
    ],
    weak: ['ログインメールアドレス', 'login e-mail', 'login', 'ログインID', 'user ID', 'アカウント'],
    contains: [['メール']],
    without: [
      '通知',
      '管理者',
      '承認',
      'グループ',
      '上司',
      '招待者',
      '請求',
      '件名',
      'admin',
      'approver',
      'group',
      'manager',
      'invitedby',
      'notif',
      'billing',
      '送信',
      '受信',
      'sent',
    ],
  }),
  field('name', {
    exact: [
      '氏名',
      '名前',
      'ユーザー名',
      'ユーザー氏名',
      'ユーザーの氏名',
      'フルネーム',
      'full name',
      'name',
      'user name',
      'display name',
      '表示名',
      'account user',
      '利用者名',
    ],
    weak: ['ユーザー', 'user', '社員名', 'customer name', 'お名前'],
  }),
  field('familyName', { exact: ['姓', '苗字', '名字', 'last name', 'family name', 'surname'], weak: ['氏', '姓（漢字）'] }),
  field('givenName', { exact: ['名', 'first name', 'given name'], weak: ['名（漢字）', 'forename'] }),
  field('role', {
    exact: ['役割', 'ロール', '権限', 'role', 'roles', 'user role', 'ユーザーの役割', 'ユーザーロール', 'ユーザー権限', 'account role'],
    weak: ['permission', 'permissions', 'ユーザー種別', 'user type'],
    contains: [['役割', 'ロール', 'role']],
    without: ['コントロール', 'control', 'id', '日'],
  }),
  field('punchout', {
    exact: [
      'パンチアウト',
      'カタログ連携',
      'punchout',
      'punchout user',
      'パンチアウトユーザー',
      'パンチアウト権限',
      'punchout role',
      'パンチアウトの役割',
    ],
  }),
  field('group', {
    exact: [
      'グループ',
      'グループ名',
      'group',
      'group name',
      'groups',
      'account group',
      '所属グループ',
      'ビジネスグループ',
      'business group',
    ],
    weak: ['購買グループ', 'グループパス', 'group path', 'user group', 'ユーザーグループ', 'アカウントグループ'],
  }),
  field('state', {
    exact: [
      '状態',
      'ステータス',
      'status',
      'state',
      'ユーザーステータス',
      'user status',
      'アカウントの状態',
      'account status',
      'ユーザーの状態',
      'アカウントステータス',
    ],
    weak: ['招待状況', '招待ステータス', '招待状態', 'invitation status', 'invite status', '有効/無効', '有効', 'active'],
  }),
  field('invitedOn', {
    exact: [
      '招待日',
      '招待日時',
      '招待した日',
      '招待送信日',
      'invited on',
      'invitation date',
      'date invited',
      'invite date',
      'invited date',
      'invitation sent',
      'invited',
    ],
    weak: ['招待メール送信日', '招待メール送信日時', 'invitation sent date', 'invitation sent on', 'invited at'],
  }),
  field('employeeCode', EMPLOYEE_CODE),
];

const DIRECTORY_FIELDS: readonly Field[] = [
  field('mail', {
    required: true,
    exact: [
      'mail',
      'メールアドレス',
      'e-mail',
      'primary SMTP address',
      'プライマリ SMTP アドレス',
      'windows email address',
      '電子メール アドレス',
    ],
  }),
  field('principalName', {
    exact: ['userPrincipalName', 'UPN', 'ユーザープリンシパル名', 'サインイン名', 'sign-in name', 'user principal'],
    weak: ['サインインID', 'username', 'ユーザー名'],
  }),
  field('accountName', {
    exact: [
      'sAMAccountName',
      'onPremisesSamAccountName',
      'アカウント名',
      'ログオン名',
      'ユーザーログオン名',
      'ユーザーログオン名（Windows 2000 以前）',
      'user logon name',
      'account name',
    ],
    weak: ['ログインID', 'login ID', 'logon name'],
  }),
  field('employeeId', { exact: ['employeeID', ...EMPLOYEE_CODE.exact], weak: ['employeeNumber', ...(EMPLOYEE_CODE.weak ?? [])] }),
  field('name', { exact: ['displayName', '表示名', '氏名', 'name', '名前', 'full name', 'フルネーム'], weak: ['cn'] }),
  field('enabled', {
    exact: ['accountEnabled', 'enabled', '有効', 'アカウントの有効化', 'アカウントが有効', '有効なアカウント', 'アカウント有効'],
    weak: ['アカウントの状態', 'アカウント状態', 'account status', '状態', 'サインインの許可', 'サインインを許可', 'sign-in allowed'],
  }),
  field('blocked', {
    exact: ['block credential', '資格情報をブロック', '資格情報のブロック', 'blocked', 'account disabled', 'disabled', '無効'],
    weak: ['サインインをブロック', 'サインインのブロック', 'サインインがブロック済み', 'block sign in', 'sign-in blocked'],
  }),
  field('group', {
    exact: ['group', 'グループ', 'グループ名', 'groups', '部署', '部門', 'department', 'memberOf', '所属するグループ'],
    weak: ['所属', '所属部署', '会社名', 'company name', 'company'],
  }),
];

const ORGANIZATION_FIELDS: readonly Field[] = [
  field('name', {
    required: true,
    exact: ['組織名', '名称', '組織名称', '組織', 'organization name', 'name', 'organization', '部署名', '部門名'],
    weak: ['名前', '所属名', 'department', 'department name', '部署', '部門', 'organisation', 'organisation name'],
  }),
  field('id', { exact: ['ID', '組織ID', 'システムID', 'organization ID', 'system ID'], weak: ['org id', 'organisation id'] }),
  field('code', {
    exact: ['企業内組織コード', '組織コード', 'コード', '会社組織コード', 'organization code', 'code', '部署コード', '部門コード'],
    weak: ['org code', 'department code', 'organisation code', '所属コード', 'company organization code'],
  }),
  field('parent', {
    exact: [
      '親組織',
      '上位組織',
      '親組織ID',
      '親組織コード',
      '親組織名',
      '上位組織ID',
      '上位組織コード',
      '上位組織名',
      'parent organization',
      'parent',
      'parent ID',
      'parent code',
    ],
    contains: [['親', '上位', 'parent']],
    without: ['含', '除', '階層', 'include', '休日', 'カレンダ', 'holiday', 'calendar'],
  }),
];

const ORDER_FIELDS: readonly Field[] = ORDER_FIELD_RULES.map(([id, rule]) => field(id, rule));

/** The fields of each kind of list, in the order in which they are shown. */
export const FIELDS: Readonly<Record<ListKind, readonly Field[]>> = {
  'neo-users': NEO_USER_FIELDS,
  'amazon-users': AMAZON_USER_FIELDS,
  'directory-people': DIRECTORY_FIELDS,
  organizations: ORGANIZATION_FIELDS,
  orders: ORDER_FIELDS,
};

/** From here on a header can hardly mean anything else: its very words, or words that contain them. */
export const SURE = 600;

const BARE = 200;

/** How sure a folded header means the field: 0 = not at all. `holdsAddresses` tells of the column below, where somebody looked. */
export function headerScore(candidate: Field, header: string, holdsAddresses: () => boolean = () => false): number {
  if (header === '') return 0;
  const exact = candidate.exact.indexOf(header);
  if (exact >= 0) return 1000 - exact;
  if (candidate.contains.length > 0 && holdsAll(candidate, header)) return SURE;
  const weak = candidate.weak.indexOf(header);
  if (weak >= 0) return 400 - weak;
  return candidate.bare.includes(header) && holdsAddresses() ? BARE : 0;
}

const holdsAll = (candidate: Field, header: string): boolean =>
  candidate.contains.every((words) => words.some((word) => header.includes(word))) &&
  !candidate.without.some((word) => header.includes(word));
