import type { WrittenPair } from './pairs.ts';

/** Pairs that name one mailbox in two ways: rules 8 to 10. */

export const aliasDomainPairs: readonly WrittenPair[] = [
  ['tanaka@old.example', 'tanaka@example.co.jp', 'old brand in NEO'],
  ['tanaka@example.co.jp', 'tanaka@old.example', 'old brand on Amazon'],
  ['tanaka@older.example', 'tanaka@example.co.jp', 'two names ago: the chain is followed'],
  ['tanaka@older.example', 'tanaka@old.example', 'two former names'],
  ['tanaka@example.com', 'tanaka@example.co.jp', '.com and .co.jp'],
  ['tanaka@example.com', 'tanaka@old.example', 'two names that are both old'],
  ['tanaka@hq.example.co.jp', 'tanaka@example.co.jp', 'sub-domain that the table names'],
  ['tanaka@OLD.EXAMPLE', 'tanaka@example.co.jp', 'old brand in capitals'],
  ['Tanaka@old.example', 'tanaka@example.co.jp', 'capital and old brand'],
  ['tanaka＠old.example', 'tanaka@example.co.jp', 'full-width at sign and old brand'],
  [' tanaka@old.example', 'tanaka@example.co.jp', 'space and old brand'],
  ['tanaka@old.example.', 'tanaka@example.co.jp', 'final dot and old brand'],
  ['tanaka@つなぎ.example', 'tanaka@example.co.jp', 'international old brand'],
  ['tanaka+amazon@old.example', 'tanaka+amazon@example.co.jp', 'same tag, old brand'],
  ['suzuki‐ichiro@old.example', 'suzuki-ichiro@example.co.jp', 'hyphen and old brand'],
  ['TANAKA@old.example', 'TANAKA@example.co.jp', 'capitals on both sides are no difference'],
];

export const plusTagPairs: readonly WrittenPair[] = [
  ['tanaka@example.co.jp', 'tanaka+amazon@example.co.jp', 'tag for the shop'],
  ['tanaka+amazon@example.co.jp', 'tanaka@example.co.jp', 'tag in NEO'],
  ['tanaka+neo@example.co.jp', 'tanaka+amazon@example.co.jp', 'two tags'],
  ['tanaka+a+b@example.co.jp', 'tanaka@example.co.jp', 'everything behind the first plus'],
  ['tanaka+@example.co.jp', 'tanaka@example.co.jp', 'empty tag'],
  ['tanaka+amazon@old.example', 'tanaka@example.co.jp', 'tag and old brand'],
  ['Tanaka+Amazon@example.co.jp', 'tanaka@example.co.jp', 'tag and capitals'],
  ['tanaka＋amazon@example.co.jp', 'tanaka@example.co.jp', 'full-width plus'],
  ['tanaka+アマゾン@example.co.jp', 'tanaka@example.co.jp', 'kana tag'],
  ['tanaka+amazon@gmail.com', 'tanaka@gmail.com', 'Gmail tag is a tag like others'],
  ['tanaka+amazon@outlook.com', 'tanaka@outlook.com', 'Outlook tag'],
  ['tanaka+amazon@icloud.com', 'tanaka@icloud.com', 'Apple tag'],
  ['tanaka +amazon@example.co.jp', 'tanaka@example.co.jp', 'blank before the tag'],
  ['tanaka+2024/11@example.co.jp', 'tanaka@example.co.jp', 'dated tag'],
];

export const providerRulePairs: readonly WrittenPair[] = [
  ['taro.tanaka@gmail.com', 'tarotanaka@gmail.com', 'Gmail ignores dots'],
  ['t.a.r.o@gmail.com', 'taro@gmail.com', 'many dots'],
  ['taro@googlemail.com', 'taro@gmail.com', 'two names of Gmail'],
  ['taro.tanaka@googlemail.com', 'tarotanaka@gmail.com', 'name and dots'],
  ['taro.tanaka+shop@gmail.com', 'tarotanaka@gmail.com', 'tag and dots'],
  ['Taro.Tanaka@Gmail.com', 'tarotanaka@gmail.com', 'capitals and dots'],
  ['taro．tanaka＠gmail．com', 'tarotanaka@gmail.com', 'full-width and dots'],
  ['taro@me.com', 'taro@icloud.com', 'two names of Apple'],
  ['taro@mac.com', 'taro@me.com', 'the oldest name of Apple'],
  ['taro-shop@yahoo.co.jp', 'taro@yahoo.co.jp', 'tag of Yahoo Japan'],
  ['taro-shop@yahoo.com', 'taro@yahoo.com', 'tag of Yahoo'],
  ['taro-a@ymail.ne.jp', 'taro-b@ymail.ne.jp', 'two tags'],
  ['taro-a-b@yahoo.co.jp', 'taro@yahoo.co.jp', 'everything behind the first hyphen'],
  ['taro‐shop@yahoo.co.jp', 'taro@yahoo.co.jp', 'another hyphen before the tag'],
  ['taro..tanaka@gmail.com', 'taro.tanaka@gmail.com', 'double dot at Gmail'],
];
