import { VERSION } from '../../../app/services/version.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';

/** `tsunagi version`. Scripts and installers call it, so it loads only the version number unless there are more arguments to check. */
export async function runVersion(args: readonly string[]): Promise<ExitCode> {
  const print = async (): Promise<ExitCode> => {
    process.stdout.write(`${VERSION}\n`);
    return EXIT_CODES.fine;
  };
  if (args.length === 0) return print();
  const [{ runCommand }, { VERSION_COMMAND }] = await Promise.all([import('../arguments.ts'), import('../options/definitions.ts')]);
  return runCommand(VERSION_COMMAND, args, print);
}
