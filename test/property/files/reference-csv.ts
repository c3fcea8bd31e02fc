/** A parser for RFC 4180 with any line ending, one character at a time: slow, short, and without code of the scanner. */
export interface Reference {
  readonly records: { fields: string[]; line: number }[];
  readonly fault: 'quote-open' | 'text-after-quote' | null;
}

export function parseReference(text: string): Reference {
  const records: Reference['records'] = [];
  let rest = text;
  let line = 1;
  const linesIn = (part: string): number => part.split(/\r\n|\r|\n/).length - 1;
  while (rest !== '') {
    const fields: string[] = [];
    const recordLine = line;
    for (;;) {
      const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(rest);
      if (quoted) {
        fields.push((quoted[1] as string).replaceAll('""', '"'));
        line += linesIn(quoted[0]);
        rest = rest.slice(quoted[0].length);
        if (rest !== '' && !/^[,\r\n]/.test(rest)) return { records, fault: 'text-after-quote' };
      } else if (rest.startsWith('"')) {
        return { records, fault: 'quote-open' };
      } else {
        const plain = /^[^,\r\n]*/.exec(rest)?.[0] ?? '';
        fields.push(plain);
        rest = rest.slice(plain.length);
      }
      if (!rest.startsWith(',')) break;
      rest = rest.slice(1);
    }
    rest = rest.replace(/^(?:\r\n|\r|\n)/, '');
    line++;
    if (fields.some((field) => field !== '')) records.push({ fields, line: recordLine });
  }
  return { records, fault: null };
}
