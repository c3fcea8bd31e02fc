import { randomBytes } from 'node:crypto';

/** Placeholder that the build writes for the nonce (`html.cspNonce` in vite.config.ts). */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** A fresh 128-bit nonce for each response with the page. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/** The policy of both hosts. The nonce is for `<style>` elements of the interface kit; scripts come from files only. */
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

/** Further headers of every response of both hosts. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
};
