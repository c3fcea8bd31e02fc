import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import { getBodyName } from '#shared/domain/drafts/sections.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { DraftCache } from '../drafts/draft-cache.ts';

/** Source of the names of people and objects. */
export interface NameSource {
  file(): CompanyFile;
  readonly draftCache: DraftCache;
}

/**
 * Returns names for ids: people from the lists, with details where names are equal; routes and serial numbers from drafts, else from the
 * server.
 */
export function createPlanNames(source: NameSource): PlanNames {
  const company = source.draftCache.company();
  return {
    ...createNeoPlanNames(source),
    user: (id) => company?.told.user(id) ?? null,
    organization: (id) => company?.told.organization(id) ?? null,
  };
}

/** Returns names exactly as written in NEO, for finding them there. They may be ambiguous, so decisions must not use them. */
export function createNeoPlanNames(source: NameSource): PlanNames {
  const file: CompanyFile = source.file();
  const picker = source.draftCache.company()?.picker;
  const person = (kind: 'user' | 'organization' | 'role') => (id: string) => picker?.find(kind, id)?.name ?? null;
  const object = (section: 'routes' | 'serials') => (id: string) => {
    const key = getDraftKey({ section, id });
    const known = file.drafts.state().drafts.get(key);
    const body = known?.draft ?? known?.base ?? file.server.state()?.entries.get(key)?.body ?? null;
    return body === null ? null : getBodyName(section, body);
  };
  return {
    user: person('user'),
    organization: person('organization'),
    role: person('role'),
    route: object('routes'),
    serial: object('serials'),
  };
}
