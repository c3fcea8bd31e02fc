/** Two lines of a finding: person and finding, or only the finding if it names no person. */
export const getFindingLines = (name: string, what: string): readonly [first: string, below: string] =>
  name === '' ? [what, ''] : [name, what];
