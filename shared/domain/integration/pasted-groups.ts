/** One Amazon group as it was pasted. */
export interface PastedGroup {
  readonly name: string;
  readonly integrationOption: string;
}

/** Words of a header row, in either language; such a row names no group. */
const HEADER = /^(グループ|group)\s*(名|name)?$/i;

/**
 * Amazon groups from lines that somebody pasted: name and integration option, apart by a tab, or by the last comma where there is no
 * tab. A line with one value is a group whose option is not known yet. Nothing but the blanks around a value is taken away.
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
