import type { ScreenId } from '../navigation/index.ts';

/**
 * The rail, top to bottom, in groups. A door is called after the first of its screens, `app.door.<id>`; where it has several, each is a tab,
 * `app.tab.<id>`. A screen is listed once it works.
 */
export const DOOR_GROUPS = [
  [['readiness'], ['orders', 'calendar'], ['setup']],
  [['integration', 'amazonGroups'], ['routes', 'rehearsal'], ['serials'], ['invoicing']],
  [
    ['matching', 'people', 'fixes', 'triage', 'trend'],
    ['plan', 'history'],
    ['import', 'server'],
  ],
] as const satisfies readonly (readonly (readonly ScreenId[])[])[];

export type Door = (typeof DOOR_GROUPS)[number][number];
export type DoorId = Door[0];

const DOORS: readonly Door[] = DOOR_GROUPS.flat();

/** The door behind which a screen is; `null` = it has a way of its own: the gear. */
export const doorOf = (screen: ScreenId): Door | null => DOORS.find((door) => (door as readonly ScreenId[]).includes(screen)) ?? null;

/** What a company has; `undefined` = not known yet, or it could not be asked. */
export interface Possessions {
  readonly hasPeople: boolean;
  readonly hasOrders: boolean | undefined;
  readonly drafts: readonly { readonly section: string; readonly objects: number; readonly changed: number }[] | undefined;
  readonly isServerRead: boolean | undefined;
}

/** Whether there is anything behind a door yet. The way to the first of everything stands open from the beginning. */
export function isBehind(door: DoorId, { hasPeople, hasOrders, drafts, isServerRead }: Possessions): boolean {
  const objects = (wanted: string): boolean =>
    drafts === undefined || drafts.some(({ section, objects: n }) => section === wanted && n > 0);
  switch (door) {
    case 'orders':
      return hasOrders !== false;
    case 'routes':
    case 'serials':
      return objects(door);
    case 'invoicing':
      return objects('invoice_groups');
    case 'matching':
      return hasPeople;
    case 'plan':
      return isServerRead !== false || drafts === undefined || drafts.some(({ changed }) => changed > 0);
    case 'readiness':
    case 'setup':
    case 'integration':
    case 'import':
      return true;
  }
}
