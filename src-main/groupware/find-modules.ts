import { type ConnectionReason, createConnectionReason } from '#shared/domain/integration/connection-test/connection-test.ts';
import { isNeoModule } from '#shared/domain/integration/web-addresses/neo-address.ts';
import { getNeoFields } from './layer-answers.ts';
import type { ModuleProbe, RawAnswer } from './layer-question.ts';
import { getModuleUrl, type ServerAddress, type ServerModulePath, toPathWithOtherExtension } from './server-address.ts';

/** Responses of the modules at one path. */
export interface ModuleAnswers {
  readonly place: ServerModulePath;
  /** The gateway module's response to `describe`; 404 = a standard NEO, or no module. */
  readonly described: RawAnswer;
  /** Response of NEO's own module that lists users; `null` if the gateway responded. */
  readonly users: RawAnswer | null;
}

export async function requestModules(questions: ModuleProbe, place: ServerModulePath): Promise<ModuleAnswers> {
  const described = await questions.ask(getModuleUrl(place, 'tsunagi'), { action: 'describe' });
  if (described.status !== 404) return { place, described, users: null };
  return { place, described, users: await questions.ask(getModuleUrl(place, 'zrconst'), { action: 'list_users', limit: '1' }, true) };
}

/** Tries the paths of an address in order until NEO responds. Otherwise returns the responses of the path that is most likely NEO's. */
export async function findModules(questions: ModuleProbe, { places }: ServerAddress): Promise<ModuleAnswers> {
  let best = await requestModules(questions, places[0]);
  for (const place of places.slice(1)) {
    // HTTP Basic protects the whole server, so other paths would be refused too.
    if (likeness(best) === SURELY || best.described.status === 401) break;
    const seen = await requestModules(questions, place);
    if (likeness(seen) > likeness(best)) best = seen;
  }
  return best;
}

const SURELY = 3;
/** Rates how likely a response is NEO's: 3 = NEO's JSON, 2 = a refusal or error that may be NEO's, 1 = another page, 0 = not found. */
function likeness({ described, users }: ModuleAnswers): number {
  const answer = users ?? described;
  if (getNeoFields(answer) !== null) return SURELY;
  const { status } = answer;
  if (status === 404) return 0;
  return status === 403 || status === 408 || status === 409 || status === 429 || status >= 500 ? 2 : 1;
}

/** Returns the reason why no module responds at a path: a certain one found by further requests, or "not found". */
export async function findMissingModuleReason(
  questions: ModuleProbe,
  server: ServerAddress,
  place: ServerModulePath,
): Promise<ConnectionReason> {
  const { module, places } = server;
  if (module !== '') {
    const other = toPathWithOtherExtension(server, place);
    const seen = await requestModules(questions, other);
    if (likeness(seen) === SURELY || (await questions.isPage(new URL(other.page))))
      return createConnectionReason('neo-other-ending', { given: place.ending, ending: other.ending, address: other.page });
    if (!isNeoModule(module)) return createOtherProductReason(module);
  }
  if (await questions.isPage(new URL(place.page))) {
    const missing = getModuleUrl(place, 'zrconst').pathname;
    return createConnectionReason('neo-module-missing', { address: new URL(place.page).pathname, module: missing });
  }
  return createConnectionReason('neo-not-there', { status: 404, places: places.map(({ page }) => new URL(page).pathname).join(', ') });
}

/** Returns the reason for an address that names a program other than NEO. */
export const createOtherProductReason = (module: string): ConnectionReason => createConnectionReason('neo-other-product', { module });
