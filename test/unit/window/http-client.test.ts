// @vitest-environment happy-dom
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetch, type RequestInit } from 'undici';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHttpClient } from '#renderer/client/http-client.ts';

const busy = { ok: false, error: { code: 'storage-busy', params: { file: 'report.html' } } };
let server: Server;
let downloads: string[];

beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/events') return response.writeHead(401).end();
    if (request.url === '/files/held') return response.setHeader('Content-Type', 'application/json').end(JSON.stringify(busy));
    return response.setHeader('Content-Type', 'application/octet-stream').end('report');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('fetch', (path: string, options: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, options));
  downloads = [];
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:report');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push(this.download);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  server.close();
});

test('a report is offered as a download under its name', async () => {
  expect(await createHttpClient({ kind: 'bearer', bearer: 'bearer' }).saveFile({ token: 'ready', name: 'report.html' })).toMatchObject({
    ok: true,
  });
  expect(downloads).toEqual(['report.html']);
});

test('a failure in place of a report is returned and never saved as the report', async () => {
  expect(await createHttpClient({ kind: 'bearer', bearer: 'bearer' }).saveFile({ token: 'held', name: 'report.html' })).toEqual(busy);
  expect(downloads).toEqual([]);
});
