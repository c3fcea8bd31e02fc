import { expect, it } from 'vitest';
import { drawCompany } from '../../support/independent-audit/drawn-company.ts';
import { type JudgedCompany, type Judgement, judgeOwners, judgePeople } from '../../support/independent-audit/judge.ts';
import { auditCompany, auditTwoFiles, type ProductAnswer } from '../../support/independent-audit/product-answers.ts';
import { PROPERTY_SEED } from '../../support/property-seed.ts';

/** Number of compared companies. `TSUNAGI_JUDGED_COMPANIES=300` compares more than the default. */
const COMPANIES = Number(process.env['TSUNAGI_JUDGED_COMPANIES'] ?? 12);

const isReady = ({ inScope, enrolment, workEmail, account }: Judgement): boolean =>
  inScope && [enrolment, workEmail, account].every((answer) => answer === 'open');

/** Returns the differences between the product's result and the independent result for one person. */
function differences(judged: Judgement, product: ProductAnswer): readonly string[] {
  if (judged.inScope !== product.inScope) return [`in scope: ${judged.inScope}, product ${product.inScope}`];
  if (!judged.inScope) return [];
  const gates = ['enrolment', 'workEmail', 'account'] as const;
  // With an invalid address, no account is searched for.
  const compared = gates.filter((gate) => gate !== 'account' || judged.workEmail === 'open');
  return compared.filter((gate) => judged[gate] !== product[gate]).map((gate) => `${gate}: ${judged[gate]}, product ${product[gate]}`);
}

/**
 * Returns suggestions that give an account to a person other than the only one with its address, and owners whose account counts as
 * unclaimed.
 */
function wrongOwners(company: JudgedCompany, { directory, audit }: ReturnType<typeof auditCompany>): readonly string[] {
  const owners = judgeOwners(company);
  return audit.findings.flatMap(({ code, neoIndex, amazonIndex, suggestion }) => {
    const owner = owners.get(directory.amazonUsers[amazonIndex]?.email ?? '');
    if (code === 'amazon-orphan') return owner === undefined ? [] : [`the account of ${owner} counts as nobody's`];
    const given = suggestion?.side === 'neo' ? owners.get(suggestion.address) : undefined;
    const person = directory.neoUsers[neoIndex]?.id;
    return given === undefined || given === person ? [] : [`the account of ${given} is advised for ${person}`];
  });
}

it('answers as an independent implementation of gates 2 to 4 does', { timeout: 600_000 }, () => {
  const wrong: string[] = [];
  const counts = { companies: 0, people: 0, ready: 0, blocked: 0, 'not checked': 0, 'out of scope': 0, 'wrong ready': 0 };
  for (let seed = PROPERTY_SEED; seed < PROPERTY_SEED + COMPANIES; seed++) {
    const company = drawCompany(seed);
    const judged = judgePeople(company);
    const product = auditCompany(company);
    for (const { id, ...row } of company.neo) {
      const [judgement, answer] = [judged.get(id) as Judgement, product.people.get(id) as ProductAnswer];
      const rows = () => company.amazon.filter(({ email }) => email === row.workEmail);
      for (const difference of differences(judgement, answer))
        wrong.push(`seed ${seed}: ${difference} ${JSON.stringify([row, ...rows()])}`);
      if (answer.isReady !== isReady(judgement)) wrong.push(`seed ${seed}: ready ${answer.isReady} ${JSON.stringify([row, ...rows()])}`);
      if (answer.isReady && !isReady(judgement)) counts['wrong ready']++;
      counts.people++;
      const answers = [judgement.enrolment, judgement.workEmail, judgement.account];
      counts[!judgement.inScope ? 'out of scope' : isReady(judgement) ? 'ready' : answers.includes('closed') ? 'blocked' : 'not checked']++;
    }
    for (const line of wrongOwners(company, product)) wrong.push(`seed ${seed}: ${line}`);
    // Two files alone: no group is known, and all people count as allowed.
    const everyGroup = new Map(company.amazon.map(({ group }) => [group, true]));
    const ofFiles = [...judgePeople({ ...company, purchasing: everyGroup, allowed: undefined }).values()].filter(({ inScope }) => inScope);
    const matched = ofFiles.filter(({ workEmail, account }) => workEmail === 'open' && account !== 'closed').length;
    const two = auditTwoFiles(company);
    if (two.inScope !== ofFiles.length || two.matched !== matched)
      wrong.push(`seed ${seed}: two files: ${ofFiles.length} in scope, ${matched} matched; product ${JSON.stringify(two)}`);
    counts.companies++;
  }
  if (COMPANIES > 100) process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(wrong.slice(0, 20)).toEqual([]);
  // Every compared case occurs in the generated companies.
  expect(Object.entries(counts).filter(([name, count]) => name !== 'wrong ready' && count === 0)).toEqual([]);
});
