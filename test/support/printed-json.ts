import { auditSchema, digestDocumentSchema, doctorSchema, errorLineSchema, resultLineSchema } from '#main/hosts/cli/output/printed-json.ts';

/** Schemas of commands that print one document instead of lines. */
const DOCUMENTS = { audit: auditSchema, digest: digestDocumentSchema, doctor: doctorSchema };

/**
 * Checks a command's JSON output against the published schemas (`docs/schemas`) and returns the types of its lines. `words` are the
 * arguments after `tsunagi`. Ignores output that is not JSON. Throws for data without a schema.
 */
export function requirePrinted(words: readonly string[], out: string, err: string): readonly string[] {
  const document = DOCUMENTS[words[0] as keyof typeof DOCUMENTS];
  const types: string[] = [];
  if (document !== undefined && out.startsWith('{')) document.parse(JSON.parse(out));
  else for (const line of jsonLines(out)) types.push(resultLineSchema.parse(line).type);
  for (const line of jsonLines(err)) types.push(errorLineSchema.parse(line).type);
  return types;
}

/** The last line may be truncated, because tests kill some of these commands. */
const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as unknown] : []));
