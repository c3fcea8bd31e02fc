import { parseArgs } from 'node:util';
import type { Language, Translate } from '#shared/messages/texts.ts';
import { createPrintableTexts } from '../printable-texts.ts';
import type { Definition } from './options/definitions.ts';
import type { ExitCode } from './options/exit-codes.ts';
import { languageOf } from './options/language.ts';
import { type Parsed, parseWords } from './options/parser.ts';
import { UsageError } from './options/usage-error.ts';
import { exitCodeOf } from './output/outcome.ts';
import { createOutput, type Output } from './output/output.ts';
import { failureOf, usageFailure } from './output/printed-failure.ts';

export { UsageError };

/** Parsed arguments of a command, with its language, texts and output. */
export interface Given<D extends Definition> extends Parsed<D> {
  readonly translate: Translate;
  readonly language: Language;
  readonly output: Output;
}

/** Reads language and JSON mode wherever they are in the arguments, so that usage errors use them too. */
export function readOutputOptions(args: readonly string[]): {
  readonly language: Language;
  readonly json: boolean;
  readonly quiet: boolean;
} {
  const options = { lang: { type: 'string' }, json: { type: 'boolean' }, quiet: { type: 'boolean' } } as const;
  const { lang, json, quiet } = parseArgs({ args: [...args], options, strict: false }).values;
  return { language: languageOf(typeof lang === 'string' ? lang : undefined), json: json === true, quiet: quiet === true };
}

/** Runs a command and returns its exit code. Prints a usage error or failure on standard error; never throws. */
export async function answer<const D extends Definition>(
  definition: D,
  args: readonly string[],
  run: (given: Given<D>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const manner = readOutputOptions(args);
  const { language } = manner;
  const translate = createPrintableTexts(language);
  const output = createOutput(definition.name, translate, manner);
  try {
    return await run({ ...parseWords(definition, args, translate), translate, language, output });
  } catch (error) {
    const failure =
      error instanceof UsageError ? usageFailure(error.line(translate), translate, definition.name) : failureOf(error, translate);
    output.fail(failure);
    return exitCodeOf(failure);
  } finally {
    output.progress(null);
  }
}
