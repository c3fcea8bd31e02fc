import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

/** Drops the connection without a response. */
export function dropConnection(context: Context<{ Bindings: HttpBindings }>): Response {
  context.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}
