import { auditSchema, digestDocumentSchema, doctorSchema, errorLineSchema, resultLineSchema } from '#main/hosts/cli/output/printed-json.ts';

/** What a command prints at once instead of line by line. */
const DOCUMENTS = { audit: auditSchema, digest: digestDocumentSchema, doctor: doctorSchema };

/**
 * Checks what a command printed as JSON against the published schemas (`docs/schemas`). Returns the types of its lines. `words`: those
 * after `tsunagi`. Ignores what is not JSON. Throws for what no schema defines.
 */
export function requirePrinted(words: readonly string[], out: string, err: string): readonly string[] {
  const document = DOCUMENTS[words[0] as keyof typeof DOCUMENTS];
  const types: string[] = [];
  if (document !== undefined && out.startsWith('{')) document.parse(JSON.parse(out));
  else for (const line of jsonLines(out)) types.push(resultLineSchema.parse(line).type);
  for (const line of jsonLines(err)) types.push(errorLineSchema.parse(line).type);
  return types;
}

/** The last line may be cut: some of these commands are killed. */
const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as unknown] : []));
