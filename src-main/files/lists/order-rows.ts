import type { OrderState, OrderStep, ServerOrder } from '#shared/domain/checkout/order.ts';
import { parseMoment } from '../cells/order-times.ts';
import { foldWord } from '../columns/fold.ts';
import { type ColumnMapping, requireFields } from '../columns/mapping.ts';
import type { Table } from '../table.ts';
import type { BadRows } from './bad-rows.ts';

/** Words for states of requests. Source: docs/domain/neo.md#states-of-a-request and #orders; a remanded request waits for its applicant. */
type ListedState = OrderState | 'remanded';

const STATES: ReadonlyMap<string, ListedState> = new Map(
  (
    [
      [
        'pending',
        [
          '決裁待',
          '決裁待ち',
          '承認待',
          '承認待ち',
          '確認待ち',
          '申請中',
          '未決裁',
          '未承認',
          '承認中',
          '進行中',
          '処理中',
          '待機中',
          '保留',
        ],
      ],
      ['pending', ['applying', 'pending', 'in progress', 'waiting', 'waiting for approval', 'unapproved', 'open', 'submitted']],
      ['remanded', ['差戻し', '差し戻し', '差戻', '差戻中', 'remanded', 'returned', 'sent back']],
      [
        'approved',
        [
          '完了',
          '強制完了',
          '決裁済',
          '決裁済み',
          '承認',
          '承認済',
          '承認済み',
          '発注済',
          '発注済み',
          '注文済',
          '注文済み',
          '決裁',
          '確定',
        ],
      ],
      ['approved', ['ordered', 'approved', 'completed', 'complete', 'force completed', 'done', 'accepted']],
      ['rejected', ['否認', '却下', '否決', '不承認', 'disapproved', 'rejected', 'denied', 'declined']],
      ['cancelled', ['取消', '取消し', '取り消し', '取消済', '取消済み', '取下げ', '取り下げ', 'キャンセル', '削除', '削除済み']],
      ['cancelled', ['canceled', 'cancelled', 'withdrawn', 'deleted']],
    ] as const
  ).flatMap(([state, words]) => words.map((word) => [foldWord(word), state] as const)),
);

/**
 * Returns the rows as order requests in file order, with unchanged texts. Without a state, a request with a decision date counts as
 * approved and one without as pending; if the list has no column of decision dates, the row is bad. An unreadable time, state or amount is
 * added to `bad`, because a wrong guess would show a wrong deadline; the result must not be used then. Throws file-column-missing.
 */
export function readOrders(table: Table, mapping: ColumnMapping, fileName: string, bad: BadRows): readonly ServerOrder[] {
  requireFields('orders', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const text = (row: number, id: string): string => table.cell(row, column(id)).trim();
  const refuse = (row: number, id: string, value: string): null => {
    bad.add(row, column(id), value === '' ? 'empty' : 'not-understood', value);
    return null;
  };
  const moment = (row: number, id: string): string | null => {
    const value = text(row, id);
    return value === '' ? null : (parseMoment(value) ?? refuse(row, id, value));
  };
  const required = (row: number, id: string): string => {
    const value = text(row, id);
    return (value === '' ? refuse(row, id, value) : moment(row, id)) ?? '';
  };
  const stateOf = (row: number, decidedAt: string | null): ListedState => {
    const value = text(row, 'state');
    if (value === '' && column('decidedAt') < 0) return refuse(row, 'state', value) ?? 'pending';
    if (value === '') return decidedAt === null ? 'pending' : 'approved';
    return STATES.get(foldWord(value)) ?? refuse(row, 'state', value) ?? 'pending';
  };
  const amountOf = (row: number): number | null => {
    const value = text(row, 'amount');
    return value === '' ? null : (parseYen(value) ?? refuse(row, 'amount', value));
  };
  const orders = new Array<ServerOrder>(table.rowCount);
  const ids = new Set<string>();
  for (let row = 0; row < table.rowCount; row++) {
    const decided = moment(row, 'decidedAt');
    const listed = stateOf(row, decided);
    const state = listed === 'remanded' ? 'pending' : listed;
    const number = text(row, 'number');
    const id = unique(ids, text(row, 'id') || number || `row-${table.fileRow(row)}`);
    orders[row] = {
      id,
      number,
      title: text(row, 'title'),
      state,
      requestedAt: required(row, 'requestedAt'),
      decidedAt: state === 'pending' ? null : decided,
      applicantId: text(row, 'applicantId'),
      applicantName: text(row, 'applicant'),
      routeId: '',
      routeName: text(row, 'route'),
      step:
        state === 'pending'
          ? stepOf(listed, text(row, 'step'), text(row, 'approvers'), text(row, 'applicant'), moment(row, 'since'))
          : null,
      amount: amountOf(row),
    };
  }
  return orders;
}

/** Returns a unique id. Requests with the same number stay separate. */
function unique(ids: Set<string>, wanted: string): string {
  let id = wanted;
  for (let copy = 2; ids.has(id); copy++) id = `${wanted}#${copy}`;
  ids.add(id);
  return id;
}

/** `2/4` and `ステップ 2` are positions of a step; other texts are its name. */
const PLACE = /(\d{1,2})\s*(?:[/／]|of)\s*(\d{1,2})/;
const FIRST_NUMBER = /(?:step|ステップ|段階|第)\s*(\d{1,2})/i;

function stepOf(state: ListedState, name: string, approvers: string, applicant: string, since: string | null): OrderStep | null {
  const people = state === 'remanded' ? [applicant] : splitPeople(approvers);
  const named = people.filter((person) => person !== '');
  if (name === '' && named.length === 0 && since === null) return null;
  const plain = name.normalize('NFKC');
  const place = PLACE.exec(plain);
  const index = Number(place?.[1] ?? FIRST_NUMBER.exec(plain)?.[1] ?? 0);
  return { index, count: Number(place?.[2] ?? 0), name, approverIds: named.map(() => ''), approverNames: named, since };
}

const splitPeople = (text: string): string[] =>
  text
    .split(/[;；|、，,/／\r\n]+/)
    .map((person) => person.trim())
    .filter((person) => person !== '');

/** Parses whole yen such as `12,300`, `¥12,300`, `12300円` and `12,300.00`; `null` for an invalid amount. */
function parseYen(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^(?:¥|\\|JPY)/i, '')
    .replace(/(?:円|JPY)$/i, '');
  return /^\d{1,12}(?:\.0+)?$/.test(plain) ? Math.trunc(Number(plain)) : null;
}
