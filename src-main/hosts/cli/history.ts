import { answer, oneOf, readOptions, UsageError } from './arguments.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createSpeech, withExit } from './outcome.ts';

const OPTIONS = {
  profile: { type: 'string' },
  head: { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * `tsunagi history verify`: computes the chain of the history anew. Exit 0 it stands as written, 1 something in it was changed, or it does
 * not end in the fingerprint that was noted elsewhere (`--head`).
 */
export const runHistory = (args: readonly string[]): Promise<ExitCode> =>
  answer('history', args, async (translate) => {
    const [what = '', ...rest] = args;
    if (what === '' || what.startsWith('-')) throw new UsageError('verify --profile NAME');
    oneOf('history', what, ['verify']);
    const options = readOptions(rest, OPTIONS, translate);
    const { profile: wanted, head: noted } = options;
    if (wanted === undefined) throw new UsageError('--profile NAME');
    const speech = createSpeech(translate, options.json === true);
    return withExit(speech, async () => {
      const { engine, close } = await (await import('./workspace.ts')).openCommandWorkspace(wanted, options['data-dir'], translate);
      try {
        const proof = await engine.verifyHistory();
        const ends = noted === undefined || (await engine.historyHas(noted));
        const state = proof.state === 'intact' && !ends ? 'cut' : proof.state;
        speech.tell({ type: 'history', ...proof, state });
        const { entries, head, broken } = proof;
        speech.say(translate(`cli.history.${state}`, { entries, head, seq: broken?.seq ?? 0 }));
        return state === 'intact' ? EXIT.fine : EXIT.blocked;
      } finally {
        await close();
      }
    });
  });
