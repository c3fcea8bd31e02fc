/** Domains where anyone can register an address. Compiled from the providers' public pages. */
export const FREE_MAIL_DOMAINS: readonly string[] = [
  'gmail.com',
  'googlemail.com',
  'yahoo.co.jp',
  'ymail.ne.jp',
  'yahoo.com',
  'ymail.com',
  'rocketmail.com',
  'outlook.com',
  'outlook.jp',
  'hotmail.com',
  'hotmail.co.jp',
  'live.com',
  'live.jp',
  'msn.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'aol.com',
  'aol.jp',
  'excite.co.jp',
  'goo.jp',
  'infoseek.jp',
  'mail.goo.ne.jp',
  'proton.me',
  'protonmail.com',
  'gmx.com',
  'mail.com',
  'zoho.com',
  'yandex.com',
  'naver.com',
  'qq.com',
  '163.com',
  '126.com',
];

/**
 * Domains of Japanese mobile carriers. They belong to private phones and, until 2009, included addresses with `..` or `.@`. Compiled from
 * the carriers' public pages.
 */
export const CARRIER_DOMAINS: readonly string[] = [
  'docomo.ne.jp',
  'mopera.net',
  'mopera.ne.jp',
  'ezweb.ne.jp',
  'au.com',
  'uqmobile.jp',
  'softbank.ne.jp',
  'i.softbank.jp',
  'softbank.jp',
  'vodafone.ne.jp',
  'disney.ne.jp',
  'ymobile.ne.jp',
  'ymobile1.ne.jp',
  'y-mobile.ne.jp',
  'wcm.ne.jp',
  'willcom.com',
  'pdx.ne.jp',
  'emnet.ne.jp',
  'emobile.ne.jp',
  'emobile-s.ne.jp',
  'rakumail.jp',
  'tu-ka.ne.jp',
  'sky.tkk.ne.jp',
];

/** Carrier domains whose sub-domains stand for a region or brand: `t.vodafone.ne.jp`, `di.pdx.ne.jp`. */
export const CARRIER_PARENTS: readonly string[] = ['vodafone.ne.jp', 'pdx.ne.jp', 'ezweb.ne.jp', 'sky.tkk.ne.jp'];
