/** Screens on which each gate can be resolved. */
export const GATE_SCREENS: Readonly<Record<number, 'integration' | 'matching' | 'invoicing' | 'routes' | 'serials'>> = {
  1: 'integration',
  2: 'integration',
  3: 'matching',
  4: 'matching',
  5: 'invoicing',
  6: 'routes',
  7: 'serials',
  8: 'routes',
};
