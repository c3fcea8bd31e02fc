import { it } from 'vitest';
import {
  checkAddress,
  compareAddresses,
  createMatchRules,
  DEFAULT_EMAIL_POLICY,
  findAddressError,
  getAddressDomain,
  hasLookalike,
  splitAddresses,
} from '#shared/domain/email/index.ts';
import { toLookalikeSkeleton } from '#shared/domain/email/match-rules/lookalike.ts';
import { describeTypo } from '#shared/domain/email/typo.ts';
import { classifyDomain, isSharedMailbox } from '../../support/address-kinds.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import { anyPair } from './arbitraries.ts';

const POLICY = { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'], aliasDomains: [{ from: 'old.example', to: 'example.co.jp' }] };
const RULES = createMatchRules(POLICY);

it('compares and judges the drawn addresses as it did', () =>
  expectSameAnswers('addresses', anyPair, 2_000, ([neo, amazon]) => [
    compareAddresses(neo, amazon, RULES),
    compareAddresses(neo, amazon),
    describeTypo(neo, amazon),
    [neo, amazon].map((address) => [
      checkAddress(address),
      findAddressError(address),
      classifyDomain(address, POLICY),
      getAddressDomain(address),
      hasLookalike(address),
      toLookalikeSkeleton(address),
      isSharedMailbox(address, '総務部 代表'),
      splitAddresses(address),
    ]),
  ]));
