import { VERSION } from '../../app/services/version.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** `tsunagi version`. Asked by scripts and installers: nothing is loaded for it but the number, unless there are more words to judge. */
export async function runVersion(args: readonly string[]): Promise<ExitCode> {
  const print = async (): Promise<ExitCode> => {
    process.stdout.write(`${VERSION}\n`);
    return EXIT.fine;
  };
  if (args.length === 0) return print();
  const [{ answer }, { VERSION_COMMAND }] = await Promise.all([import('./arguments.ts'), import('./definitions.ts')]);
  return answer(VERSION_COMMAND, args, print);
}
