import type { ListKind, MistakenListKind } from '#shared/contract/imports/imports.ts';
import { MIN_CERTAIN_SCORE, scoreHeader } from './field.ts';
import { FIELDS } from './fields.ts';
import { foldWord } from './fold.ts';
import { isOwnReportOrBook } from './own-report.ts';

/** Fields that occur in one kind of people list only. */
const MARKS = {
  'neo-users': ['loginId', 'workEmail', 'mobileEmail', 'homeEmail', 'otherEmail', 'suspended', 'loginDenied', 'deleted', 'organization'],
  'amazon-users': ['role', 'punchout', 'group', 'invitedOn'],
  'directory-people': ['principalName', 'accountName', 'enabled', 'blocked'],
} as const;

/** Headers of Amazon's order report and of its list of groups. Source: docs/domain/amazon-cxml.md#exported-lists. */
const ORDER_ID = ['order id', '注文番号', '注文ID'].map(foldWord);
const ORDER_DATE = ['order date', '注文日'].map(foldWord);
const ORDER_REPORT = [
  ...['account group', 'po number', 'order quantity', 'order subtotal', 'order status', 'account user', 'po line item id', 'asin'],
  ...['アカウントグループ', '発注番号', '注文数量', '注文の小計', '注文ステータス', '注文状況', 'アカウントユーザー', '商品名', '販売者名'],
].map(foldWord);
const GROUP_NAME = ['group name', 'グループ名', 'グループの名前', 'グループ'].map(foldWord);
const GROUP_LIST = [
  ...['number of child groups', 'child groups', 'purchasing enabled', 'group path', 'payment', 'payment method', 'address'],
  ...['子グループの数', '子グループ数', 'サブグループの数', 'サブグループ数', '購買の有効化', '購買', 'グループパス', 'グループのパス'],
  ...['支払い', '支払い方法', '住所', 'システム連携用オプション'],
].map(foldWord);

/**
 * Returns the other kind of list that a header indicates: two specific fields of the other side and none of this one, Amazon's order
 * report, its list of groups, or a Tsunagi report. `null` = none.
 */
export function detectMistakenListKind(kind: ListKind, header: readonly string[]): MistakenListKind | null {
  if (isOwnReportOrBook(header)) return 'own-report';
  const folded = header.map(foldWord);
  const count = (words: readonly string[]): number => new Set(folded.filter((text) => words.includes(text))).size;
  if (count(ORDER_ID) > 0 && count(ORDER_DATE) > 0 && count(ORDER_REPORT) > 0) return 'order-report';
  if (kind === 'orders') return null;
  if (count(GROUP_NAME) > 0 && count(GROUP_LIST) > 1 && !folded.some((text) => text.includes('メール'))) return 'amazon-groups';
  if (kind === 'organizations') return null;
  if (kind === 'directory-people') {
    if (marksIn(folded, kind) > 0) return null;
    return (['neo-users', 'amazon-users'] as const).find((each) => marksIn(folded, each) > 1) ?? null;
  }
  const other = kind === 'neo-users' ? 'amazon-users' : 'neo-users';
  return marksIn(folded, kind) === 0 && marksIn(folded, other) > 1 ? other : null;
}

/** Returns the kind of people list by its header: the one with more specific fields. `null` = the header has only names and addresses. */
export function detectPeopleList(header: readonly string[]): MistakenListKind | null {
  const other = detectMistakenListKind('neo-users', header) ?? detectMistakenListKind('amazon-users', header);
  if (other !== null) return other;
  const folded = header.map(foldWord);
  const more = marksIn(folded, 'neo-users') - marksIn(folded, 'amazon-users');
  return more === 0 ? null : more > 0 ? 'neo-users' : 'amazon-users';
}

const marksIn = (header: readonly string[], kind: keyof typeof MARKS): number =>
  FIELDS[kind].filter(
    (field) =>
      (MARKS[kind] as readonly string[]).includes(field.id) && header.some((text) => scoreHeader(field, text) >= MIN_CERTAIN_SCORE),
  ).length;
