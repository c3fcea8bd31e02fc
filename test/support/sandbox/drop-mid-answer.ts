import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { SandboxEnv } from '#main/sandbox/sandbox.ts';

/** Announces the whole response, sends half of it and drops the connection. */
export function dropMidAnswer(context: Context<SandboxEnv>, text: string, contentType: string): Response {
  const { outgoing } = context.env;
  const bytes = Buffer.from(text);
  outgoing.writeHead(200, { 'Content-Type': contentType, 'Content-Length': bytes.length });
  outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
