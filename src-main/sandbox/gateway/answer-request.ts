import type { GroupwareDatabase } from '../database/database.ts';
import { OBJECT_SECTIONS } from '../database/objects.ts';
import type { ListName } from '../database/rows.ts';
import type { Answer } from './answer.ts';
import { createRefusal } from './refusal.ts';
import { toObjectRow, type WritingAction } from './writing.ts';

/** Maximum number of items per page. Source: docs/gateway.md. */
export const MAX_LIMIT = 1000;

const LIST_ACTIONS: Readonly<Record<string, ListName>> = {
  list_users: 'users',
  list_organizations: 'organizations',
  list_roles: 'roles',
  list_approvers: 'approvers',
};

const ORDER_STATES = ['', 'pending', 'approved', 'rejected', 'cancelled'];

export interface GatewayContext {
  readonly database: GroupwareDatabase;
  readonly serverName: string;
  readonly writing: Readonly<Record<string, WritingAction>>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Processes one call of the gateway module `tsunagi.cgi`. */
export function answerGateway({ database, serverName, writing, now }: GatewayContext, parameters: URLSearchParams): Answer {
  const action = parameters.get('action') ?? '';
  const reading: Readonly<Record<string, () => Answer>> = {
    describe: () => ({
      status: 'ok',
      api: 1,
      server: serverName,
      time: new Date(now()).toISOString(),
      capabilities: [...Object.keys(reading).slice(1), ...Object.keys(writing)],
      revision: database.revision(),
    }),
    ...Object.fromEntries(Object.entries(LIST_ACTIONS).map(([name, list]) => [name, () => listPeople(database, list, parameters)])),
    list_objects: () => listObjects(database, parameters),
    list_orders: () => listOrders(database, parameters),
    list_changes: () => listChanges(database, parameters),
  };
  if (Object.hasOwn(reading, action)) return reading[action]?.() ?? {};
  if (Object.hasOwn(writing, action)) return writing[action]?.(parameters) ?? {};
  return createRefusal(-10, 'アクションが正しくありません。', 'action');
}

type Paging = { readonly since: number; readonly offset: number; readonly limit: number };

function pagingOf(parameters: URLSearchParams): Paging | Answer {
  const offset = wholeNumber(parameters, 'offset', 0);
  const limit = wholeNumber(parameters, 'limit', MAX_LIMIT);
  const since = wholeNumber(parameters, 'since', 0);
  if (offset === null) return createRefusal(-422, '値が正しくありません。', 'offset');
  if (limit === null || limit < 1 || limit > MAX_LIMIT) return createRefusal(-422, '値が正しくありません。', 'limit');
  if (since === null) return createRefusal(-422, '値が正しくありません。', 'since');
  return { since, offset, limit };
}

const isPaging = (paging: Paging | Answer): paging is Paging => !('status' in paging);

function listPeople(database: GroupwareDatabase, list: ListName, parameters: URLSearchParams): Answer {
  const paging = pagingOf(parameters);
  if (!isPaging(paging)) return paging;
  const { since, offset, limit } = paging;
  const page = database.page(list, since, offset, limit);
  return { status: 'ok', allcnt: String(page.total), list: stockList(page.items.map(stockItem)), revision: String(database.revision()) };
}

function listOrders(database: GroupwareDatabase, parameters: URLSearchParams): Answer {
  const paging = pagingOf(parameters);
  if (!isPaging(paging)) return paging;
  const state = parameters.get('state') ?? '';
  if (!ORDER_STATES.includes(state)) return createRefusal(-422, '値が正しくありません。', 'state');
  const page = database.orders({ ...paging, state });
  return { status: 'ok', allcnt: String(page.total), list: stockList(page.items.map(stockItem)), revision: String(database.revision()) };
}

/** Returns the objects of a section. Their bodies are sent unchanged, because NEO's converter does not process them. */
function listObjects(database: GroupwareDatabase, parameters: URLSearchParams): Answer {
  const section = OBJECT_SECTIONS.find((known) => known === parameters.get('section'));
  if (section === undefined) return createRefusal(-422, '対象が正しくありません。', 'section');
  const { objects } = database;
  return {
    status: 'ok',
    list: stockList(objects.list(section).map(toObjectRow)),
    ...(section === 'integration' && { secrets: stockList(objects.secrets()) }),
    revision: String(database.revision()),
  };
}

function listChanges(database: GroupwareDatabase, parameters: URLSearchParams): Answer {
  const since = wholeNumber(parameters, 'since', 0);
  if (since === null) return createRefusal(-422, '値が正しくありません。', 'since');
  const { total, items } = database.objects.changes(since);
  return { status: 'ok', allcnt: String(total), list: stockList(items), revision: String(database.revision()) };
}

/** Processes one call of NEO's module `zrconst.cgi`: returns all active users at once, with fewer fields than the gateway. */
export function answerStockNeo(database: GroupwareDatabase, parameters: URLSearchParams): Answer {
  if (parameters.get('action') !== 'list_users') return createRefusal(-10, 'アクションが正しくありません。', 'action');
  const { items } = database.page('users', 0, 0, -1);
  const present = items.map((item) => item as Record<string, unknown>).filter((user) => user['state'] === 'active');
  return {
    status: 'ok',
    list: stockList(
      present.map((user) => ({
        id: Number(user['id']),
        name: user['name'],
        kana: user['kana'],
        login_id: user['login_id'],
        mail: user['work_email'],
      })),
    ),
  };
}

/** Returns a list in NEO's form, whose converter replaces a list of one with the item itself, at every level. */
function stockList(items: readonly unknown[]): { item: unknown } {
  return { item: items.length === 1 ? items[0] : items };
}

function stockItem(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const entries = Object.entries(item);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? stockList(value.map(stockItem)) : stockItem(value)]),
  );
}

/** Parses a whole number; `null` if it has other characters than digits. Returns `missing` if the parameter is missing. */
function wholeNumber(parameters: URLSearchParams, name: string, missing: number): number | null {
  const text = parameters.get(name);
  if (text === null || text === '') return missing;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
