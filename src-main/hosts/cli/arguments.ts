import { parseArgs } from 'node:util';
import type { Language, Translate } from '#shared/messages/texts.ts';
import { createPrintableTexts } from '../printable-texts.ts';
import type { CommandDefinition } from './options/definitions.ts';
import type { ExitCode } from './options/exit-codes.ts';
import { getCommandLanguage } from './options/language.ts';
import { type ParsedArguments, parseArguments } from './options/parser.ts';
import { UsageError } from './options/usage-error.ts';
import { getFailureExitCode } from './output/outcome.ts';
import { createOutput, type Output } from './output/output.ts';
import { createUsageFailure, toCommandFailure } from './output/printed-failure.ts';

export { UsageError };

/** Parsed arguments of a command, with its language, texts and output. */
export interface CommandInput<D extends CommandDefinition> extends ParsedArguments<D> {
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
  return { language: getCommandLanguage(typeof lang === 'string' ? lang : undefined), json: json === true, quiet: quiet === true };
}

/** Runs a command and returns its exit code. Prints a usage error or failure on standard error; never throws. */
export async function runCommand<const D extends CommandDefinition>(
  definition: D,
  args: readonly string[],
  run: (given: CommandInput<D>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const manner = readOutputOptions(args);
  const { language } = manner;
  const translate = createPrintableTexts(language);
  const output = createOutput(definition.name, translate, manner);
  try {
    return await run({ ...parseArguments(definition, args, translate), translate, language, output });
  } catch (error) {
    const failure =
      error instanceof UsageError
        ? createUsageFailure(error.line(translate), translate, definition.name)
        : toCommandFailure(error, translate);
    output.fail(failure);
    return getFailureExitCode(failure);
  } finally {
    output.progress(null);
  }
}
