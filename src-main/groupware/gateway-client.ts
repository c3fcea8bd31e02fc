import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { MAX_LIST_ITEMS, PAGE_ANSWER_LIMITS } from './answer-limits.ts';
import { ordersPageSchema } from './answer-objects.ts';
import { parseGroupwareAnswer, requireSuccessFields } from './answer-reading.ts';
import {
  approversPageSchema,
  descriptionSchema,
  isRecord,
  lenientList,
  listMissingUserFields,
  organizationsPageSchema,
  rolesPageSchema,
  usersPageSchema,
} from './answer-schemas.ts';
import { createGatewayObjects } from './gateway-objects.ts';
import type { Groupware, OrderReadOptions, ReadOptions, ReadSummary, ServerDescription } from './groupware.ts';
import type { CallOptions, Transport } from './transport.ts';

const MODULE = 'tsunagi';
/** The only version of the gateway protocol. Source: docs/gateway.md. */
const API = 1;

/** Maximum restarts of a read because the list changed; then the read fails. */
const MAX_RESTARTS = 2;

interface Paging {
  /** Items per call; the protocol's maximum is 1000. */
  readonly pageSize: number;
}

/**
 * Requests the gateway module's description; `null` if the server has no such module. A refusal means that the module exists, and is
 * thrown.
 */
export async function describeGateway(transport: Transport, options: CallOptions): Promise<ServerDescription | null> {
  const answer = await transport.call(MODULE, { action: 'describe' }, { ...options, readsOnly: true });
  if (answer.kind === 'absent') return null;
  const { api, server, time, capabilities, revision } = parseGroupwareAnswer(descriptionSchema, requireSuccessFields(answer), transport);
  if (api !== API) throw transport.invalidAnswer('api-version', String(api));
  return { kind: 'gateway', server, time: time === '' ? null : time, capabilities, revision };
}

/** Client of the gateway protocol. Source: docs/gateway.md. */
export function createGatewayClient(transport: Transport, { pageSize }: Paging): Groupware {
  const read =
    <T>(
      action: string,
      schema: z.ZodType<{ allcnt: number; list: T[]; revision: string }>,
      filter: Readonly<Record<string, string>> = {},
      /** Called with the raw items of each page. */
      onItems: (items: readonly unknown[]) => void = () => undefined,
    ) =>
    async ({ from = 0, signal, onPage, onPause, onRestart }: ReadOptions<T>): Promise<ReadSummary> => {
      const ask = async (offset: number, limit: number) => {
        const parameters = { action, ...filter, offset: String(offset), limit: String(limit) };
        const answer = await transport.call(MODULE, parameters, { signal, onPause, limits: PAGE_ANSWER_LIMITS, readsOnly: true });
        const body = requireSuccessFields(answer);
        const page = parseGroupwareAnswer(schema, body, transport);
        onItems(lenientList.parse(body['list']));
        return page;
      };
      let done = from;
      let first: string | null = null;
      let before: { readonly revision: string; readonly last: T | undefined } | null = null;
      for (let restarts = 0; ; ) {
        const page = await ask(done, pageSize);
        // Paging is by offset, so an insert or delete before the current page shifts later rows. The last item of the previous page is read
        // again to detect this.
        if (before !== null && before.revision !== page.revision && !isDeepStrictEqual((await ask(done - 1, 1)).list[0], before.last)) {
          if (onRestart === undefined || restarts++ === MAX_RESTARTS) throw new ExpectedError('server-list-moving');
          onRestart();
          done = 0;
          first = null;
          before = null;
          continue;
        }
        first ??= page.revision;
        before = { revision: page.revision, last: page.list.at(-1) };
        done += page.list.length;
        // Limits both the announced total and the items received.
        if (done > MAX_LIST_ITEMS || page.allcnt > MAX_LIST_ITEMS) throw transport.invalidAnswer('too-many', `${done} / ${page.allcnt}`);
        // Without this check, a server that sends fewer items than announced would be called forever.
        if (page.list.length === 0 && done < page.allcnt) throw transport.invalidAnswer('list-ends-early', `${done} / ${page.allcnt}`);
        await onPage(page.list, { done, total: page.allcnt });
        if (done >= page.allcnt) return { total: page.allcnt, revision: first, missingFields: [] };
        if (signal?.aborted) throw new ExpectedError('cancelled');
      }
    };
  return {
    kind: 'gateway',
    address: transport.address,
    async describe(signal) {
      const description = await describeGateway(transport, { signal });
      if (description === null) throw new ExpectedError('server-not-gateway');
      return description;
    },
    async readUsers(options) {
      const names = new Set<string>();
      const reading = await read('list_users', usersPageSchema, {}, (items) => {
        for (const item of items) if (isRecord(item)) for (const name of Object.keys(item)) names.add(name);
      })(options);
      // After a resumed read it is unknown which fields the earlier people had.
      const isWhole = (options.from ?? 0) === 0 && reading.total > 0;
      const missingFields = isWhole ? listMissingUserFields(names) : [];
      // Without this field, every person would seem to have no work e-mail.
      if (missingFields.includes('workEmail')) throw new ExpectedError('server-no-work-email', { address: transport.address });
      return { ...reading, missingFields };
    },
    readOrganizations: read('list_organizations', organizationsPageSchema),
    readRoles: read('list_roles', rolesPageSchema),
    readApprovers: read('list_approvers', approversPageSchema),
    readOrders({ state, since, ...options }: OrderReadOptions) {
      const filter = { ...(state !== undefined && { state }), ...(since !== undefined && { since }) };
      return read('list_orders', ordersPageSchema, filter)(options);
    },
    objects: createGatewayObjects(transport),
    close: () => transport.close(),
  };
}
