import type { AmazonFindingRow } from '#shared/contract/orders/amazon-orders.ts';
import { toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { runCommand } from '../arguments.ts';
import type { CommandCompany } from '../company/command-company.ts';
import { ORDERS_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { parsePositiveNumberOption } from '../options/whole-number.ts';
import { type Output, runWithExitCode } from '../output/output.ts';

const MOST_HOURS = 720;
const PAGE = 500;

/**
 * `tsunagi orders`: compares the orders last read from Amazon with NEO's requests. Read-only, so it runs beside an open console. Exit 0
 * nothing to check, 1 something to check, or no orders were read.
 */
export const runOrders = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(ORDERS_COMMAND, args, async ({ values: { profile, hours: hoursText, 'data-dir': dataFolder }, output }) => {
    const hours = parsePositiveNumberOption('--hours', hoursText, MOST_HOURS);
    return runWithExitCode(output, async () => {
      const { openCompanyToRead } = await import('../company/command-company.ts');
      const { call, close } = await openCompanyToRead(profile, dataFolder);
      try {
        const source = await printAmazonOrders(call, hours, output);
        if (source === null) return EXIT_CODES.blocked;
        let total = 0;
        for (const { kind } of source.findings) total += await printFindings(call, { hours, kind }, output);
        return total > 0 ? EXIT_CODES.blocked : EXIT_CODES.fine;
      } finally {
        await close();
      }
    });
  });

/** Prints the period covered, the counts, and what could not be compared. Returns the source; `null` if no orders were read. */
export async function printAmazonOrders(call: CommandCompany['call'], hours: number, { result, print, translate }: Output) {
  const { source } = await call('orders.amazonSummary', { hours });
  result({ type: 'amazon-orders', hours, source });
  if (source === null) {
    print(translate('cli.orders.none'));
    return null;
  }
  print(translate('cli.orders.read', { orders: source.orders, from: source.from, to: source.to, at: source.readAt }));
  for (const { kind, count } of source.findings) print(`  ${translate(`orders.amazon.kind.${kind}`, { hours })}: ${count}`);
  print(translate('orders.amazon.honest'));
  if (!source.areNumbersComparable) print(translate('orders.amazon.numbers'));
  return source;
}

async function printFindings(
  call: CommandCompany['call'],
  question: { readonly hours: number; readonly kind: AmazonFindingRow['kind'] },
  { result, print, translate }: Output,
): Promise<number> {
  for (let offset = 0; ; offset += PAGE) {
    const { total, rows } = await call('orders.amazonFindings', { ...question, search: '', offset, limit: PAGE });
    if (offset === 0 && total > 0) print(`\n${translate(`orders.amazon.kind.${question.kind}`, { hours: question.hours })}`);
    for (const row of rows) {
      result({ type: 'amazon-order', ...row });
      print(`  ${formatRow(row)}`);
    }
    if (offset + PAGE >= total) return total;
  }
}

const formatRow = ({ order, request, person, expected }: AmazonFindingRow): string =>
  [order?.id, order?.number || request?.number, order?.buyerEmail, order?.group, person?.name, person?.email, expected.join(', ')]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => toPrintableText(text ?? ''))
    .join('  ');
