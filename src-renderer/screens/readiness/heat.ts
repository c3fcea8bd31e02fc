import type { Readiness } from '#shared/contract/readiness.ts';
import type { FindingCode } from '#shared/domain/readiness/finding.ts';
import type { OrganizationRow } from './organizations.ts';

/** Reasons that get a column of their own; the rarer ones share the last. */
const COLUMNS = 6;
/** Organisations smaller than this do not stretch the scale. */
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
  /** 0 for nobody, to `SHADES`: by the share of the organisation's people, so that a large one is no darker for its size; by its root, so that one bad organisation does not pale all others. */
  readonly shade: (row: Pick<OrganizationRow, 'id' | 'inScope'>, column: HeatColumn) => number;
}

/** Why people cannot order, by organisation. The columns of a row add up to the people of it who cannot. */
export function heatMap({
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
