import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatServiceForTests {
  /** Address of the webhook, with a secret path. */
  readonly address: string;
  /** Bodies of the posts, in order. */
  readonly posted: string[];
  close(): void;
}

/** Starts a server that accepts posts as a chat service does. */
export async function startChatService(): Promise<ChatServiceForTests> {
  const posted: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      posted.push(body);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`;
  return { address, posted, close: () => void server.close() };
}
