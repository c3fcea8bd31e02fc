import { z } from 'zod';

/**
 * Faults of the demo's Amazon. The local part of a test e-mail address selects one too (`status-403@example.co.jp`), so that each can be
 * seen in the window.
 */
export const AMAZON_FAULTS = [
  // cXML statuses, with the reason in the element's body as at Amazon.
  'status-400',
  'status-401',
  'status-403',
  'status-409',
  'status-450',
  'status-477',
  'status-500',
  'status-560',
  'status-499',
  'status-599',
  'status-201',
  'status-777',
  'several-statuses',
  'no-status',
  'no-response',
  'no-start-page',
  'start-page-http',
  'start-page-foreign',
  /** Repeats the request in the reason, including the password. */
  'echo',
  // HTTP without cXML.
  'http-401',
  'http-403',
  'http-404',
  'http-405',
  'http-500',
  'http-503',
  'redirect',
  // Invalid responses.
  'empty',
  'garbage',
  'html',
  'json',
  'truncated',
  'other-root',
  'deep',
  'internal-subset',
  'billion-laughs',
  'wrong-encoding',
  'utf-16',
  'bom',
  'huge',
  'slow',
  'drip',
  'cut',
  /** Drops the connection once, then responds correctly. */
  'cut-once',
  /** Responds to a profile request, which Amazon does not promise. */
  'profile',
  /** Accepts any password. */
  'any-secret',
] as const;
export const amazonFaultSchema = z.enum(AMAZON_FAULTS);
export type AmazonFault = z.infer<typeof amazonFaultSchema>;

/** The fault selected by an e-mail address. */
export function faultOf(email: string): AmazonFault | null {
  const parsed = amazonFaultSchema.safeParse(email.split('@')[0]);
  return parsed.success ? parsed.data : null;
}
