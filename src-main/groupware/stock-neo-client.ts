import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { isRecord, lenientCount, lenientList, lenientText } from './answer-schemas.ts';
import type { Groupware, ServerDescription } from './groupware.ts';
import type { CallOptions, Transport } from './transport.ts';

const MODULE = 'zrconst';
const ACTION = 'list_users';
/** Number of users passed on per page. */
const USERS_A_PAGE = 1_000;
/** Maximum number of distinct field names. A list with more is not a list of users. */
const MAX_NAMES = 1_000;

/**
 * Possible names of fields, most likely first, because those of `list_users` are not documented. Source: docs/domain/neo.md#api and #users.
 */
const FIELD_NAMES: Readonly<Record<Exclude<keyof NeoUser, 'state' | 'organizations' | 'unclear'>, readonly string[]>> = {
  id: ['id', 'user_id', 'uid'],
  loginId: ['login_id', 'loginid', 'login'],
  name: ['name', 'user_name', 'display_name'],
  kana: ['kana', 'name_kana', 'ruby', 'furigana'],
  employeeCode: ['employee_code', 'employee_id', 'emp_code', 'code'],
  title: ['title', 'post', 'position'],
  workEmail: ['work_email', 'email_work', 'mail_work', 'office_mail', 'mail', 'email'],
  mobileEmail: ['mobile_email', 'email_mobile', 'mail_mobile', 'mobile_mail'],
  homeEmail: ['home_email', 'email_home', 'mail_home', 'home_mail'],
  otherEmail: ['other_email', 'email_other', 'mail_other', 'other_mail'],
};
const ORGANIZATION_NAMES = ['organizations', 'groups', 'group', 'section'];

/**
 * Requests the first user from NEO's own module; `null` if it is missing. A server that ignores the limit and lists all users is accepted.
 */
export async function describeStockNeo(transport: Transport, options: CallOptions): Promise<ServerDescription | null> {
  const answer = await transport.call(MODULE, { action: ACTION, limit: '1' }, { ...options, readsOnly: true, onItem: () => undefined });
  if (answer.kind === 'absent') return null;
  if (answer.kind === 'refused') throw answer.failure;
  return { kind: 'stock-neo', server: "desknet's NEO", time: answer.date, capabilities: [ACTION], revision: null };
}

/**
 * Reads users from a NEO without a gateway. It provides no organizations, roles or approvers. `describe` returns the description from
 * connecting, because a new request would list all users again.
 */
export function createStockNeoClient(transport: Transport, description: ServerDescription): Groupware {
  const notThere = (): Promise<never> => Promise.reject(new ExpectedError('server-not-gateway'));
  return {
    kind: 'stock-neo',
    address: transport.address,
    describe: () => Promise.resolve(description),
    async readUsers({ from = 0, signal, onPage, onPause }) {
      // NEO documents no paging: one response contains all users, and resuming skips the first ones.
      const names = new Set<string>();
      let page: NeoUser[] = [];
      let total = 0;
      let nameless = -1;
      let handed = Promise.resolve();
      const emitPage = (last: boolean): void => {
        const items = page;
        const reached = { done: total, total: last ? total : null };
        page = [];
        handed = handed.then(() => onPage(items, reached));
        // The rejection is thrown when the end of the list is awaited.
        handed.catch(() => undefined);
      };
      const onItem = (item: unknown): void => {
        if (!isRecord(item)) return;
        const user = readUser(item);
        if (user.id === '' && nameless < 0) nameless = total;
        for (const name of Object.keys(item)) if (names.size < MAX_NAMES) names.add(name);
        if (total++ >= from) page.push(user);
        if (page.length === USERS_A_PAGE) emitPage(false);
      };
      const answer = await transport.call(MODULE, { action: ACTION }, { signal, onPause, onItem, readsOnly: true });
      if (answer.kind === 'absent') throw new ExpectedError('server-not-neo');
      if (answer.kind === 'refused') throw answer.failure;
      // A NEO always has users, so a response without `list` uses an unknown schema.
      if (!isRecord(answer.body) || !('list' in answer.body)) throw transport.invalidAnswer('other-shape', 'list');
      if (nameless >= 0) throw transport.invalidAnswer('other-shape', `list.${nameless}.id`);
      const promised = lenientCount.safeParse(answer.body['allcnt']);
      if (promised.success && promised.data > total) throw transport.invalidAnswer('list-ends-early', `${total} / ${promised.data}`);
      const missing = missingFields(names);
      // Without this field, every person would seem to have no work e-mail.
      if (total > 0 && missing.includes('workEmail')) throw new ExpectedError('server-no-work-email', { address: transport.address });
      emitPage(true);
      await handed;
      return { total, revision: null, missingFields: missing };
    },
    readOrganizations: notThere,
    readRoles: notThere,
    readApprovers: notThere,
    readOrders: notThere,
    objects: null,
    close: () => transport.close(),
  };
}

function readUser(row: Record<string, unknown>): NeoUser {
  const text = (field: keyof typeof FIELD_NAMES): string => {
    const name = FIELD_NAMES[field].find((candidate) => candidate in row);
    const result = lenientText.safeParse(name === undefined ? '' : row[name]);
    return result.success ? result.data : '';
  };
  return {
    id: text('id'),
    loginId: text('loginId'),
    name: text('name'),
    kana: text('kana'),
    employeeCode: text('employeeCode'),
    title: text('title'),
    workEmail: text('workEmail'),
    mobileEmail: text('mobileEmail'),
    homeEmail: text('homeEmail'),
    otherEmail: text('otherEmail'),
    // NEO removes suspended and deleted people from its selection lists, so listed people should be active. The list does not contain the
    // state, so gate 2 stays unchecked (`missingFields`). Source: docs/domain/neo.md#users.
    state: 'active',
    organizations: organizationsOf(row),
  };
}

function organizationsOf(row: Record<string, unknown>): readonly string[] {
  const name = ORGANIZATION_NAMES.find((candidate) => candidate in row);
  const value = name === undefined ? undefined : row[name];
  if (typeof value === 'string') return value === '' ? [] : [value];
  return lenientList.parse(value).flatMap((item) => {
    const result = lenientText.safeParse(isRecord(item) ? (item['id'] ?? item['name']) : item);
    return result.success && result.data !== '' ? [result.data] : [];
  });
}

/** Returns the user fields that these rows of NEO's list lack. */
export const listMissingFieldsInRows = (rows: readonly unknown[]): readonly string[] =>
  rows.length === 0 ? [] : missingFields(new Set(rows.filter(isRecord).flatMap((row) => Object.keys(row))));

/** Returns the fields that occur under none of their known names. `state` is never included. */
function missingFields(names: ReadonlySet<string>): string[] {
  const absent = Object.entries({ ...FIELD_NAMES, organizations: ORGANIZATION_NAMES }).filter(
    ([, candidates]) => !candidates.some((name) => names.has(name)),
  );
  return [...absent.map(([field]) => field), 'state'];
}
