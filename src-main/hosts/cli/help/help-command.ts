import { Command, CommanderError } from 'commander';
import { createPrintableTexts } from '../../printable-texts.ts';
import { answer, readOutputOptions, UsageError } from '../arguments.ts';
import { DEFINITIONS, HELP } from '../options/definitions.ts';
import { EXIT, type ExitCode } from '../options/exit-codes.ts';
import { createOutput } from '../output/output.ts';
import { usageFailure } from '../output/printed-failure.ts';
import { commandHelp, generalHelp } from './help.ts';

/** Width of the help in columns: 60 to 120, 100 without a terminal. */
const widthOf = ({ columns = 100 }: { columns?: number }): number => Math.min(Math.max(columns, 60), 120);

/** `tsunagi help [COMMAND]`: prints the list of commands, or the help of one. */
export const runHelp = (args: readonly string[]): Promise<ExitCode> =>
  answer(HELP, args, async ({ operand, language, translate }) => {
    const definition = DEFINITIONS.find(({ name }) => name === operand);
    if (operand !== undefined && definition === undefined)
      throw new UsageError(translate('cli.unknownCommand', { name: operand.slice(0, 60) }));
    const width = widthOf(process.stdout);
    process.stdout.write(definition === undefined ? generalHelp(language, width) : commandHelp(definition, language, width));
    return EXIT.fine;
  });

/** Prints the help of a command, for `--help` anywhere in its arguments. */
export function printCommandHelp(name: string, args: readonly string[]): ExitCode {
  const { language } = readOutputOptions(args);
  const definition = DEFINITIONS.find((each) => each.name === name);
  const width = widthOf(process.stdout);
  process.stdout.write(
    definition === undefined || definition === HELP ? generalHelp(language, width) : commandHelp(definition, language, width),
  );
  return EXIT.fine;
}

export function printUnknownCommand(name: string, args: readonly string[]): ExitCode {
  const manner = readOutputOptions(args);
  const translate = createPrintableTexts(manner.language);
  const meant = nearestCommand(name);
  const what = translate('cli.unknownCommand', { name: name.slice(0, 60) });
  const more = meant === '' ? '' : ` ${translate('cli.usage.meant', { option: meant })}`;
  createOutput('', translate, manner).fail(usageFailure(`${what}${more}`, translate));
  return EXIT.badInput;
}

/** Returns the most similar command; empty if none is similar. */
function nearestCommand(name: string): string {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const definition of DEFINITIONS) program.command(definition.name);
  try {
    program.parse([name], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return /Did you mean (?:one of )?([a-z-]+)/.exec(error.message)?.[1] ?? '';
    throw error;
  }
  return '';
}
