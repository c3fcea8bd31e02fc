import { type ReasonFound, reasonFound } from '#shared/domain/integration/connection-test/connection-test.ts';
import { isNeoModule } from '#shared/domain/integration/web-addresses/neo-address.ts';
import { neoBody } from './layer-answers.ts';
import type { Questions, RawAnswer } from './layer-question.ts';
import { moduleUrl, otherEnding, type ServerAddress, type ServerPlace } from './server-address.ts';

/** Responses of the modules at one path. */
export interface ModuleAnswers {
  readonly place: ServerPlace;
  /** The gateway module's response to `describe`; 404 = a standard NEO, or no module. */
  readonly described: RawAnswer;
  /** Response of NEO's own module that lists users; `null` if the gateway responded. */
  readonly users: RawAnswer | null;
}

export async function modulesAt(questions: Questions, place: ServerPlace): Promise<ModuleAnswers> {
  const described = await questions.ask(moduleUrl(place, 'tsunagi'), { action: 'describe' });
  if (described.status !== 404) return { place, described, users: null };
  return { place, described, users: await questions.ask(moduleUrl(place, 'zrconst'), { action: 'list_users', limit: '1' }, true) };
}

/** Tries the paths of an address in order until NEO responds. Otherwise returns the responses of the path that is most likely NEO's. */
export async function findModules(questions: Questions, { places }: ServerAddress): Promise<ModuleAnswers> {
  let best = await modulesAt(questions, places[0]);
  for (const place of places.slice(1)) {
    // HTTP Basic protects the whole server, so other paths would be refused too.
    if (likeness(best) === SURELY || best.described.status === 401) break;
    const seen = await modulesAt(questions, place);
    if (likeness(seen) > likeness(best)) best = seen;
  }
  return best;
}

const SURELY = 3;
/** Rates how likely a response is NEO's: 3 = NEO's JSON, 2 = a refusal or error that may be NEO's, 1 = another page, 0 = not found. */
function likeness({ described, users }: ModuleAnswers): number {
  const answer = users ?? described;
  if (neoBody(answer) !== null) return SURELY;
  const { status } = answer;
  if (status === 404) return 0;
  return status === 403 || status === 408 || status === 409 || status === 429 || status >= 500 ? 2 : 1;
}

/** Returns the reason why no module responds at a path: a certain one found by further requests, or "not found". */
export async function findMissingModuleReason(questions: Questions, server: ServerAddress, place: ServerPlace): Promise<ReasonFound> {
  const { module, places } = server;
  if (module !== '') {
    const other = otherEnding(server, place);
    const seen = await modulesAt(questions, other);
    if (likeness(seen) === SURELY || (await questions.isPage(new URL(other.page))))
      return reasonFound('neo-other-ending', { given: place.ending, ending: other.ending, address: other.page });
    if (!isNeoModule(module)) return otherProduct(module);
  }
  if (await questions.isPage(new URL(place.page))) {
    const missing = moduleUrl(place, 'zrconst').pathname;
    return reasonFound('neo-module-missing', { address: new URL(place.page).pathname, module: missing });
  }
  return reasonFound('neo-not-there', { status: 404, places: places.map(({ page }) => new URL(page).pathname).join(', ') });
}

/** Returns the reason for an address that names a program other than NEO. */
export const otherProduct = (module: string): ReasonFound => reasonFound('neo-other-product', { module });
