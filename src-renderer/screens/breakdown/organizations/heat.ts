import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { FindingCode } from '#shared/domain/readiness/finding.ts';
import type { OrganizationRow } from './organizations.ts';

/** Reasons with their own column; rarer ones share the last. */
const COLUMNS = 6;
/** Smaller organizations do not affect the scale. */
const COUNTS_FOR_SCALE = 10;
/** Shades from none to full. */
const SHADES = 4;

export interface HeatColumn {
  readonly id: FindingCode | 'others';
  readonly codes: readonly FindingCode[];
}

export interface HeatMap {
  readonly columns: readonly HeatColumn[];
  readonly people: (organizationId: string, column: HeatColumn) => number;
  /**
   * 0 for none, up to `SHADES`. Based on the share of the organization's people, so that size does not matter, and on its square root, so
   * that a single bad organization does not fade the others.
   */
  readonly shade: (row: Pick<OrganizationRow, 'id' | 'inScope'>, column: HeatColumn) => number;
}

/** Why people cannot order, by organization. The columns of a row add up to its people who cannot. */
export function createHeatMap({
  reasons,
  organizations,
  organizationReasons,
}: Pick<Readiness, 'reasons' | 'organizations' | 'organizationReasons'>): HeatMap {
  const codes = reasons.filter(({ people }) => people > 0).map(({ code }) => code);
  const alone = codes.length > COLUMNS + 1 ? codes.slice(0, COLUMNS) : codes;
  const others = codes.slice(alone.length);
  const columns: HeatColumn[] = alone.map((code) => ({ id: code, codes: [code] }));
  if (others.length > 0) columns.push({ id: 'others', codes: others });

  const counts = new Map<string, Map<FindingCode, number>>();
  for (const { organizationId, code, people } of organizationReasons) {
    const known = counts.get(organizationId);
    if (known) known.set(code, people);
    else counts.set(organizationId, new Map([[code, people]]));
  }
  const people: HeatMap['people'] = (organizationId, { codes: wanted }) =>
    wanted.reduce((sum, code) => sum + (counts.get(organizationId)?.get(code) ?? 0), 0);
  const share = ({ id, inScope }: Pick<OrganizationRow, 'id' | 'inScope'>, column: HeatColumn): number =>
    inScope > 0 ? people(id, column) / inScope : 0;
  const large = organizations.filter(({ inScope }) => inScope >= COUNTS_FOR_SCALE);
  const most = Math.max(0.01, ...large.flatMap((organization) => columns.map((column) => share(organization, column))));
  return {
    columns,
    people,
    shade: (row, column) =>
      people(row.id, column) === 0 ? 0 : Math.min(SHADES, Math.max(1, Math.ceil(Math.sqrt(share(row, column) / most) * SHADES))),
  };
}
