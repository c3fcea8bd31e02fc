import { type Format, getFormat } from '#renderer/ui/text/format.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import type { Language, Translate } from '#shared/messages/translate.ts';

export interface MessageRecipients {
  readonly names: readonly string[];
  /** The approvers are asked at a later step, and may decide only if 引き上げ承認 is permitted. */
  readonly early: boolean;
}

/** A message to the approvers of a request, in their language. Contains no address and no secret. */
export function createOrderMessage(
  { number, id, title, applicant, route, requestedAt, amount, lock }: OrderRow,
  { names, early }: MessageRecipients,
  { afterLock }: LockPolicyView,
  language: Language,
  say: Translate,
): string {
  const format = getFormat(language);
  const request = { number: number === '' ? id : number, title };
  const lines: string[] = [say('orders.message.subject', request), ''];
  if (names.length > 0)
    lines.push(
      say('orders.message.to', { names: names.map((name) => say('orders.message.san', { name })).join(language === 'ja' ? '、' : ', ') }),
      '',
    );
  if (lock !== null) {
    const ends = endOf(lock.endsAt, say, format);
    if (lock.danger === 'over') lines.push(say('orders.message.asOver', { ...request, ends }));
    else {
      lines.push(
        lock.lastChance === null
          ? say('orders.message.asNoChance', { ...request, ends })
          : say('orders.message.asHeld', { ...request, ends, chance: format.date(lock.lastChance) }),
        say(`orders.message.after.${afterLock}`),
      );
    }
    lines.push('');
  }
  lines.push(
    say('orders.message.facts', {
      applicant: applicant.organization === '' ? applicant.name : `${applicant.name}（${applicant.organization}）`,
      route: route.name === '' ? say('orders.message.unknown') : route.name,
      requested: format.dateTime(requestedAt),
      amount: amount === null ? say('orders.message.unknown') : say('orders.table.yen', { yen: format.count(amount) }),
    }),
    say(early && names.length > 0 ? 'orders.message.whereEarly' : 'orders.message.where'),
  );
  return lines.join('\n');
}

/** One message about all requests waiting for a person: one line each with its end, most urgent first. */
export function createApproverMessage(
  name: string,
  { rows, total }: { readonly rows: readonly OrderRow[]; readonly total: number },
  { afterLock }: LockPolicyView,
  language: Language,
  say: Translate,
): string {
  const format = getFormat(language);
  const line = ({ number, id, title, applicant, lock }: OrderRow): string => {
    const request = { number: number === '' ? id : number, title, applicant: applicant.name };
    if (lock === null) return say('orders.message.line', request);
    const ends = endOf(lock.endsAt, say, format);
    return say(lock.danger === 'over' ? 'orders.message.lineOver' : 'orders.message.lineHeld', { ...request, ends });
  };
  return [
    say('orders.message.subjectAll', { count: total }),
    '',
    say('orders.message.to', { names: say('orders.message.san', { name }) }),
    '',
    say('orders.message.askAll', { count: total }),
    say(`orders.message.after.${afterLock}`),
    '',
    ...rows.map(line),
    ...(total > rows.length ? [say('orders.message.moreAll', { count: total - rows.length })] : []),
    '',
    say('orders.message.where'),
  ].join('\n');
}

/** A lock that ends with a day is described by that day. */
const endOf = (iso: string, say: Translate, { date, time, dateTime }: Format): string =>
  time(iso) === '00:00' ? say('clocks.policy.end', { date: date(new Date(Date.parse(iso) - 1).toISOString()) }) : dateTime(iso);
