/** A pasted Amazon group. */
export interface PastedGroup {
  readonly name: string;
  readonly integrationOption: string;
}

/** Matches a header row in either language, which is not a group. */
const HEADER = /^(グループ|group)\s*(名|name)?$/i;

/**
 * Parses pasted lines of name and option, separated by a tab or the last comma. A line with one value is a group with unknown option.
 * Only outer spaces are removed.
 */
export function readPastedGroups(text: string): readonly PastedGroup[] {
  const groups: PastedGroup[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [name = '', integrationOption = ''] = line.includes('\t') ? line.split('\t') : splitAtLastComma(line);
    if (name.trim() === '' || HEADER.test(name.trim())) continue;
    groups.push({ name: name.trim(), integrationOption: integrationOption.trim() });
  }
  return groups;
}

function splitAtLastComma(line: string): readonly string[] {
  const at = line.lastIndexOf(',');
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)];
}
