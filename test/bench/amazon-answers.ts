import { judgeSetup } from '../../src-main/amazon/judge-answer.ts';
import { createRedact } from '../../src-main/amazon/redact.ts';
import { oddAnswer, PLANTED } from '../support/odd-answers.ts';
import type { Measurement } from './measure.ts';

const ANSWERS = 100_000;
const BUDGET_MS = 1000;

/** The slowest of a hundred thousand malformed answers, and the document that takes the most work for its length. */
export function measureOddAnswers(): Measurement {
  const redact = createRedact([PLANTED.secret]);
  let slowest = 0;
  const judge = (answer: Parameters<typeof judgeSetup>[0]): void => {
    const started = performance.now();
    judgeSetup(answer, redact);
    slowest = Math.max(slowest, performance.now() - started);
  };
  for (let seed = 0; seed < ANSWERS; seed++) judge(oddAnswer(Math.imul(seed, 2654435761)));
  const heavy = new TextEncoder().encode(`<cXML>${'<a/>'.repeat(65_000)}</cXML>`);
  judge({ status: 200, contentType: 'text/xml', location: '', authenticate: '', body: heavy });
  return { name: `slowest of ${ANSWERS} odd cXML answers`, value: slowest, unit: 'ms', budget: BUDGET_MS, peer: null };
}
