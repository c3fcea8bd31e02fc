import type { GroupwareDatabase, ListName } from './database.ts';

/** The body of an answer before it becomes JSON. */
export type Answer = Readonly<Record<string, unknown>>;

/** Largest page a client may ask for. Source: handbook gateway.md. */
export const MAX_LIMIT = 1000;

const LIST_ACTIONS: Readonly<Record<string, ListName>> = {
  list_users: 'users',
  list_organizations: 'organizations',
  list_roles: 'roles',
  list_approvers: 'approvers',
};

const refuse = (errorno: number, errormessage: string, errmsgadd = ''): Answer => ({ status: 'ng', errorno, errormessage, errmsgadd });

/** Answers one call of the gateway module `tsunagi.cgi`. */
export function answerGateway(database: GroupwareDatabase, serverName: string, parameters: URLSearchParams): Answer {
  const action = parameters.get('action') ?? '';
  if (action === 'describe') {
    return {
      status: 'ok',
      api: 1,
      server: serverName,
      time: new Date().toISOString(),
      capabilities: Object.keys(LIST_ACTIONS),
      revision: database.revision(),
    };
  }
  const list = LIST_ACTIONS[action];
  if (!list) return refuse(-10, 'アクションが正しくありません。', 'action');

  const offset = wholeNumber(parameters, 'offset', 0);
  const limit = wholeNumber(parameters, 'limit', MAX_LIMIT);
  const since = wholeNumber(parameters, 'since', 0);
  if (offset === null) return refuse(-422, '値が正しくありません。', 'offset');
  if (limit === null || limit < 1 || limit > MAX_LIMIT) return refuse(-422, '値が正しくありません。', 'limit');
  if (since === null) return refuse(-422, '値が正しくありません。', 'since');
  const page = database.page(list, since, offset, limit);
  return { status: 'ok', allcnt: String(page.total), list: stockList(page.items.map(stockItem)), revision: String(database.revision()) };
}

/** Answers one call of NEO's own module `zrconst.cgi`: everybody who can log in, at once, with fewer fields than the gateway gives. */
export function answerStock(database: GroupwareDatabase, parameters: URLSearchParams): Answer {
  if (parameters.get('action') !== 'list_users') return refuse(-10, 'アクションが正しくありません。', 'action');
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

/** NEO's converter turns a list of one into the item itself, at every depth. */
function stockList(items: readonly unknown[]): { item: unknown } {
  return { item: items.length === 1 ? items[0] : items };
}

function stockItem(item: unknown): unknown {
  const entries = Object.entries(item as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? stockList(value) : value]));
}

/** `null` for anything but digits; `missing` when the parameter is not there. */
function wholeNumber(parameters: URLSearchParams, name: string, missing: number): number | null {
  const text = parameters.get(name);
  if (text === null || text === '') return missing;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
