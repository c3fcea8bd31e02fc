import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Result } from '#shared/contract/call/result.ts';
import { ACT_RUNNERS, type Act } from './acts.ts';
import { changedTables, hashStoredTables } from './kept.ts';
import { checkHistoryChain, checkNoSecretInFiles, checkNumbersAgree, compareWithReopenedCopy } from './laws.ts';
import { checkJournalMatchesServer, checkPlanCanBeCompleted, checkPlanItemsHaveEffect } from './server-laws.ts';
import { canBeTakenBack, stateBefore } from './taking-back.ts';
import type { ConsoleDesk, ServiceWorld } from './world.ts';

/** Actions on a server that run until they fail; completed steps remain applied. */
const ACTS_WITH_PARTIAL_RESULT: ReadonlySet<string> = new Set([
  'apply',
  'apply badly',
  'resume',
  'retry',
  'give up',
  'enter by hand',
  'read server',
  'stop',
  'server moves',
  'take over',
]);
/** Number of runs of each action, by outcome. */
export const STATS = new Map<string, number>();

async function done(world: ServiceWorld, desk: ConsoleDesk, act: Act): Promise<Result<unknown> | null> {
  const outcome = await ACT_RUNNERS[act.kind](world, desk, act);
  const key = `${act.kind} ${outcome === null ? 'nothing' : outcome.ok ? 'ok' : outcome.error.code}`;
  STATS.set(key, (STATS.get(key) ?? 0) + 1);
  if (desk.console.bugs.length > 0) throw new Error(`${act.kind}: ${desk.console.bugs.join('\n')}`);
  return outcome;
}

export async function runActs(world: ServiceWorld, acts: readonly Act[]): Promise<void> {
  let meanwhile: Promise<unknown>[] = [];
  const ended = async (): Promise<void> => {
    const waiting = meanwhile;
    meanwhile = [];
    const all = await Promise.allSettled(waiting);
    for (const one of all) if (one.status === 'rejected') throw one.reason;
  };
  try {
    for (const act of acts) {
      const desk = world.desks[act.desk % world.desks.length];
      if (desk === undefined) return;
      world.clock.now += 60_000;
      if (act.meanwhile) {
        meanwhile.push(done(world, desk, act));
        // Lets the action progress for this many turns of the event loop.
        for (let turn = 0; turn < (act.b % 30) ** 2 / 3; turn++) await nextTurn();
        continue;
      }
      const isAlone = meanwhile.length === 0;
      // Updates the state of the fixes, which `fixes.list` records, before the tables are compared.
      await desk.console.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 1 });
      const before = hashStoredTables(desk);
      const watching = act.b % 5 === 0 ? desk.windows[1] : undefined;
      await watching?.look();
      const isTakenBack = isAlone && act.a % 3 === 0;
      const former = isTakenBack ? await stateBefore(desk, act) : '';
      const outcome = await done(world, desk, act);
      if (isAlone && outcome?.ok === false && !ACTS_WITH_PARTIAL_RESULT.has(act.kind)) {
        const changed = changedTables(before, hashStoredTables(desk));
        if (changed.length > 0) throw new Error(`${act.kind} failed with ${JSON.stringify(outcome.error)} and changed ${changed.join()}`);
      }
      if (watching !== undefined && watching === desk.windows[1])
        expect(await watching.stale(), `what a window goes on showing after: ${act.kind}`).toEqual([]);
      if (isTakenBack && outcome?.ok === true) await canBeTakenBack(world, desk, act, former, outcome.value);
      await ended();
    }
  } finally {
    await ended();
  }
  world.sandbox.misbehave(null);
  // The comparison takes as long as the rest of the run, so it is made either before or after the plan is sent.
  const isLookedAtFirst = acts.length % 2 === 0;
  for (const desk of world.desks) {
    await desk.console.call('plan.disarm', {});
    for (const window of desk.windows) expect(await window.stale(), 'what a window goes on showing').toEqual([]);
    if (isLookedAtFirst) expect(await compareWithReopenedCopy(world, desk), 'a company opened anew').toEqual([]);
    await checkNumbersAgree(desk);
    await checkPlanItemsHaveEffect(desk);
    await checkHistoryChain(desk);
    checkNoSecretInFiles(desk, world.sandbox.accessKey);
    if (desk.console.bugs.length > 0) throw new Error(desk.console.bugs.join('\n'));
  }
  checkJournalMatchesServer(world);
  for (const desk of world.desks) {
    await checkPlanCanBeCompleted(world, desk);
    await checkHistoryChain(desk);
    if (!isLookedAtFirst) expect(await compareWithReopenedCopy(world, desk), 'a company opened anew in the end').toEqual([]);
    if (desk.console.bugs.length > 0) throw new Error(desk.console.bugs.join('\n'));
  }
  checkJournalMatchesServer(world);
}
