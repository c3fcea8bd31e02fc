import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Language } from '#shared/messages/texts.ts';
import type { ConfirmTrust } from '../../company/trust/trust-changes.ts';
import { formatTrustQuestion } from '../trust-words.ts';

interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly language: Language;
  /** Time limit for an answer, in milliseconds. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 120_000;

/**
 * Asks on the terminal that started the host, which the page cannot access. Asks one question at a time. A timeout counts as no; without a
 * terminal the result is `unavailable`.
 */
export function createTerminalQuestion({ input, output, language, patienceMs = PATIENCE_MS }: Terminal): ConfirmTrust {
  let ended = input.readableEnded || input.destroyed;
  let waiting: ((answer: 'yes' | 'no' | 'unavailable') => void) | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const lines = createInterface({ input, terminal: false });
  lines.on('line', (line) => waiting?.(/^(y|yes|\u306F\u3044)$/i.test(line.trim()) ? 'yes' : 'no'));
  lines.on('close', () => {
    ended = true;
    waiting?.('unavailable');
  });

  const ask: ConfirmTrust = (question) =>
    new Promise((resolve) => {
      if (ended) return resolve('unavailable');
      const words = formatTrustQuestion(question, language);
      output.write(`\n${words.title}\n${words.detail}\n${words.allow} [y] / ${words.refuse} [N]: `);
      const timer = setTimeout(() => answered('no'), patienceMs).unref();
      const answered = (answer: 'yes' | 'no' | 'unavailable'): void => {
        clearTimeout(timer);
        waiting = null;
        output.write('\n');
        resolve(answer);
      };
      // Assigned after the question was written, so that earlier input is not taken for the answer.
      waiting = answered;
    });
  return (question) => {
    const answer = turn.then(() => ask(question));
    turn = answer;
    return answer;
  };
}
