import { randomUUID } from 'node:crypto';
import type { CheckSchedule } from '#shared/contract/check-schedule.ts';
import { getCheckOutcome } from '#shared/domain/team/check-outcome.ts';
import { formatFailure } from '#shared/messages/failure-text.ts';
import { withoutServerText } from '#shared/messages/server-text.ts';
import { createTexts, type Translate } from '#shared/messages/texts.ts';
import type { CheckNotice } from '../../app/ports.ts';
import type { Log } from '../../storage/log/log.ts';
import { postToChat } from './deliver.ts';

/** Maximum number of kinds of findings in a message. */
const MAX_KINDS = 10;

/** Returns title and text of a message about a check. They contain numbers and no names of people. `link`: address of the console. */
export function writeCheckMessage({ companyName, run, lists }: CheckNotice, link: string, text: Translate) {
  const { numbers, failure } = run;
  const outcome = getCheckOutcome(run);
  const changes = numbers?.changes ?? { new: 0, fixed: 0, byCode: [] };
  const kinds = changes.byCode.filter(({ new: came }) => came > 0).slice(0, MAX_KINDS);
  const failed = failure && formatFailure(withoutServerText(failure), (key, values) => text(`error.${key}`, values));
  const lines = [
    ...(failed
      ? [failed.what, failed.why, failed.next]
      : [text('serve.checkMail.outcome', { outcome, new: changes.new, fixed: changes.fixed })]),
    ...(numbers === null
      ? []
      : [
          text('serve.checkMail.numbers', {
            inScope: numbers.inScope,
            ready: numbers.ready,
            blocked: numbers.blocked,
            notChecked: numbers.notChecked,
          }),
        ]),
    ...kinds.map(({ code, new: came }) => text('watch.kind', { kind: text(`finding.${code}.name`), count: came })),
    ...lists.map(({ side, takenAt }) => text('serve.checkMail.list', { list: text(`app.side.${side}`), at: formatTime(takenAt) })),
  ].filter((line) => line !== '');
  return {
    title: text('serve.checkMail.title', { company: companyName, outcome, new: changes.new, fixed: changes.fixed }),
    brief: lines.join('\n'),
    text: `${[...lines, '', link].join('\n')}\n`,
    numbers: { new: changes.new, fixed: changes.fixed, ...(numbers && { ready: numbers.ready, blocked: numbers.blocked }) },
  };
}

const TIME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' });
/** Formats a time as `2026-11-24 07:00` in Japan. */
const formatTime = (iso: string): string => TIME.format(new Date(iso));

/** Posts the message of a check to a chat service, in Japanese. Returns whether it was accepted; otherwise a warning is logged. */
export async function postCheckMessage(
  notice: CheckNotice,
  form: NonNullable<CheckSchedule['webhook']>,
  savedAddress: string | null,
  link: string,
  log: Log,
): Promise<boolean> {
  const { title, brief, text, numbers } = writeCheckMessage(notice, link, createTexts('ja'));
  const message = { id: randomUUID(), at: notice.run.endedAt, title, text, brief: `${brief}\n${link}`, numbers, attachment: null };
  return postToChat('check', notice.company, { form, savedAddress }, message, log);
}
