/** JSON with sorted keys, so that equal values give equal texts and a diff shows only real changes. `indent` 0 = one line. */
export function toStableJson(value: unknown, indent = 0, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const [open, close] = indent === 0 ? ['', ''] : [`\n${' '.repeat(indent * (depth + 1))}`, `\n${' '.repeat(indent * depth)}`];
  const colon = indent === 0 ? ':' : ': ';
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${open}${value.map((item) => toStableJson(item, indent, depth + 1)).join(`,${open}`)}${close}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length === 0) return '{}';
  const texts = fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}${colon}${toStableJson(field, indent, depth + 1)}`);
  return `{${open}${texts.join(`,${open}`)}${close}}`;
}

export const isSameJson = (a: unknown, b: unknown): boolean => a === b || toStableJson(a) === toStableJson(b);
