import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { listSetupEntries } from '#shared/domain/setup/entries.ts';
import { getSetupStep, isSetupStepId, SETUP_STEPS } from '#shared/domain/setup/guide.ts';
import type { SetupStep } from '#shared/domain/setup/step.ts';
import { MESSAGES } from '#shared/messages/texts.ts';
import { ALL_SEEN } from '../../support/setup-facts.ts';
import { MANUAL_STATEMENTS } from './manual-statements.ts';

function textAt(key: string, language: 'ja' | 'en'): unknown {
  return key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], MESSAGES[language]);
}

/** Checks by kind of reference. `step` is the step, and `rest` the value that must be found in it. */
const STEP_REFS: Readonly<Record<string, (step: SetupStep, rest: string) => boolean>> = {
  step: () => true,
  optional: ({ optional }) => optional,
  side: ({ side }, rest) => side === rest,
  wait: ({ wait }, rest) => wait === rest,
  screen: ({ screens }, rest) => screens.includes(rest),
  place: ({ places }, rest) => (places as readonly string[]).includes(rest),
  after: ({ after }, rest) => after.includes(rest),
  follow: ({ followUps }, rest) => followUps.includes(rest),
  link: ({ links }, rest) => links.some(({ label }) => label.includes(rest)),
  branch: ({ when }, rest) =>
    when?.({ account: rest as 'existing', otherIntegration: false }, { amazonUsersFrom: 'invitations' }) === false,
  entry: ({ id }, rest) => isSetupStepId(id) && listSetupEntries(id, ALL_SEEN).some(({ field }) => field === rest),
};

function isFound(ref: string): boolean {
  const at = ref.indexOf(':');
  const [kind, target] = [ref.slice(0, at), ref.slice(at + 1)];
  if (kind === 'message') return (['ja', 'en'] as const).every((language) => typeof textAt(target, language) === 'string');
  if (kind === 'finding') return (FINDING_CODES as readonly string[]).includes(target);
  if (kind === 'lint') return textAt(`integration.problem.${target}`, 'ja') !== undefined;
  const [id = '', ...rest] = target.split('/');
  const check = STEP_REFS[kind];
  return check !== undefined && isSetupStepId(id) && check(getSetupStep(id), rest.join('/'));
}

describe('the statements of the manual', () => {
  it('are 115, each listed once', () => {
    expect(MANUAL_STATEMENTS).toHaveLength(115);
    expect(new Set(MANUAL_STATEMENTS.map(({ place, statement }) => `${place} ${statement}`)).size).toBe(115);
  });

  it('are each handled by something that exists', () => {
    expect(MANUAL_STATEMENTS.filter(({ refs }) => refs.length === 0)).toEqual([]);
    const missing = MANUAL_STATEMENTS.flatMap(({ place, statement, refs }) =>
      refs.filter((ref) => !isFound(ref)).map((ref) => `${place} ${statement}: ${ref}`),
    );
    expect(missing).toEqual([]);
  });

  it('leave no step of the manual without a statement', () => {
    const named = new Set(MANUAL_STATEMENTS.flatMap(({ refs }) => refs.map((ref) => ref.slice(ref.indexOf(':') + 1).split('/')[0])));
    // `choose` is covered by the branches of 1 and 2; the role of users from an identity provider is that of invited users.
    const covered = new Set([...named, 'choose', 'grant-roles']);
    expect(SETUP_STEPS.filter(({ id, manual }) => manual !== null && !covered.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('fails on a reference that leads nowhere', () => {
    for (const ref of ['step:none', 'message:setupGuide.none', 'entry:group-add/none', 'screen:route/none', 'none:route', 'finding:none'])
      expect([ref, isFound(ref)]).toEqual([ref, false]);
  });
});
