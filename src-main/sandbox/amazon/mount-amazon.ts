import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { type DemoAmazonState, START_PAGE_PATH } from './amazon-side.ts';
import { SIGN_IN_PAGE } from './answer-documents.ts';
import { type AmazonRequest, readAmazonRequest } from './read-request.ts';

type Env = { Bindings: HttpBindings };

/** Mounts the demo's Amazon on a server: both punchout addresses, the PO address, and a StartPage. */
export function mountAmazon(app: Hono<Env>, amazon: DemoAmazonState): void {
  const serve = (answer: (request: AmazonRequest | null, origin: string) => string) => async (context: Context<Env>) =>
    context.body(answer(readAmazonRequest(await context.req.text()), new URL(context.req.url).origin), 200, {
      'Content-Type': 'text/xml; charset=UTF-8',
    });
  app.post(amazon.punchoutPath, serve(amazon.answerSetup));
  app.post(`${amazon.punchoutPath}/test`, serve(amazon.answerSetup));
  app.post(amazon.poPath, serve(amazon.answerOrder));
  // Also responds to HEAD.
  app.get(amazon.poPath, (context) => context.body(null, 405, { Allow: 'POST' }));
  app.get(`${START_PAGE_PATH}/*`, (context) => context.html(SIGN_IN_PAGE));
}
