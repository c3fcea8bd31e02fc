import { randomUUID } from 'node:crypto';
import type { TrustQuestion } from '../../company/trust/trust-changes.ts';

/** Time for an answer in milliseconds; afterwards it counts as no. */
const ANSWER_MS = 5 * 60_000;

type Answer = 'yes' | 'no' | 'unavailable';

interface Pending {
  readonly question: TrustQuestion;
  readonly person: string;
  readonly answer: (answer: Answer) => void;
}

/**
 * Questions about trust that wait for the person who made the change. The person answers on a page of the server, and must sign in again
 * at the provider, so that a compromised page of the application cannot answer.
 */
export interface Confirmations {
  /** Waits for the answer. `unavailable` if the change was not made by a signed-in person. */
  ask(question: TrustQuestion, person: string): Promise<Answer>;
  /** Returns the question of a person; `null` if it was answered or belongs to another person. */
  find(id: string, person: string): TrustQuestion | null;
  answer(id: string, person: string, answer: 'yes' | 'no'): void;
  /** Answers all questions with no. */
  close(): void;
}

/** `onAsked` is called with the person and the path of the page with the question. */
export function createConfirmations(onAsked: (person: string, path: string) => void): Confirmations {
  const pending = new Map<string, Pending>();
  const find = (id: string, person: string): Pending | null => {
    const found = pending.get(id);
    return found?.person === person ? found : null;
  };
  return {
    ask: (question, person) =>
      new Promise((resolve) => {
        const id = randomUUID();
        const answer = (given: Answer): void => {
          clearTimeout(timer);
          pending.delete(id);
          resolve(given);
        };
        const timer = setTimeout(() => answer('no'), ANSWER_MS).unref();
        pending.set(id, { question, person, answer });
        onAsked(person, `/confirm/${id}`);
      }),
    find: (id, person) => find(id, person)?.question ?? null,
    answer: (id, person, given) => find(id, person)?.answer(given),
    close() {
      for (const { answer } of pending.values()) answer('no');
    },
  };
}
