import { randomBytes } from 'node:crypto';

/** The placeholder that the build puts where a nonce belongs (`html.cspNonce` in vite.config.ts). */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** A fresh 128-bit nonce, one for each answer that carries the page. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/**
 * The one policy of both hosts. The nonce is for the `<style>` elements that the interface kit puts into the page; there
 * is none for scripts, which come from files only.
 */
export function contentSecurityPolicy(nonce: string): string {
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

/** What both hosts send beside the policy, with every answer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
};
