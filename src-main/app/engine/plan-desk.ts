import { createHash } from 'node:crypto';
import { stableJson } from '#shared/domain/drafts/stable-json.ts';
import type { Configuration } from '#shared/domain/readiness/configuration.ts';
import { bodiesAfter, configurationOn, type ServerBodies } from '#shared/domain/sync/after.ts';
import { type PeopleEffect, peopleEffect } from '#shared/domain/sync/effect.ts';
import type { Resolved } from '#shared/domain/sync/item.ts';
import { makePlan } from '#shared/domain/sync/make-plan.ts';
import type { Plan } from '#shared/domain/sync/plan.ts';
import { everything, selectedOrder, unselect } from '#shared/domain/sync/select.ts';
import type { Selection } from '#shared/domain/sync/selection.ts';
import { type LocalSecret, SECRET_NAMES, secretKey } from '#shared/domain/sync/server-state.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { EngineSession } from './session.ts';

/** The plan of one moment with what is ticked of it. */
export interface Planned {
  /** Grows with every change of drafts, server and decisions. */
  readonly revision: number;
  readonly plan: Plan;
  readonly selection: Selection;
  /** Names exactly what would be sent: the ticked items, their targets and the revisions they were made from. */
  readonly digest: string;
}

/** Of nothing. */
const EMPTY_DIGEST = digestOf([]);

/** Keeps the plan while nothing it is made from changes. */
export class PlanDesk {
  readonly #session: EngineSession;
  #made: { readonly key: string; readonly planned: Planned } | null = null;
  #effect: { readonly key: string; readonly effect: PeopleEffect | null } | null = null;

  constructor(session: EngineSession) {
    this.#session = session;
  }

  revision(): number {
    const file = this.#session.workspace();
    return file.drafts.state().revision + file.server.revision();
  }

  /** Of what is chosen; that of an empty plan before the first look at a server. */
  digest(): string {
    return this.planned()?.digest ?? EMPTY_DIGEST;
  }

  /** `null` before the first look at a server that shows objects. */
  planned(): Planned | null {
    const file = this.#session.workspace();
    const server = file.server.state();
    if (server === null) return null;
    const today = this.#session.today();
    const secrets = localSecrets(file);
    const key = JSON.stringify([file.profile().id, file.drafts.state().revision, file.server.revision(), today, secrets]);
    if (this.#made?.key === key) return this.#made.planned;
    const plan = makePlan({
      drafts: file.drafts.state().drafts,
      server,
      resolutions: resolutionsOf(file),
      ignored: file.decisions.ignored(),
      secrets,
      today,
    });
    const left = [...file.decisions.choices()].filter(([, chosen]) => !chosen).map(([item]) => item);
    const { selection } = unselect(plan, everything(plan), left);
    const planned: Planned = { revision: this.revision(), plan, selection, digest: digestOf(sent(plan, selection)) };
    this.#made = { key, planned };
    return planned;
  }

  /** Who could order before and after what is chosen; `null` without both lists of people. */
  effect(): PeopleEffect | null {
    const planned = this.planned();
    if (planned === null) return null;
    const { plan, selection, digest } = planned;
    const file = this.#session.workspace();
    const key = JSON.stringify([file.profile().id, file.revision(), file.drafts.state().revision, planned.revision, digest, this.#session.today()]);
    if (this.#effect?.key === key) return this.#effect.effect;
    const passwordBefore = plan.server.secrets.get('catalog-password')?.set ?? null;
    const passwordAfter = selection.has(secretKey('catalog-password')) || passwordBefore;
    const before = this.#session.auditOf(withServer(plan.server.entries, passwordBefore));
    const after = this.#session.auditOf(withServer(bodiesAfter(plan, selection), passwordAfter));
    const effect = before === null || after === null ? null : peopleEffect(before, after);
    this.#effect = { key, effect };
    return effect;
  }
}

/** What a server's bodies make of the configuration; what no server holds stays as it is noted here. */
const withServer =
  (bodies: ServerBodies, passwordSet: boolean | null) =>
  (drafts: Configuration): Configuration => ({ ...drafts, ...configurationOn(bodies), passwordSet });

function resolutionsOf(file: WorkspaceFile): ReadonlyMap<string, ReadonlyMap<string, Resolved>> {
  const byKey = new Map<string, Map<string, Resolved>>();
  for (const { key, path, resolution, difference } of file.decisions.resolutions()) {
    const byPath = byKey.get(key) ?? new Map<string, Resolved>();
    byKey.set(key, byPath.set(path, { resolution, difference }));
  }
  return byKey;
}

/** What is noted of the secrets a server keeps; one that was cleared here is not sent. */
function localSecrets(file: WorkspaceFile): readonly LocalSecret[] {
  return SECRET_NAMES.map((name) => {
    const record = file.secrets.get(name);
    const isKept = record !== null && record.keptIn !== null;
    return { name, generation: isKept ? record.generation : 0, appliedGeneration: record?.appliedGeneration ?? 0 };
  });
}

/** What the ticked items would send, in the order of work. */
const sent = (plan: Plan, selection: Selection): readonly unknown[] =>
  selectedOrder(plan, selection).map((key) => {
    const item = plan.byKey.get(key);
    return { key, write: item?.write, ifRevision: item?.ifRevision, target: item?.target };
  });

function digestOf(sending: readonly unknown[]): string {
  return createHash('sha256').update(stableJson(sending)).digest('hex');
}
