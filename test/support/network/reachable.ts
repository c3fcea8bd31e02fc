import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '#main/sandbox/sandbox.ts';

export interface RecordedServer {
  readonly port: number;
  /** All access keys that the server received. */
  readonly keys: string[];
  close(): void;
}

/** Makes a demo server reachable from other machines; the server itself listens only on the loopback address. */
export async function reachable(sandbox: Sandbox): Promise<RecordedServer> {
  const keys: string[] = [];
  const server = createServer(async (request, response) => {
    const key = request.headers['x-desknets-auth'];
    if (key !== undefined) keys.push(String(key));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const type = request.headers['content-type'];
    const answer = await fetch(new URL(String(request.url), sandbox.address), {
      method: String(request.method),
      headers: { 'x-desknets-auth': String(key), ...(type !== undefined && { 'content-type': type }) },
      ...(request.method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    keys,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
