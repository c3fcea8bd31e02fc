import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { ok } from '#shared/contract/call/result.ts';
import type { Dispatcher, NamedCaller } from '../../app/dispatcher.ts';
import type { HostFiles } from '../../app/services/file-tokens.ts';
import { openReadStream } from '../../disk/held-files.ts';
import { saveBody } from './body.ts';
import type { EventStreams, Recipient } from './event-streams.ts';
import { REQUEST_LIMITS } from './request-limits.ts';
import { type HostContext, type HostEnv, readJsonBody, respond } from './responses.ts';

/** Paths of `addConsoleRoutes`; the host must identify the caller of all of them before. */
export const CONSOLE_PATHS = ['/call', '/cancel', '/events', '/files', '/files/*'] as const;

export interface ConsoleRoutes {
  readonly dispatcher: Dispatcher;
  readonly files: HostFiles;
  readonly streams: EventStreams;
  /** Time limit for the body of a call in milliseconds. */
  readonly jsonMs: number;
  readonly callerOf: (c: HostContext) => NamedCaller;
  /** Recipient of the events; `undefined` = the single user. */
  readonly recipientOf: (c: HostContext) => Recipient | undefined;
}

/** Encodes a file name for `filename*` (RFC 5987), which permits fewer unescaped characters than a URL. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** Adds the routes of the application: calls, their cancellation, events, uploads and downloads. */
export function addConsoleRoutes(app: Hono<HostEnv>, { dispatcher, files, streams, jsonMs, callerOf, recipientOf }: ConsoleRoutes): void {
  app.post('/call', async (c) => {
    const { name, input, company, callId } = await readJsonBody(c, jsonMs);
    const caller = callerOf(c);
    return respond(
      c,
      200,
      await dispatcher.call(name, input, { caller, company, ...(typeof callId === 'string' ? { callId: ownCallId(caller, callId) } : {}) }),
    );
  });
  app.post('/cancel', async (c) => {
    const { callId } = await readJsonBody(c, jsonMs);
    if (typeof callId === 'string') dispatcher.cancel(ownCallId(callerOf(c), callId));
    return respond(c, 200, ok({}));
  });
  app.get('/events', (c) => {
    c.header('Content-Type', 'application/x-ndjson');
    return c.body(streams.open(recipientOf(c)));
  });
  app.post('/files', async (c) => {
    const path = await files.temporaryPath();
    await saveBody(c.env.incoming, path, REQUEST_LIMITS.uploadBytes);
    return respond(c, 200, ok(await files.add({ path, origin: 'upload', name: c.req.query('name') ?? '' }, callerOf(c).id)));
  });
  app.get('/files/:token', async (c) => {
    const file = await files.find(c.req.param('token'), callerOf(c).id);
    if (file.origin !== 'report') throw new ExpectedError('file-token-unknown');
    // The file is opened before the headers are set, because they would remain in the response of an error.
    const content = await openReadStream(file.path);
    c.header('Content-Type', 'application/octet-stream');
    c.header('Content-Length', String(file.bytes));
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeName(file.name)}`);
    return c.body(Readable.toWeb(content) as ReadableStream);
  });
}

/** Call ids are chosen by windows; the person's id is added, so that a person cannot cancel the call of another one. */
const ownCallId = ({ id }: NamedCaller, callId: string): string => `${id}/${callId}`;
