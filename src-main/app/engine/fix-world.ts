import { ExpectedError } from '#shared/contract/result.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import type { Finding, Way } from '#shared/domain/readiness/finding.ts';
import { type Fix, type FixWorld, fixState } from '#shared/domain/readiness/fixes.ts';
import { type AddressRegister, createAddressRegister } from '#shared/domain/readiness/fixes-plan.ts';
import type { FixStore } from '../../storage/fix-store.ts';
import type { EngineSession } from './session.ts';
import type { FindingsView } from './view.ts';

export const isOpen = ({ state }: Fix): boolean => state === 'adopted' || state === 'written';

/** The fixes of the open workspace beside the people they are about; what can be made once per revision is made once. */
export class FixScene {
  readonly #session: EngineSession;
  #settledFor: FindingsView | null = null;
  #register: { readonly view: FindingsView; readonly version: number; readonly register: AddressRegister } | null = null;

  constructor(session: EngineSession) {
    this.#session = session;
  }

  get store(): FixStore {
    return this.#session.workspace().fixes;
  }

  /** Notes which fixes the lists of this revision show to have arrived, been overtaken or lost; then all of them, by person. */
  current(): ReadonlyMap<string, Fix> {
    const view = this.#session.findings();
    if (view !== null && view !== this.#settledFor) {
      const world = worldOf(view);
      const moved: Fix[] = [];
      for (const fix of this.store.all().values()) {
        const state = fixState(fix, world);
        if (state !== fix.state) moved.push({ ...fix, state });
      }
      this.store.settle(moved);
      this.#settledFor = view;
    }
    return this.store.all();
  }

  open(): readonly Fix[] {
    return [...this.current().values()].filter(isOpen);
  }

  /** Fixes that were adopted as advice, and that no finding of these lists advises or offers any more. */
  noLongerAdvised(fixes: readonly Fix[]): ReadonlySet<Fix> {
    const view = this.#session.findings();
    if (view === null) return new Set();
    const { audit, people } = view;
    const offered = new Set<string>();
    const offer = (neoIndex: number, { side, address }: Way): void => void offered.add(JSON.stringify([people[neoIndex], side, address]));
    for (const { neoIndex, suggestion } of audit.findings) if (suggestion !== null) offer(neoIndex, suggestion);
    for (const [neoIndex, ways] of audit.ways) for (const way of ways) offer(neoIndex, way);
    return new Set(
      fixes.filter(({ choice, person, side, to }) => choice === 'suggestion' && !offered.has(JSON.stringify([person, side, to]))),
    );
  }

  register(view: FindingsView): AddressRegister {
    const open = this.open();
    const version = this.store.version();
    if (this.#register?.view !== view || this.#register.version !== version)
      this.#register = { view, version, register: createAddressRegister(view.directory, view.people, open) };
    return this.#register.register;
  }

  /** Throws `run-not-found` for another revision or row. */
  at(place: { readonly revision: number; readonly row: number }): {
    readonly view: FindingsView;
    readonly finding: Finding;
    readonly person: NeoUser | null;
  } {
    const view = this.#session.requireFindings();
    const finding = view.audit.findings[place.row];
    if (view.revision !== place.revision || finding === undefined) throw new ExpectedError('run-not-found');
    return { view, finding, person: view.person(finding) };
  }
}

function worldOf({ directory: { neoUsers, amazonUsers }, people }: FindingsView): FixWorld {
  const byPerson = new Map(people.map((key, at) => [key, neoUsers[at] as NeoUser]));
  const emails = new Set(amazonUsers.map(({ email }) => email));
  return { person: ({ person }) => byPerson.get(person) ?? null, onAmazon: (address) => emails.has(address) };
}
