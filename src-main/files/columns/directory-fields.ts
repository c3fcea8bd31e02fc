import { createField, EMPLOYEE_CODE, type Field } from './field.ts';

/** Fields of the company directory. Source: docs/domain/directory.md#headers. */
export const DIRECTORY_FIELDS: readonly Field[] = [
  createField('mail', {
    required: true,
    exact: ['mail', 'primary SMTP address', 'プライマリ SMTP アドレス', 'windows email address'],
  }),
  createField('principalName', {
    exact: ['userPrincipalName', 'UPN', 'ユーザープリンシパル名', 'サインイン名', 'sign-in name', 'user principal'],
    weak: ['サインインID', 'username', 'ユーザー名'],
  }),
  createField('accountName', {
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
  createField('employeeId', { exact: ['employeeID', ...EMPLOYEE_CODE.exact], weak: EMPLOYEE_CODE.weak ?? [] }),
  createField('name', { exact: ['displayName', '表示名', '氏名', 'name', '名前', 'full name', 'フルネーム'], weak: ['cn'] }),
  createField('enabled', {
    exact: ['accountEnabled', 'enabled', '有効', 'アカウントの有効化', 'アカウントが有効', '有効なアカウント', 'アカウント有効'],
    weak: ['アカウントの状態', 'アカウント状態', 'account status', '状態', 'サインインの許可', 'サインインを許可', 'sign-in allowed'],
  }),
  createField('blocked', {
    exact: ['block credential', '資格情報をブロック', '資格情報のブロック', 'blocked', 'account disabled', 'disabled', '無効'],
    weak: ['サインインをブロック', 'サインインのブロック', 'サインインがブロック済み', 'block sign in', 'sign-in blocked'],
  }),
  createField('group', {
    exact: ['group', 'グループ', 'グループ名', 'groups', '部署', '部門', 'department', 'memberOf', '所属するグループ'],
    weak: ['所属', '所属部署', '会社名', 'company name', 'company'],
  }),
];
