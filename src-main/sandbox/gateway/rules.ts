import { BODY_SCHEMAS, type Bodies } from '#shared/domain/drafts/sections.ts';
import type { Approver } from '#shared/domain/routes/route.ts';
import { type ObjectSection, type ObjectTable, SINGLE_OBJECT_SECTIONS } from '../database/objects.ts';

/** A violated rule: path of the field in the body, and the server's message. */
export interface RuleViolation {
  readonly field: string;
  readonly message: string;
}

/** Ids known to the server, without deleted people. */
export interface KnownIds {
  readonly users: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

const WRONG_VALUE = '値が正しくありません。';
const MAX_NAME_LENGTH = 100;
/** Prefix of third-party fields, which the server stores without checking them. */
const FOREIGN = 'x_';
/** 請求書グループコード: 1 to 20 half-width letters and digits. Source: docs/domain/neo.md#invoice-groups, setup manual 4-1. */
const CODE = /^[A-Za-z0-9]{1,20}$/;

/**
 * The server's rules for writes. A body has the form described in docs/gateway.md, which drafts use too. Existing objects that violate a
 * newer rule stay until they are written again.
 */
export class ServerRules {
  readonly #known: KnownIds;
  readonly #objects: ObjectTable;

  constructor(known: KnownIds, objects: ObjectTable) {
    this.#known = known;
    this.#objects = objects;
  }

  /** Returns the first rule that writing this body would violate; `null` = permitted. */
  put(section: ObjectSection, id: string, body: unknown): RuleViolation | null {
    if (SINGLE_OBJECT_SECTIONS.includes(section) && id !== section) return { field: 'id', message: 'この設定は一つだけです。' };
    const shaped = BODY_SCHEMAS[section].safeParse(withoutForeign(body));
    if (!shaped.success) {
      const [issue] = shaped.error.issues;
      const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      return { field: [...(issue?.path ?? []), ...extra].map(String).join('.') || 'body', message: WRONG_VALUE };
    }
    switch (section) {
      case 'routes':
        return this.#route(id, shaped.data as Bodies['routes']);
      case 'serials':
        return this.#serial(id, shaped.data as Bodies['serials']);
      case 'invoice_groups':
        return this.#invoiceGroup(id, shaped.data as Bodies['invoice_groups']);
      case 'integration':
        return integration(shaped.data as Bodies['integration']);
      case 'common_settings':
        return this.#commonSettings(shaped.data as Bodies['common_settings']);
      case 'allowed_users':
        return this.#people('', shaped.data as Bodies['allowed_users']);
    }
  }

  /** Returns the rule that forbids deleting an object; `null` = permitted. */
  remove(section: ObjectSection, id: string): RuleViolation | null {
    if (SINGLE_OBJECT_SECTIONS.includes(section)) return { field: 'id', message: 'この設定は削除できません。' };
    const common = this.#common();
    if ((section === 'routes' && common?.routeId === id) || (section === 'serials' && common?.serialId === id))
      return { field: 'id', message: 'Amazonビジネス共通設定で使用されているため削除できません。' };
    // The last invoice group cannot be deleted. Source: docs/domain/neo.md#invoice-groups.
    if (section === 'invoice_groups' && this.#objects.list(section).every((one) => one.id === id))
      return { field: 'id', message: '請求書グループは一つ以上必要です。' };
    return null;
  }

  #route(id: string, route: Bodies['routes']): RuleViolation | null {
    if (route.id !== id) return { field: 'id', message: 'IDが一致しません。' };
    const named = this.#named('routes', id, route.name);
    if (named) return named;
    const steps = new Set<string>();
    for (const [at, step] of route.steps.entries()) {
      if (step.id === '') return { field: `steps.${at}.id`, message: WRONG_VALUE };
      if (steps.has(step.id)) return { field: `steps.${at}.id`, message: '経路のIDが重複しています。' };
      steps.add(step.id);
      const breach = this.#approvers(`steps.${at}.approvers`, step.approvers, route.status === 'complete');
      if (breach) return breach;
    }
    if (route.status === 'complete' && route.steps.length === 0)
      return { field: 'steps', message: '完了にするには申請経路を一つ以上指定してください。' };
    if (route.status === 'incomplete' && this.#common()?.routeId === id)
      return { field: 'status', message: 'Amazonビジネス共通設定で使用されているため未完了にできません。' };
    if (route.access.kind === 'listed')
      for (const [at, one] of route.access.principals.entries()) {
        const known = one.kind === 'user' ? this.#known.users : one.kind === 'role' ? this.#known.roles : this.#known.organizations;
        if (!known.has(one.id)) return unknown(`access.principals.${at}.id`);
      }
    return null;
  }

  /** Checks the approvers of a step. `complete`: the route is complete, so no value may be empty. */
  #approvers(field: string, part: Approver, complete: boolean): RuleViolation | null {
    const { users, organizations, roles } = this.#known;
    const missing = { field, message: '承認者を指定してください。' };
    const chosen = (id: string, among: ReadonlySet<string>, place: string): RuleViolation | null =>
      id === '' ? (complete ? missing : null) : among.has(id) ? null : unknown(`${field}.${place}`);
    const people = (ids: readonly string[], place: string): RuleViolation | null => {
      const at = ids.findIndex((id) => !users.has(id));
      return at >= 0 ? unknown(`${field}.${place}.${at}`) : complete && ids.length === 0 ? missing : null;
    };
    switch (part.kind) {
      case 'users':
        return people(part.users, 'users');
      case 'role':
        return chosen(part.roleId, roles, 'roleId');
      case 'group':
        if (complete && part.name.trim() === '') return { field: `${field}.name`, message: '承認グループ名を入力してください。' };
        return people(part.members, 'members');
      case 'applicant':
        return null;
      case 'organization': {
        const breach = chosen(part.organizationId, organizations, 'organizationId');
        if (breach) return breach;
      }
    }
    if (part.resolver.kind === 'selected') return people(part.resolver.users, 'resolver.users');
    if (part.resolver.kind === 'role-members') return chosen(part.resolver.roleId, roles, 'resolver.roleId');
    return null;
  }

  #serial(id: string, serial: Bodies['serials']): RuleViolation | null {
    const named = this.#named('serials', id, serial.name);
    if (named) return named;
    const counters = serial.parts.flatMap((part) => (part.kind === 'counter' ? [part] : []));
    const [counter] = counters;
    if (counter === undefined || counters.length > 1) return { field: 'parts', message: '連番を一つだけ指定してください。' };
    if (String(serial.startValue).length > counter.digits) return { field: 'startValue', message: '開始番号が桁数を超えています。' };
    return null;
  }

  #invoiceGroup(id: string, group: Bodies['invoice_groups']): RuleViolation | null {
    if (!CODE.test(group.code)) return { field: 'code', message: '請求書グループコードは半角英数字20文字以内で入力してください。' };
    const others = this.#objects.list('invoice_groups').filter((one) => one.id !== id);
    if (others.some(({ body }) => (body as Bodies['invoice_groups']).code === group.code))
      return { field: 'code', message: '請求書グループコードはすでに使用されています。' };
    return nameBreach(group.name) ?? this.#people('', { ...group, roles: [] });
  }

  #commonSettings({ title, routeId, serialId }: Bodies['common_settings']): RuleViolation | null {
    if (title.trim() === '') return { field: 'title', message: '件名を入力してください。' };
    const route = routeId === null ? null : this.#objects.find('routes', routeId);
    if (routeId !== null && route === null) return { field: 'routeId', message: '申請経路が存在しません。' };
    // Only a complete route can be the default route. Source: docs/domain/neo.md#routes.
    if (route !== null && (route.body as Bodies['routes']).status !== 'complete')
      return { field: 'routeId', message: '未完了の申請経路は選択できません。' };
    if (serialId !== null && this.#objects.find('serials', serialId) === null)
      return { field: 'serialId', message: '連番が存在しません。' };
    return null;
  }

  #people(
    prefix: string,
    list: {
      readonly users: readonly string[];
      readonly organizations: readonly { readonly id: string }[];
      readonly roles: readonly string[];
    },
  ): RuleViolation | null {
    const user = list.users.findIndex((id) => !this.#known.users.has(id));
    if (user >= 0) return unknown(`${prefix}users.${user}`);
    const organization = list.organizations.findIndex(({ id }) => !this.#known.organizations.has(id));
    if (organization >= 0) return unknown(`${prefix}organizations.${organization}.id`);
    const role = list.roles.findIndex((id) => !this.#known.roles.has(id));
    return role >= 0 ? unknown(`${prefix}roles.${role}`) : null;
  }

  #named(section: 'routes' | 'serials', id: string, name: string): RuleViolation | null {
    const taken = this.#objects.list(section).some((one) => one.id !== id && (one.body as { readonly name: string }).name === name);
    return nameBreach(name) ?? (taken ? { field: 'name', message: '同じ名称がすでに使用されています。' } : null);
  }

  #common(): Bodies['common_settings'] | null {
    return (this.#objects.find('common_settings', 'common_settings')?.body as Bodies['common_settings'] | undefined) ?? null;
  }
}

const unknown = (field: string): RuleViolation => ({ field, message: '存在しないユーザー、組織またはロールが指定されています。' });

function nameBreach(name: string): RuleViolation | null {
  if (name.trim() === '') return { field: 'name', message: '名称を入力してください。' };
  return name.length > MAX_NAME_LENGTH ? { field: 'name', message: `名称は${MAX_NAME_LENGTH}文字以内で入力してください。` } : null;
}

function integration({ systemLogin, poRequestUrl, punchoutUrl }: Bodies['integration']): RuleViolation | null {
  if (!/^[\x21-\x7e]+$/.test(systemLogin)) return { field: 'systemLogin', message: 'システムログインは半角英数記号で入力してください。' };
  if (!isSecureAddress(poRequestUrl)) return { field: 'poRequestUrl', message: 'URLが正しくありません。' };
  return punchoutUrl === '' || isSecureAddress(punchoutUrl) ? null : { field: 'punchoutUrl', message: 'URLが正しくありません。' };
}

const isSecureAddress = (text: string): boolean => URL.parse(text)?.protocol === 'https:';

/** Removes third-party fields, which the rules ignore. */
function withoutForeign(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutForeign);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (name.startsWith(FOREIGN) ? [] : [[name, withoutForeign(inner)]])),
  );
}
