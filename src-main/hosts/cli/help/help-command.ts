import { Command, CommanderError } from 'commander';
import { createPrintableTexts } from '../../printable-texts.ts';
import { readOutputOptions, runCommand, UsageError } from '../arguments.ts';
import { COMMAND_DEFINITIONS, HELP_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { createOutput } from '../output/output.ts';
import { createUsageFailure } from '../output/printed-failure.ts';
import { formatCommandHelp, formatGeneralHelp } from './help.ts';

/** Width of the help in columns: 60 to 120, 100 without a terminal. */
const widthOf = ({ columns = 100 }: { columns?: number }): number => Math.min(Math.max(columns, 60), 120);

/** `tsunagi help [COMMAND]`: prints the list of commands, or the help of one. */
export const runHelp = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(HELP_COMMAND, args, async ({ operand, language, translate }) => {
    const definition = COMMAND_DEFINITIONS.find(({ name }) => name === operand);
    if (operand !== undefined && definition === undefined)
      throw new UsageError(translate('cli.unknownCommand', { name: operand.slice(0, 60) }));
    const width = widthOf(process.stdout);
    process.stdout.write(definition === undefined ? formatGeneralHelp(language, width) : formatCommandHelp(definition, language, width));
    return EXIT_CODES.fine;
  });

/** Prints the help of a command, for `--help` anywhere in its arguments. */
export function printCommandHelp(name: string, args: readonly string[]): ExitCode {
  const { language } = readOutputOptions(args);
  const definition = COMMAND_DEFINITIONS.find((each) => each.name === name);
  const width = widthOf(process.stdout);
  process.stdout.write(
    definition === undefined || definition === HELP_COMMAND
      ? formatGeneralHelp(language, width)
      : formatCommandHelp(definition, language, width),
  );
  return EXIT_CODES.fine;
}

export function printUnknownCommand(name: string, args: readonly string[]): ExitCode {
  const manner = readOutputOptions(args);
  const translate = createPrintableTexts(manner.language);
  const meant = nearestCommand(name);
  const what = translate('cli.unknownCommand', { name: name.slice(0, 60) });
  const more = meant === '' ? '' : ` ${translate('cli.usage.meant', { option: meant })}`;
  createOutput('', translate, manner).fail(createUsageFailure(`${what}${more}`, translate));
  return EXIT_CODES.badInput;
}

/** Returns the most similar command; empty if none is similar. */
function nearestCommand(name: string): string {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const definition of COMMAND_DEFINITIONS) program.command(definition.name);
  try {
    program.parse([name], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return /Did you mean (?:one of )?([a-z-]+)/.exec(error.message)?.[1] ?? '';
    throw error;
  }
  return '';
}
