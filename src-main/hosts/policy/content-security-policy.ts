import { randomBytes } from 'node:crypto';

/** Placeholder that the build writes instead of the nonce (`html.cspNonce` in vite.config.ts). */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** Returns a new 128-bit nonce. Each response with the page gets its own. */
export const createNonce = (): string => randomBytes(16).toString('base64');

/** Returns the policy of both hosts. The nonce is for `<style>` elements of the UI library; scripts are loaded from files only. */
export function createContentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Additional headers of every response of both hosts. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
};
