import { createField, EMPLOYEE_CODE, type Field } from './field.ts';

/** Words in the headers of the flags that NEO exports beside each address (V7.5). Their headers also contain the address's name. */
const ADDRESS_SWITCHES = [
  ...['通知', '公開', '転送', '受信', '署名', '設定', '表示', '可否', 'フラグ'],
  ...['notif', 'publi', 'visib', 'forward', 'receive', 'disclos', 'setting', 'show', 'hide', 'flag'],
];

/** Words that exclude a header from the work e-mail: 会社携帯メールアドレス is the address of a company phone. */
const OTHER_PLACES = ['携帯', 'モバイル', 'スマホ', '自宅', '個人', 'その他', 'mobile', 'cell', 'home', 'private', 'personal'];

/** Fields of NEO's export of users. Source: docs/domain/neo.md#user-csv. */
export const NEO_USER_FIELDS: readonly Field[] = [
  createField('loginId', {
    exact: ['ログインID', 'login ID', 'ログイン名', 'ログオンID', 'login name', 'login', 'logon id', 'サインインID'],
    weak: ['user name', 'アカウント名', 'アカウント', 'account', 'ユーザーID', 'user ID'],
  }),
  createField('name', {
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
  createField('workEmail', {
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
    weak: ['メールアドレス', 'メールアドレス1', 'PCメールアドレス'],
    bare: ['職場', '職場用', '勤務先', '会社', 'work', 'office', 'business'],
    contains: [['職場', '勤務先', '会社', '社用', 'work', 'business', 'office', 'company'], ['メール']],
    without: [...ADDRESS_SWITCHES, ...OTHER_PLACES],
  }),
  createField('id', {
    exact: ['ID', 'システムID', 'NEO ID', '内部ID', 'ユーザーシステムID', 'system ID'],
    weak: ['ユーザーID', 'user ID'],
  }),
  createField('kana', {
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
  createField('employeeCode', EMPLOYEE_CODE),
  createField('title', { exact: ['役職', '役職名', '職位', '肩書', 'job title', 'title'], weak: ['position', 'post'] }),
  createField('mobileEmail', {
    exact: ['携帯用メールアドレス', 'メールアドレス（携帯）', '携帯メールアドレス', 'mobile e-mail', 'e-mail (mobile)'],
    bare: ['携帯', '携帯用', 'mobile'],
    contains: [['携帯', 'モバイル', 'スマホ', 'mobile', 'cell'], ['メール']],
    without: ADDRESS_SWITCHES,
  }),
  createField('homeEmail', {
    exact: ['自宅用メールアドレス', 'メールアドレス（自宅）', '自宅メールアドレス', 'home e-mail', 'e-mail (home)', 'private e-mail'],
    bare: ['自宅', '自宅用', 'home'],
    contains: [['自宅', '個人', 'home', 'private', 'personal'], ['メール']],
    without: ADDRESS_SWITCHES,
  }),
  createField('otherEmail', {
    exact: ['その他メールアドレス', 'メールアドレス（その他）', 'other e-mail', 'e-mail (other)'],
    weak: ['メールアドレス2', 'サブメールアドレス', '予備メールアドレス'],
    bare: ['その他', 'other'],
    contains: [['その他', 'other'], ['メール']],
    without: ADDRESS_SWITCHES,
  }),
  createField('suspended', {
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
  createField('loginDenied', {
    exact: ['ログイン拒否フラグ', 'ログイン拒否', 'ログインロック', 'login denied', 'login locked', 'login denied flag', 'ログイン禁止'],
    weak: ['locked', 'アカウントロック', 'ロック', 'account locked', 'locked out'],
  }),
  createField('deleted', { exact: ['削除フラグ', '削除', 'delete flag', 'deleted', 'deleted flag'], weak: ['delete'] }),
  createField('state', {
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
  createField('organization', {
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
  createField('organization2', {
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
  createField('organization3', { exact: ['所属組織3', '組織3', '兼務組織2', 'organization 3'], weak: [] }),
];

/** Fields of NEO's export of organizations. */
export const ORGANIZATION_FIELDS: readonly Field[] = [
  createField('name', {
    required: true,
    exact: ['組織名', '名称', '組織名称', '組織', 'organization name', 'name', 'organization', '部署名', '部門名'],
    weak: ['名前', '所属名', 'department', 'department name', '部署', '部門', 'organisation', 'organisation name'],
  }),
  createField('id', { exact: ['ID', '組織ID', 'システムID', 'organization ID', 'system ID'], weak: ['org id', 'organisation id'] }),
  createField('code', {
    exact: ['企業内組織コード', '組織コード', 'コード', '会社組織コード', 'organization code', 'code', '部署コード', '部門コード'],
    weak: ['org code', 'department code', 'organisation code', '所属コード', 'company organization code'],
  }),
  createField('parent', {
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
